"""Which addresses the public site has, in every language, each with its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import translation

from cms import catalogue
from cms.addresses import FEED_FORMATS
from cms.catalogue import Question
from cms.feeds import SECTIONS
from cms.listings import PER_PAGE
from cms.models import ContentPage, Entity, Person, Topic
from cms.views import ARCHIVE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cms.models.pages import ContentPageQuerySet

#: An address that no page has, asked for to get the language's page of error 404.
NOWHERE = "no-such-address/"


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the export: where it comes from and where it goes.

    `path` is relative to the site's folder; a plain file server answers `url` with it.
    `status` is what the live site answers.
    """

    url: str
    path: str
    status: int = 200


def plan(now: datetime) -> list[Output]:
    """Every public address once, in a stable order."""
    outputs: dict[str, Output] = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            for url in _addresses(code, now):
                outputs.setdefault(url, Output(url, file_of(url)))
            home = reverse("wagtail_serve", args=[""])
            missing = Output(home + NOWHERE, home.strip("/") + "/404.html", status=404)
            outputs[missing.url] = Output(missing.url, missing.path.strip("/"), status=404)
    for name in ("sitemap", "robots"):
        url = reverse(name)
        outputs[url] = Output(url, file_of(url))
    return list(outputs.values())


def media_of_pages(now: datetime) -> set[str]:
    """Media and other files that public pages ask for beside what they show, as site-relative
    addresses."""
    pages = cast("ContentPageQuerySet", ContentPage.objects.get_queryset()).public_live(now)
    found: set[str] = set()
    for page in pages.specific():
        found |= page.export_files()
    return found


def file_of(url: str) -> str:
    """The file a plain file server answers this address with: folders have an index."""
    path = url.lstrip("/")
    return path + "index.html" if path == "" or path.endswith("/") else path


def _addresses(language: str, now: datetime) -> Iterator[str]:
    pages = cast("ContentPageQuerySet", ContentPage.objects.get_queryset()).public_live(now)
    in_language = pages.filter(locale__language_code=language).order_by("path")
    for page in in_language.select_related("locale").specific():
        url = page.get_url() or ""
        for below in page.export_paths():
            yield url + below
    for name in ("people", "entities", "topics", "feeds", "site_map", "search"):
        yield reverse(name)
    yield reverse("manifest")
    for file in (file for _short, file, _mime in FEED_FORMATS):
        for name in SECTIONS:
            yield reverse("feed", args=[name, file])
    yield from _archives(language, now)


def _archives(language: str, now: datetime) -> Iterator[str]:
    for name, feed, field, model in (
        ("person", "author", "page_authors__person", Person),
        ("entity", "entity", "entity", Entity),
        ("topic", "topic", "page_topics__topic", Topic),
    ):
        question = Question(language, kinds=ARCHIVE_KINDS)
        counts = catalogue.counts_by(field, question, now)
        for pk, slug in model._default_manager.values_list("pk", "slug"):
            url = reverse(name, args=[slug])
            yield url
            pages = Paginator(range(counts.get(pk, 0)), PER_PAGE).num_pages
            for number in range(2, pages + 1):
                yield f"{url}page/{number}/"
            for _short, file, _mime in FEED_FORMATS:
                yield reverse("feed", args=[f"{feed}/{slug}", file])
