"""A list of teasers with its pages, filters and months, for any page that lists.

All addresses are paths, never query strings, so that a plain file server can answer them:
`<base>[topic/<slug>/|entity/<slug>/|by/<facet>/<value>/|<year>/[<month>/]][page/<n>/]`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms import catalogue
from cms.dates import month_bounds, month_name
from cms.models.entities import Entity
from cms.models.topics import Topic

if TYPE_CHECKING:
    from cms.catalogue import Question
    from cms.teaser import Teaser

#: Three rows of three on a desk; a phone on a slow line fetches as many pictures and no more.
PER_PAGE = 9


class NoSuchList(Exception):
    """The path names no topic, entity, value, month or page of this list."""


@dataclass(frozen=True, slots=True)
class ChoiceFacet:
    """A further way to filter: `lookup` leads from ContentPage to a field with choices."""

    name: str
    label: str
    lookup: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PageLink:
    number: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Pages:
    number: int
    total: int
    previous_url: str
    next_url: str
    links: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class Option:
    label: str
    url: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    label: str
    options: tuple[Option, ...]
    all_url: str
    all_selected: bool


@dataclass(frozen=True, slots=True)
class Month:
    date: date
    url: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Listing:
    teasers: list[Teaser]
    pages: Pages
    total: int
    active: str = ""
    facets: tuple[Facet, ...] = ()
    months: tuple[Month, ...] = ()
    base_url: str = ""

    @property
    def month(self) -> Month | None:
        """The month this is the archive of, if it is one."""
        return next((month for month in self.months if month.current), None)

    @property
    def earlier(self) -> Month | None:
        """The nearest month before with something in it."""
        return self._beside(1)

    @property
    def later(self) -> Month | None:
        return self._beside(-1)

    def _beside(self, step: int) -> Month | None:
        """Months stand newest first."""
        if self.month is None:
            return None
        place = self.months.index(self.month) + step
        return self.months[place] if 0 <= place < len(self.months) else None


@dataclass(frozen=True, slots=True)
class ListAddress:
    """What the part of the address after the list's own says."""

    topic: str = ""
    entity: str = ""
    facet: str = ""
    value: str = ""
    year: int = 0
    month: int = 0
    page: int = 1

    @property
    def filter_path(self) -> str:
        if self.topic:
            return f"topic/{self.topic}/"
        if self.entity:
            return f"entity/{self.entity}/"
        if self.facet:
            return f"by/{self.facet}/{self.value}/"
        if self.month:
            return f"{self.year:04d}/{self.month:02d}/"
        if self.year:
            return f"{self.year:04d}/"
        return ""

    @property
    def path(self) -> str:
        return self.filter_path + (f"page/{self.page}/" if self.page > 1 else "")


@dataclass(frozen=True, slots=True)
class ListOptions:
    """How a list is cut and filtered; a list without filters has an empty tuple."""

    filters: tuple[str, ...] = ("topic", "entity", "month")
    facets: tuple[ChoiceFacet, ...] = ()
    per_page: int = PER_PAGE
    feeds: tuple[dict[str, str], ...] = field(default=())


def listing_of(
    base_url: str,
    question: Question,
    address: ListAddress,
    now: datetime,
    options: ListOptions = ListOptions(),
) -> Listing:
    """The list at this address.

    Raises NoSuchList when the filter or the page does not exist: a page beyond the last, an
    unknown topic, a month of which nothing was published.
    """
    narrowed, active = _narrow(question, address, options)
    paginator = Paginator(catalogue.published(narrowed, now), options.per_page)
    if address.page < 1 or address.page > paginator.num_pages:
        raise NoSuchList(address.path)
    if address.filter_path and paginator.count == 0:
        raise NoSuchList(address.path)
    page = paginator.page(address.page)
    return Listing(
        teasers=catalogue.teasers(page.object_list),  # type: ignore[arg-type]  # a slice
        pages=_pages(base_url, address, paginator.num_pages),
        total=paginator.count,
        active=active,
        facets=_facets(base_url, question, address, now, options),
        months=_months(base_url, question, address, now) if "month" in options.filters else (),
        base_url=base_url,
    )


def has_any(question: Question, address: ListAddress, now: datetime, options: ListOptions) -> bool:
    """Whether this page of this filter shows anything."""
    narrowed, _active = _narrow(question, address, options)
    before = (address.page - 1) * options.per_page
    return bool(catalogue.published(narrowed, now)[before : before + 1].exists())


