"""What stands in the address of a preview link: a secret, signed with the site's key.

The signature keeps guesses away from the database and ties the secret to this purpose; what the
database holds is the secret's digest, so that a copy of it opens nothing.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Final

from django.core.signing import BadSignature, TimestampSigner

#: No link lives longer, whatever its row says.
LONGEST: Final = timedelta(days=7)

_SECRET_BYTES: Final = 24  # 192 bits
_signer = TimestampSigner(salt="previews.link", sep=".")


def new_token() -> str:
    """A fresh token for an address: letters, digits, "-", "_" and "."."""
    return _signer.sign(secrets.token_urlsafe(_SECRET_BYTES))


def digest_of(token: str) -> str | None:
    """The digest of the secret in `token`; None when it was altered, or is older than LONGEST."""
    try:
        secret = _signer.unsign(token, max_age=LONGEST + timedelta(minutes=5))
    except BadSignature:
        return None
    return sha256(secret.encode()).hexdigest()
