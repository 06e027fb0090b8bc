"""Does the house answer a reader at one of its own addresses?

It is asked itself (`cms.own_answer`). GET changes nothing in the house; addresses that belong to
one person, or to those who log in, are not asked at all.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import translation
from wagtail.models import Page, Site

from cms.content_policy import ADMIN_PREFIX
from cms.login.language import PREFIX as ACCOUNT_PREFIX
from cms.models import ContentPage
from cms.own_answer import OwnHouse
from newsletter.tokens import TEST_TOKEN

if TYPE_CHECKING:
    from datetime import datetime

    from django.http.response import HttpResponseBase
    from django.urls import ResolverMatch

    from cms.models.pages import ContentPageQuerySet

#: Requests and seconds for the addresses of one letter; a person waits for the answer.
MOST: Final = 60
LIMIT: Final = 8.0
#: From one address to the next, before the last one answers.
MOST_STEPS: Final = 4
_PAGES: Final = "wagtail_serve"
_DOCUMENTS: Final = "/documents/"
#: Arguments of addresses that open something for one person, or ask for a password.
_PERSONAL: Final = frozenset({"token", "restriction_id", "page_view_restriction_id"})


class House:
    """The house at `now`, for the addresses of one letter."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._asked = 0
        self._ends = time.monotonic() + LIMIT
        self._house = OwnHouse(is_strict=False)

    def answers(self, address: str) -> bool | None:
        """Whether readers find something there; None where too much had to be asked."""
        at = address
        for _step in range(MOST_STEPS):
            url = urlsplit(at)
            known = self._known(url)
            if known is not None:
                return known
            if self._asked >= MOST or time.monotonic() > self._ends:
                return None
            self._asked += 1
            response = self._ask(url)
            if not 300 <= response.status_code < 400:
                return _is_found(url.path, response)
            at = urljoin(at, response.headers.get("Location", ""))
            if urlsplit(at).netloc not in hosts():
                return True
        return False

    def _ask(self, url: SplitResult) -> HttpResponseBase:
        path = f"{url.path or '/'}{'?' if url.query else ''}{url.query}"
        # The answer is in the address's language; who asks goes on in their own.
        with translation.override(translation.get_language()):
            response = self._house.get(path)
        if response.streaming:
            response.close()
        return response

    def _known(self, url: SplitResult) -> bool | None:
        """What can be said without asking."""
        path = unquote(url.path) or "/"
        if path.startswith(settings.MEDIA_URL) and not settings.SERVE_MEDIA:
            return bool(default_storage.exists(path.removeprefix(settings.MEDIA_URL)))
        match = match_of(path)
        if match is None:
            return None  # a file, an old address, one without its last slash
        if _is_personal(path, match):
            return False
        return self._page_answers(path) if match.view_name == _PAGES else None

    def _page_answers(self, path: str) -> bool | None:
        page = _page_at(path, _language_of(path))
        if page is None:
            return None  # moved, perhaps
        pages = cast("ContentPageQuerySet", ContentPage.objects.get_queryset())
        if not pages.public_live(self.now).filter(pk=page.pk).exists():
            return False
        itself = unquote(urlsplit(page.get_url() or "").path) == path
        return True if itself else None


def _is_found(path: str, response: HttpResponseBase) -> bool:
    """A document that is no download is the question for its password."""
    is_closed = path.startswith(_DOCUMENTS) and not response.has_header("Content-Disposition")
    return response.status_code == HttpResponse.status_code and not is_closed


def hosts() -> set[str]:
    """Where the house answers: of its pages, and of its forms."""
    return {urlsplit(url).netloc for url in (settings.PUBLIC_URL, settings.FORMS_URL) if url}


def match_of(path: str) -> ResolverMatch | None:
    try:
        with translation.override(_language_of(path)):  # prefixes are the active language's
            return resolve(path)
    except Resolver404:
        return None


def _is_personal(path: str, match: ResolverMatch) -> bool:
    closed = path.startswith((ADMIN_PREFIX, ACCOUNT_PREFIX)) or "/_util/" in path
    return closed or TEST_TOKEN in path or not _PERSONAL.isdisjoint(match.kwargs)


def _language_of(path: str) -> str:
    """By the address's prefix, else the house's first."""
    prefix = path.lstrip("/").partition("/")[0]
    return prefix if prefix in dict(settings.LANGUAGES) else str(settings.LANGUAGE_CODE)


def _page_at(path: str, code: str) -> Page | None:
    """The page that answers there, by the way a request would find it."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return None
    parts = [part for part in path.split("/") if part]
    root = site.root_page
    home = root if root.locale.language_code == code else None
    home = home or root.get_translations().filter(locale__language_code=code).first()
    if home is None:
        return None
    request = HttpRequest()
    request.method, request.path = "GET", path
    try:
        found = home.specific.route(request, parts[1:] if parts[:1] == [code] else parts)
    except Http404:
        return None
    page: Page = found.page
    return page
