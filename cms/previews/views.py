"""The door of readers with a private link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.previews.actions.open_link import open_link
from cms.previews.files import remember
from cms.previews.render import render_preview

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: Kept by no cache, found by no search engine, told to no site that the page links to.
HEADERS = {
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
}


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Expired, withdrawn, altered and unknown addresses have one and the same answer."""
    now = timezone.now()
    link = open_link(token, now)
    if link is None:
        answer = render(request, "previews/gone.html", status=404)
    else:
        answer = render_preview(link, request)
        remember(link, token, answer, now)
    for name, value in HEADERS.items():
        answer.headers[name] = value
    return answer
