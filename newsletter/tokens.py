"""What a reader's own links carry: a signed number, good for one purpose only.

Signed and not stored; each salt is of one purpose, so the token opens no other door. When the
link of a sign-up ends, its row says.
"""

from __future__ import annotations

from django.core import signing

SALT = "newsletter.subscription"
SIGN_UP_SALT = "newsletter.sign-up"


def token_for(subscriber_id: int) -> str:
    return _signed(subscriber_id, SALT)


def subscriber_id_of(token: str) -> int | None:
    """The id the token was made for, or None for a token that is not ours."""
    return _number(token, SALT)


def sign_up_token_for(sign_up_id: int) -> str:
    return _signed(sign_up_id, SIGN_UP_SALT)


def sign_up_id_of(token: str) -> int | None:
    """The sign-up the token confirms, or None for a token that is not ours."""
    return _number(token, SIGN_UP_SALT)


def _signed(number: int, salt: str) -> str:
    return signing.Signer(salt=salt).sign(str(number)).replace(":", ".")


def _number(token: str, salt: str) -> int | None:
    try:
        return int(signing.Signer(salt=salt).unsign(token.replace(".", ":")))
    except (signing.BadSignature, ValueError):
        return None
