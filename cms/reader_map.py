"""The whole site on one page, for people: what there is, in the order of the house.

The number of queries is the same however much is published.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, cast

from django.urls import reverse
from django.utils.translation import gettext as _

from cms import catalogue
from cms.dates import month_name
from cms.listings import ListAddress
from cms.menus import Link
from cms.models import ContentPage, Entity, Person, Topic
from cms.pages import HomePage, ListingPage
from cms.teaser import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from cms.models.pages import ContentPageQuerySet

#: What stands for itself, rather than in a stream that its section lists.
STANDING = (None, Kind.STANDARD)


@dataclass(frozen=True, slots=True)
class Months:
    """The months of one year in which a section has something, the newest first."""

    year: Link
    months: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A page, what stands below it, and the months of what it lists."""

    link: Link
    below: tuple[Place, ...] = ()
    years: tuple[Months, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the map; `url` leads to a page of its own, where it has one."""

    title: str
    places: tuple[Place, ...]
    url: str = ""


def groups_of_the_map(language: str, now: datetime) -> list[Group]:
    """The map in this language, which has to be the active one; empty groups are left out."""
    pages = _standing_pages(language, now)
    sections = [page for page in pages if _lists(page)]
    others = [page for page in pages if page not in sections]
    months = catalogue.months_by_kind(language, now)
    groups = [
        Group(_("Sections"), tuple(_section(page, months, language) for page in sections)),
        Group(_("About the site"), tuple(_trees(others))),
        _directory(_("Topics"), "topics", Topic.objects.all()),
        _directory(_("Entities"), "entities", Entity.objects.all()),
        _directory(_("People"), "people", Person.objects.all()),
    ]
    return [group for group in groups if group.places]


def _standing_pages(language: str, now: datetime) -> list[ContentPage]:
    types = [
        model
        for model in catalogue.page_types()
        if model.kind in STANDING and not issubclass(model, HomePage)
    ]
    pages = cast("ContentPageQuerySet", ContentPage.objects.get_queryset()).public_live(now)
    found = pages.type(*types).filter(locale__language_code=language, depth__gt=2)
    return list(found.select_related("locale").order_by("path"))


def _lists(page: ContentPage) -> type[ListingPage] | None:
    model = page.specific_class
    return model if model is not None and issubclass(model, ListingPage) else None


def _section(page: ContentPage, months: dict[Kind, list[date]], language: str) -> Place:
    section = _lists(page)
    url = page.get_url() or ""
    link = Link(page.title, url)
    if section is None or "month" not in section.filters:
        return Place(link)
    days = sorted({day for kind in section.lists for day in months.get(kind, [])}, reverse=True)
    return Place(link, years=tuple(_by_year(url, days, language)))


def _by_year(url: str, days: Iterable[date], language: str) -> Iterator[Months]:
    for year, in_year in groupby(days, key=lambda day: day.year):
        yield Months(
            Link(str(year), url + ListAddress(year=year).path),
            tuple(
                Link(month_name(day, language), url + ListAddress(year=year, month=day.month).path)
                for day in in_year
            ),
        )


def _trees(pages: list[ContentPage]) -> Iterator[Place]:
    """Pages under the page they stand below; one whose page above is not public stands alone."""
    paths = {page.path for page in pages}
    for page in pages:
        if page.path[: -page.steplen] not in paths:
            yield _tree(page, pages)


def _tree(page: ContentPage, pages: list[ContentPage]) -> Place:
    below = (child for child in pages if child.path[: -page.steplen] == page.path)
    return Place(
        Link(page.title, page.get_url() or ""), tuple(_tree(child, pages) for child in below)
    )


def _directory(title: str, name: str, rows: Iterable[Topic | Entity | Person]) -> Group:
    links = (Link(str(row.name), row.url) for row in rows)
    return Group(title, tuple(Place(link) for link in links), reverse(name))
