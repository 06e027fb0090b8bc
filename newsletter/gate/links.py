"""Do all links of the letter answer?

Those of the house are looked up in the house itself. Those of other hosts are asked only where
LINK_CHECK is on, by the desk's guarded way; else they are listed as not checked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.models import Page, Site

from cms.desk.actions.ask_links import ask_addresses
from cms.desk.checks.addresses import may_lead_somewhere
from cms.desk.models import LinkAnswer
from cms.models import ContentPage
from newsletter.letter import RECIPIENT_TOKEN

from .findings import Check, Finding, Verdict, passed, said
from .languages import edit_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cms.models.pages import ContentPageQuerySet

    from .manuscript import Manuscript

_HREF: Final = re.compile(r"""<a\s[^>]*?href=["']([^"']+)["']""", re.IGNORECASE)
_PAGES: Final = "wagtail_serve"


def check(manuscript: Manuscript, now: datetime) -> Iterator[Finding]:
    inside, outside = addresses(manuscript)
    own = set(_own_pages(manuscript))
    dead = sorted(address for address in inside - own if not answers(address, now))
    malformed = {address for address in outside if not may_lead_somewhere(address)}
    if dead or malformed:
        yield _fault(manuscript, [*dead, *sorted(malformed)])
    outside -= malformed
    if outside and settings.LINK_CHECK:
        ask_addresses(outside, now=now)
        silent = sorted(
            LinkAnswer.objects.filter(address__in=outside, failures__gt=0).values_list(
                "address", flat=True
            )
        )
        if silent:
            yield _fault(manuscript, silent)
            return
    elif outside:
        yield Finding(
            Check.LINKS,
            Verdict.UNCHECKED,
            said(
                ngettext_lazy(
                    "%(count)s link to another host was not asked: LINK_CHECK is off. Open it.",
                    "%(count)s links to other hosts were not asked: LINK_CHECK is off. Open them.",
                    len(outside),
                ),
                count=len(outside),
            ),
            details=tuple(sorted(outside)),
        )
        return
    if not dead and not malformed:
        yield passed(Check.LINKS, _("All links answer."))


def addresses(manuscript: Manuscript) -> tuple[set[str], set[str]]:
    """Those of the house and those of other hosts; a reader's own links and mail are no part."""
    hosts = {urlsplit(url).netloc for url in (settings.PUBLIC_URL, settings.FORMS_URL) if url}
    inside: set[str] = set()
    outside: set[str] = set()
    for edition in manuscript.editions:
        for found in _HREF.findall(edition.html):
            address = found.replace("&amp;", "&")
            if RECIPIENT_TOKEN in address or not address.startswith(("http://", "https://")):
                continue
            try:
                host = urlsplit(address).netloc
            except ValueError:
                host = ""
            (inside if host in hosts else outside).add(address)
    return inside, outside


def answers(address: str, now: datetime) -> bool:
    """Whether an address of the house leads readers to something."""
    path = unquote(urlsplit(address).path) or "/"
    language = _language_of(path)
    try:
        with translation.override(language):  # prefixes are those of the active language
            match = resolve(path)
    except Resolver404:
        return False
    if match.view_name != _PAGES:
        return True
    root = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if root is None:
        return False
    page = _page_at(root.root_page, path, language)
    if page is None:
        return False
    pages = cast("ContentPageQuerySet", ContentPage.objects.get_queryset())
    return bool(pages.public_live(now).filter(pk=page.pk).exists())


def _language_of(path: str) -> str:
    """By the address's prefix, else the house's first."""
    prefix = path.lstrip("/").partition("/")[0]
    return prefix if prefix in dict(settings.LANGUAGES) else str(settings.LANGUAGE_CODE)


def _page_at(root: Page, path: str, code: str) -> Page | None:
    """The page that answers there, by the way a request would find it."""
    parts = [part for part in path.split("/") if part]
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


def _own_pages(manuscript: Manuscript) -> Iterator[str]:
    """The issue's pages are published when it is sent."""
    for letter in manuscript.letters.values():
        for part in letter.parts:
            yield part.web_url


def _fault(manuscript: Manuscript, dead: list[str]) -> Finding:
    return Finding(
        Check.LINKS,
        Verdict.FAIL,
        said(
            ngettext_lazy(
                "%(count)s link does not answer. Correct or remove it.",
                "%(count)s links do not answer. Correct or remove them.",
                len(dead),
            ),
            count=len(dead),
        ),
        mend=edit_address(next(iter(manuscript.issues.values()))),
        details=tuple(dead),
    )
