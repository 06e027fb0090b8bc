"""What a reader's own links carry: a signed subscriber id, good for one purpose only.

Signed and not stored; the salt is of this purpose, so the token opens no other door.
"""

from __future__ import annotations

from django.core import signing

SALT = "newsletter.subscription"


def token_for(subscriber_id: int) -> str:
    return signing.Signer(salt=SALT).sign(str(subscriber_id)).replace(":", ".")


def subscriber_id_of(token: str) -> int | None:
    """The id the token was made for, or None for a token that is not ours."""
    try:
        return int(signing.Signer(salt=SALT).unsign(token.replace(".", ":")))
    except (signing.BadSignature, ValueError):
        return None
