"""Where do old addresses lead? To pages that anyone may read; to others they tell nothing.

An old address of a page that was withdrawn, made private or not yet published would otherwise
tell its new address, which often is its title.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from urllib.parse import urlparse

from django.utils import timezone
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect

from cms.models import ContentPage

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


class MovedPagesMiddleware(RedirectMiddleware):
    """Wagtail's, which asks nothing about the page it leads to."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        answer = cast("HttpResponseBase", super().process_response(request, response))
        if answer is response:
            return response
        page_id = _redirect_for(request).redirect_page_id
        if page_id is None:
            return answer
        public = ContentPage.objects.get_queryset().public_live(timezone.now())
        return answer if public.filter(pk=page_id).exists() else response


def _redirect_for(request: HttpRequest) -> Redirect:
    """The one that Wagtail found, by its own steps."""
    path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    return get_redirect(request, path) or get_redirect(request, urlparse(path).path)
