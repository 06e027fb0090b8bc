"""What became of entities' items: where each stands, and which issue holds it (N4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.dates import month_name, previous_month
from cms.models import ContentPage
from newsletter.models import IssuePage, ItemState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cms.models.pages import ContentPageQuerySet
    from newsletter.models import EntityItem


@dataclass(frozen=True, slots=True)
class Place:
    """Where something can be read: a site-relative address, in a language."""

    title: str
    url: str
    language: str


@dataclass(frozen=True, slots=True)
class Standing:
    """An item's state as its entity is told it; `merged` when it is read within another."""

    state: str
    label: str
    pages: tuple[Place, ...] = ()
    issues: tuple[Place, ...] = ()
    merged: bool = False

    @property
    def is_published(self) -> bool:
        return bool(self.pages)


def standings(items: Iterable[EntityItem], now: datetime) -> dict[int, Standing]:
    """By the item's number, in a fixed number of questions beside those of the issues."""
    rows = list(items)
    numbers = {row.pk: _pages_of(row) for row in rows}
    wanted = {number for pages in numbers.values() for number in pages}
    public = cast("ContentPageQuerySet", ContentPage.objects.get_queryset()).public_live(now)
    found = {
        page.pk: Place(page.title, page.get_url() or "", page.language)
        for page in public.filter(pk__in=wanted).select_related("locale")
    }
    issues = _issues(rows, set(found), now) if found else {}
    return {row.pk: _standing(row, numbers[row.pk], found, issues) for row in rows}


def _pages_of(item: EntityItem) -> list[int]:
    """Of a merged one those of the item that it went into."""
    whole = item.merged_into if item.state == ItemState.MERGED else item
    return list(whole.pages.values()) if whole is not None else []


def _issues(rows: list[EntityItem], pages: set[int], now: datetime) -> dict[int, tuple[Place, ...]]:
    """The published issues in which each of the pages stands."""
    first = min(row.call.month for row in rows)
    public = IssuePage.objects.filter(
        pk__in=cast("ContentPageQuerySet", ContentPage.objects.get_queryset())
        .public_live(now)
        .values("pk"),
        month__gte=previous_month(first),
    )
    places: dict[int, tuple[Place, ...]] = {}
    for issue in public.select_related("locale").order_by("month"):
        held = pages.intersection(issue.all_chosen_ids())
        if not held:
            continue
        place = Place(name_of(issue), issue.get_url() or "", issue.language)
        for number in held:
            places[number] = (*places.get(number, ()), place)
    return places


def name_of(issue: IssuePage) -> str:
    with translation.override(issue.language):
        return _("Newsletter of %(month)s") % {"month": month_name(issue.month, issue.language)}


def _standing(
    item: EntityItem,
    numbers: list[int],
    found: dict[int, Place],
    issues: dict[int, tuple[Place, ...]],
) -> Standing:
    pages = tuple(found[number] for number in numbers if number in found)
    held = tuple(dict.fromkeys(place for n in numbers for place in issues.get(n, ())))
    published = bool(pages)
    return Standing(
        state="published" if published else item.state,
        label=pgettext("item", "Published") if published else str(ItemState(item.state).label),
        pages=pages,
        issues=held,
        merged=item.state == ItemState.MERGED,
    )
