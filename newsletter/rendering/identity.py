"""How a recipient and a message are named without saying who the recipient is."""

from __future__ import annotations

import hashlib
import hmac
import re

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)


def recipient_digest(address: str, secret: bytes) -> str:
    """32 hexadecimal digits that stand for an address: keyed, so not to be guessed from lists.

    Upper case and surrounding blanks make no difference.
    """
    return _keyed(secret, "recipient", address.strip().casefold())


def message_id(mailing: str, digest: str, *, secret: bytes, domain: str) -> str:
    """The Message-ID of one mailing to one recipient: the same in every attempt.

    `digest` comes from `recipient_digest`. Raises `ValueError` for a domain that is none.
    """
    if not _HOST.fullmatch(domain):
        raise ValueError(f"not a domain for a Message-ID: {domain!r}")
    return f"<{_keyed(secret, 'message', mailing, digest)}@{domain}>"


def _keyed(secret: bytes, *words: str) -> str:
    # Each word's length goes in, so that no two lists of words give the same text.
    text = "".join(f"{len(word)}:{word}" for word in words)
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()[:32]
