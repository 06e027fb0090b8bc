"""The page of results as the template shows it: cards with marks, filters, further pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from cms import catalogue
from cms.listings import Facet, Option, PageLink, Pages
from cms.models import ContentPage, Entity, Topic
from cms.search.highlight import Piece, excerpt_around, holds, marked
from cms.search.query import Filters, Order
from cms.teaser import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cms.search.asked import Asked
    from cms.search.query import Found
    from cms.teaser import Teaser

#: Pages of results that are linked on each side of the one shown.
_NEIGHBOURS: Final = 2


@dataclass(frozen=True, slots=True)
class Result:
    teaser: Teaser
    title: list[Piece]
    excerpt: list[Piece]


@dataclass(frozen=True, slots=True)
class Address:
    """The query string of the page itself; what is default is left out."""

    base: str
    text: str
    filters: Filters = field(default_factory=Filters)
    order: Order = Order.BEST

    def url(
        self, filters: Filters | None = None, order: Order | None = None, number: int = 1
    ) -> str:
        chosen = self.filters if filters is None else filters
        order = self.order if order is None else order
        said = {
            "q": self.text,
            "kind": chosen.kind,
            "topic": chosen.topic,
            "entity": chosen.entity,
            "year": chosen.year,
            "order": "" if order is Order.BEST else order.value,
            "page": str(number) if number > 1 else "",
        }
        return f"{self.base}?{urlencode({name: value for name, value in said.items() if value})}"


def results(found: Found, asked: Asked, now: datetime) -> list[Result]:
    """In the order found; whoever left the public meanwhile is left out."""
    texts = _texts(found.ids)
    return [
        Result(
            teaser=teaser,
            title=marked(teaser.title, asked.terms),
            excerpt=_excerpt(teaser, texts.get(teaser.page_id, ""), asked.terms),
        )
        for teaser in catalogue.teasers_of_ids(found.ids, now)
    ]


def _texts(ids: Iterable[int]) -> dict[int, str]:
    """One query for each type of page among them."""
    pages = ContentPage.objects.filter(pk__in=list(ids)).specific()
    return {page.pk: page.searched_text() for page in pages}


def _excerpt(teaser: Teaser, text: str, wanted: frozenset[str]) -> list[Piece]:
    """From the summary when it says as much as the text, which was written to be read first."""
    in_summary = holds(teaser.summary, wanted)
    if text and not holds(text, wanted) <= in_summary:
        return excerpt_around(text, wanted)
    return excerpt_around(teaser.summary or text, wanted)


def kind_labels() -> dict[str, str]:
    return {kind: kind.label or _("Pages of the site") for kind in Kind}


def facets(found: Found, address: Address) -> tuple[Facet, ...]:
    """What would narrow the results, most frequent first; years from the newest."""
    names = {
        "kind": kind_labels(),
        "topic": {row.slug: str(row) for row in Topic.objects.all()},
        "entity": {row.slug: str(row) for row in Entity.objects.all()},
        "year": {year: year for year in sorted(found.counts.get("year", ()), reverse=True)},
    }
    labels = {"kind": _("Kind"), "topic": _("Topic"), "entity": _("Entity"), "year": _("Year")}
    made = [_facet(name, label, names[name], found, address) for name, label in labels.items()]
    return tuple(facet for facet in made if facet.options)


def _facet(name: str, label: str, names: dict[str, str], found: Found, address: Address) -> Facet:
    counts = found.counts.get(name, {})
    chosen = getattr(address.filters, name)
    values = [value for value in names if value in counts or value == chosen]
    if name != "year":
        values.sort(key=lambda value: -counts.get(value, 0))
    cleared = address.filters.without(name)
    options = tuple(
        Option(
            label=names[value],
            url=address.url(replace(cleared, **{name: value})),
            count=counts.get(value, 0),
            selected=value == chosen,
        )
        for value in values
    )
    return Facet(label, options, all_url=address.url(cleared), all_selected=not chosen)


def pages(found: Found, address: Address) -> Pages:
    near = range(
        max(1, found.number - _NEIGHBOURS), min(found.last, found.number + _NEIGHBOURS) + 1
    )
    links: list[PageLink] = []
    before = 0
    for number in sorted({1, found.last, *near}):
        if number > before + 1:
            links.append(PageLink(before + 1, "", current=False))  # a gap
        links.append(PageLink(number, address.url(number=number), number == found.number))
        before = number
    return Pages(
        number=found.number,
        total=found.last,
        previous_url=address.url(number=found.number - 1) if found.number > 1 else "",
        next_url=address.url(number=found.number + 1) if found.number < found.last else "",
        links=tuple(links),
    )
