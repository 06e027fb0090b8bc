"""Was a form sent from a page of ours? By what the browser says of it.

The form stands in cached and exported pages and readers have no cookie: there is no token to
compare. Browsers say instead where a form was sent from (Fetch Metadata; RFC 6454, section 7).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host

if TYPE_CHECKING:
    from django.http import HttpRequest


def comes_from_us(request: HttpRequest) -> bool:
    """False when the browser names another site; what says nothing, as a program, passes."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return _is_ours(origin)
    return request.headers.get("Sec-Fetch-Site") != "cross-site"


def _is_ours(origin: str) -> bool:
    """An opaque origin ("null") is nobody's, and so not ours."""
    try:
        parts = urlsplit(origin)
        host = parts.hostname or ""
    except ValueError:
        return False
    public = [settings.PUBLIC_URL, settings.FORMS_URL, settings.WAGTAILADMIN_BASE_URL]
    schemes = {urlsplit(settings.PUBLIC_URL).scheme, "https"}
    known = [urlsplit(url).hostname or "" for url in public]
    known += [name for name in settings.ALLOWED_HOSTS if name != "*"]
    return bool(host) and parts.scheme in schemes and validate_host(host, known)
