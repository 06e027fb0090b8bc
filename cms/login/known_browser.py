"""Has this person used this browser before? A signed cookie says so, for 180 days.

While many machines guess at an account, strangers wait for one another; its owner, on a browser
that was let in before, is counted apart and gets in.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core import signing

from cms.login.throttle import folded

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from cms.models import User

_AGE: Final = 180 * 24 * 3600
_SALT: Final = "cms.login.known_browser"


def known_to(request: HttpRequest, address: str) -> str:
    """The name of the browser when it was used by `address` before; empty when it was not."""
    value = request.COOKIES.get(settings.KNOWN_BROWSER_COOKIE_NAME, "")
    try:
        whose, name = signing.loads(value, salt=_SALT, max_age=_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(name) if whose == _digest(address) else ""


def remember(response: HttpResponseBase, user: User) -> None:
    """Has the browser remember that `user` came in."""
    value = signing.dumps([_digest(user.email), secrets.token_hex(8)], salt=_SALT)
    response.set_cookie(
        settings.KNOWN_BROWSER_COOKIE_NAME,
        value,
        max_age=_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _digest(address: str) -> str:
    signer = signing.Signer(salt=f"{_SALT}.address")
    return signer.signature(folded(address))