def addresses_of(
    question: Question,
    now: datetime,
    options: ListOptions = ListOptions(),
) -> list[str]:
    """Every path below the list's own that `listing_of` answers, for the export."""
    filters = [ListAddress()]
    if "topic" in options.filters:
        used = catalogue.counts_by("page_topics__topic__slug", question, now)
        filters += [ListAddress(topic=str(slug)) for slug in used]
    if "entity" in options.filters:
        used = catalogue.counts_by("entity__slug", question, now)
        filters += [ListAddress(entity=str(slug)) for slug in used]
    for facet in options.facets:
        used = catalogue.counts_by(facet.lookup, question, now)
        filters += [
            ListAddress(facet=facet.name, value=value)
            for value, _label in facet.choices
            if value in used  # pages that say nothing here have no list of their own
        ]
    if "month" in options.filters:
        days = [day for day, _count in catalogue.months(question, now)]
        filters += [ListAddress(year=year) for year in sorted({day.year for day in days})]
        filters += [ListAddress(year=day.year, month=day.month) for day in days]
    paths: list[str] = []
    for address in filters:
        narrowed, _active = _narrow(question, address, options)
        total = Paginator(catalogue.published(narrowed, now), options.per_page).num_pages
        paths += [replace(address, page=number).path for number in range(1, total + 1)]
    return paths


def _narrow(question: Question, address: ListAddress, options: ListOptions) -> tuple[Question, str]:
    language = get_language() or question.language
    if address.topic:
        topic = Topic.objects.filter(slug=address.topic).first()
        if topic is None:
            raise NoSuchList(address.path)
        return replace(question, topic=topic), str(topic)
    if address.entity:
        entity = Entity.objects.filter(slug=address.entity).first()
        if entity is None:
            raise NoSuchList(address.path)
        return replace(question, entity=entity), str(entity)
    if address.facet:
        for facet in options.facets:
            label = dict(facet.choices).get(address.value)
            if facet.name == address.facet and label is not None:
                lookups = (*question.lookups, (facet.lookup, address.value))
                return replace(question, lookups=lookups), str(label)
        raise NoSuchList(address.path)
    zone = timezone.get_default_timezone()
    if address.month:
        try:
            since, until = month_bounds(address.year, address.month, zone)
        except ValueError as error:
            raise NoSuchList(address.path) from error
        day = date(address.year, address.month, 1)
        return replace(question, since=since, until=until), month_name(day, language)
    if address.year:
        try:
            since = month_bounds(address.year, 1, zone)[0]
            until = month_bounds(address.year, 12, zone)[1]
        except ValueError as error:
            raise NoSuchList(address.path) from error
        return replace(question, since=since, until=until), str(address.year)
    return question, ""


def _pages(base_url: str, address: ListAddress, total: int) -> Pages:
    def url(number: int) -> str:
        return base_url + replace(address, page=number).path

    number = address.page
    shown = sorted({1, total, *range(max(1, number - 2), min(total, number + 2) + 1)})
    return Pages(
        number=number,
        total=total,
        previous_url=url(number - 1) if number > 1 else "",
        next_url=url(number + 1) if number < total else "",
        links=tuple(PageLink(n, url(n), n == number) for n in shown),
    )


def _facets(
    base_url: str, question: Question, address: ListAddress, now: datetime, options: ListOptions
) -> tuple[Facet, ...]:
    facets: list[Facet] = []
    if "topic" in options.filters and question.topic is None:
        counts = catalogue.counts_by("page_topics__topic", question, now)
        facets.append(
            _facet(
                _("Topic"),
                base_url,
                [
                    (str(topic), ListAddress(topic=topic.slug), counts[topic.pk])
                    for topic in Topic.objects.filter(pk__in=counts)
                ],
                address,
                address.topic,
            )
        )
    for choice in options.facets:
        counts = catalogue.counts_by(choice.lookup, question, now)
        facets.append(
            _facet(
                choice.label,
                base_url,
                [
                    (str(label), ListAddress(facet=choice.name, value=value), counts[value])
                    for value, label in choice.choices
                    if value in counts
                ],
                address,
                address.value if address.facet == choice.name else "",
            )
        )
    if "entity" in options.filters and question.entity is None:
        counts = catalogue.counts_by("entity", question, now)
        facets.append(
            _facet(
                _("Entity"),
                base_url,
                [
                    (str(entity), ListAddress(entity=entity.slug), counts[entity.pk])
                    for entity in Entity.objects.filter(pk__in=counts)
                ],
                address,
                address.entity,
            )
        )
    return tuple(facet for facet in facets if facet.options)


def _facet(
    label: str,
    base_url: str,
    rows: list[tuple[str, ListAddress, int]],
    address: ListAddress,
    selected: str,
) -> Facet:
    return Facet(
        label=label,
        options=tuple(
            Option(
                label=name,
                url=base_url + target.path,
                count=count,
                selected=target.filter_path == address.filter_path,
            )
            for name, target, count in rows
        ),
        all_url=base_url,
        all_selected=not selected,
    )


def _months(
    base_url: str, question: Question, address: ListAddress, now: datetime
) -> tuple[Month, ...]:
    return tuple(
        Month(
            date=day,
            url=base_url + ListAddress(year=day.year, month=day.month).path,
            count=count,
            current=(day.year, day.month) == (address.year, address.month),
        )
        for day, count in catalogue.months(question, now)
    )
