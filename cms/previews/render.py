"""How does a shared revision look? As its page will, to someone who is not logged in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.utils import translation

from cms.place import set_place

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page

    from cms.previews.models import PreviewLink

#: What says who is asking. Not given to the page, whose answer must be the same for everyone.
_PERSONAL = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "REMOTE_USER")


def page_of(link: PreviewLink) -> Page:
    """The page with the content of the link, never with a newer one."""
    return link.page.specific.with_content_json(link.content)


def render_preview(link: PreviewLink, request: HttpRequest) -> HttpResponse:
    """The page in its own language, with a banner, and without addresses for search engines."""
    page = page_of(link)
    language = page.locale.language_code
    with translation.override(language):
        answer: Any = page.serve_preview(_reader(request, page, link), page.default_preview_mode)
        if hasattr(answer, "render") and not answer.is_rendered:
            # Its context is made, its template not yet: nothing of its addresses gets into it.
            set_place(answer._request, {})
            answer.render()
    shown = HttpResponse(answer.content, content_type=answer.headers["Content-Type"])
    shown.headers["Content-Language"] = language
    return shown


def _reader(request: HttpRequest, page: Page, link: PreviewLink) -> HttpRequest:
    """A reader's request for the page's own address, from nobody in particular."""
    asked = {name: value for name, value in request.META.items() if name not in _PERSONAL}
    asked |= {"PATH_INFO": urlsplit(page.get_url(request) or "/").path, "QUERY_STRING": ""}
    reader: Any = WSGIRequest(asked)
    reader.user = AnonymousUser()
    reader.is_preview = True
    reader.preview_mode = page.default_preview_mode
    reader.barza_preview = link
    return reader  # type: ignore[no-any-return]  # WSGIRequest with attributes of its own
