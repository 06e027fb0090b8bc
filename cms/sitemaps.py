"""The sitemap for machines: both languages as equals, each address with its alternates.

Wagtail's own sitemap lists the descendants of the site's root page only, which is one language.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.conf import settings

from cms.addresses import absolute
from cms.models import ContentPage, Entity, Person, Topic
from cms.place import in_every_language

if TYPE_CHECKING:
    from datetime import datetime

    from cms.models.pages import ContentPageQuerySet


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """`alternates` are (hreflang, absolute address), with x-default where there is one."""

    location: str
    modified: datetime | None
    alternates: tuple[tuple[str, str], ...]


def entries(now: datetime) -> list[SitemapEntry]:
    pages = cast("ContentPageQuerySet", ContentPage.objects.get_queryset()).public_live(now)
    groups: dict[object, list[tuple[str, str, datetime | None]]] = defaultdict(list)
    for page in pages.select_related("locale").order_by("path"):
        row = (page.language, page.get_url() or "", page.last_published_at)
        groups[page.translation_key].append(row)
    for name, model in (("person", Person), ("entity", Entity), ("topic", Topic)):
        for slug in model._default_manager.values_list("slug", flat=True):
            groups[name, slug] = _in_languages(name, slug)
    for name in ("people", "entities", "topics", "feeds", "site_map"):
        groups[name] = _in_languages(name)
    return [entry for group in groups.values() for entry in _entries(group)]


def _in_languages(name: str, *args: str) -> list[tuple[str, str, datetime | None]]:
    return [(code, url, None) for code, url in in_every_language(name, *args).items()]


def _entries(group: list[tuple[str, str, datetime | None]]) -> list[SitemapEntry]:
    alternates = [(code, absolute(url)) for code, url, _modified in group]
    default = dict(alternates).get(settings.LANGUAGE_CODE)
    if default:
        alternates.append(("x-default", default))
    return [
        SitemapEntry(absolute(url), modified, tuple(alternates)) for _code, url, modified in group
    ]
