"""The web app manifest (W3C Application Manifest): the site's name and icons on a home screen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_safe

from cms.chrome import Chrome

if TYPE_CHECKING:
    from collections.abc import Iterable

#: As `--ground` in frontend/styles/tokens.css, by day and by night.
GROUND_BY_DAY: Final = "#ffffff"
GROUND_BY_NIGHT: Final = "#0e0f12"
CONTENT_TYPE: Final = "application/manifest+json; charset=utf-8"


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """In the language of the address; one app for each language."""
    chrome = Chrome(request)
    data = manifest_of(chrome.site_name, chrome.tagline, chrome.home_url)
    response = HttpResponse(json.dumps(data, ensure_ascii=False), content_type=CONTENT_TYPE)
    response["Cache-Control"] = "public, max-age=3600"
    return response


def manifest_of(name: str, description: str, home: str) -> dict[str, Any]:
    return {
        "name": name,
        "short_name": name,
        "description": description,
        "id": home,
        "start_url": home,
        "scope": home,
        "lang": get_language() or settings.LANGUAGE_CODE,
        "dir": "rtl" if get_language_bidi() else "ltr",
        "display": "minimal-ui",
        "background_color": GROUND_BY_DAY,
        "theme_color": GROUND_BY_DAY,
        "icons": list(_icons()),
    }


def _icons() -> Iterable[dict[str, str]]:
    yield {"src": static("icons/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}
    for name, size, purpose in (
        ("icon-192.png", 192, "any"),
        ("icon-512.png", 512, "any"),
        ("icon-maskable-512.png", 512, "maskable"),
    ):
        yield {
            "src": static(f"icons/{name}"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
