"""How second factors' secrets lie in the database: encrypted by a key made from SECRET_KEY.

A copy of the database alone opens no account. Keys of SECRET_KEY_FALLBACKS still read.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class SecretUnreadable(ValueError):
    """SECRET_KEY was changed without keeping the old one in SECRET_KEY_FALLBACKS."""


def encrypt(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """Raises `SecretUnreadable` when no key that is known fits."""
    try:
        return _box().decrypt(text.encode()).decode()
    except InvalidToken as fault:
        raise SecretUnreadable("a second factor was stored under another SECRET_KEY") from fault


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(str(key))) for key in keys])


def _derived(key: str) -> bytes:
    digest = hashlib.blake2b(key.encode(), digest_size=32, person=b"second-factor").digest()
    return base64.urlsafe_b64encode(digest)
