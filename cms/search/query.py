"""Which public pages answer what a reader asked? Found, counted, sorted and cut into pages.

Whatever the number of pages, a fixed number of questions goes to the database. What the index
finds is narrowed by `public_live` before anything is counted or shown.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache, reduce
from math import ceil
from operator import and_, or_
from typing import TYPE_CHECKING, Any, Final, cast

from django.utils import timezone
from wagtail.search.backends import get_search_backend

from cms.catalogue import kinds_by_content_type
from cms.models import ContentPage, PageTopic
from cms.search.in_terms import TermsPhrase, TermsText
from cms.search.terms import terms
from cms.teaser import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from cms.models.pages import ContentPageQuerySet
    from cms.search.asked import Asked

PER_PAGE: Final = 20
#: The index says of so many how well they answer; the rest comes after them, newest first.
MOST_FOUND: Final = 5_000


class Order(StrEnum):
    BEST = "best"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is empty does not narrow. `topic` and `entity` are slugs."""

    kind: str = ""
    topic: str = ""
    entity: str = ""
    year: str = ""

    def without(self, name: str) -> Filters:
        return replace(self, **{name: ""})

    @property
    def any(self) -> bool:
        return bool(self.kind or self.topic or self.entity or self.year)


@dataclass(frozen=True, slots=True)
class Row:
    """One page as far as counting and sorting need it."""

    pk: int
    language: str
    title: str
    kind: Kind
    entity: str
    topics: tuple[str, ...]
    day: date | None
    published_at: datetime | None
    score: float

    @property
    def year(self) -> str:
        return str(self.day.year) if self.day else ""

    def has(self, filters: Filters) -> bool:
        return (
            filters.kind in ("", self.kind)
            and filters.entity in ("", self.entity)
            and filters.year in ("", self.year)
            and (not filters.topic or filters.topic in self.topics)
        )


@dataclass(frozen=True, slots=True)
class Found:
    """`ids` are those of the wanted page of results; `number` is that page, at most the last.

    `counts` has, for each filter, how many results each of its values would leave, the other
    filters as they are. `elsewhere` counts the other languages. `loose` says that no page has all
    the words, and these have some.
    """

    ids: tuple[int, ...] = ()
    total: int = 0
    number: int = 1
    last: int = 1
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    elsewhere: dict[str, int] = field(default_factory=dict)
    loose: bool = False


def find(
    asked: Asked,
    language: str,
    now: datetime,
    filters: Filters = Filters(),
    order: Order = Order.BEST,
    number: int = 1,
) -> Found:
    """Only what anyone may read at `now`, in `language`; an unanswerable query finds nothing."""
    if asked.trouble or not asked.terms:
        return Found()
    rows = _rows(_question(asked, and_), now)
    loose = False
    if not any(row.language == language for row in rows) and _parts(asked)[1:]:
        some = _rows(_question(asked, or_), now)
        loose = any(row.language == language for row in some)
        rows = [row for row in some if row.language == language] + rows if loose else rows
    elsewhere = Counter(row.language for row in rows if row.language != language)
    own = [row for row in rows if row.language == language]
    chosen = [row for row in own if row.has(filters)]
    _sort(chosen, asked.terms, order)
    last = max(1, ceil(len(chosen) / PER_PAGE))
    number = min(max(1, number), last)
    return Found(
        ids=tuple(row.pk for row in chosen[(number - 1) * PER_PAGE : number * PER_PAGE]),
        total=len(chosen),
        number=number,
        last=last,
        counts=_counts(own, filters),
        elsewhere=dict(elsewhere),
        loose=loose,
    )


def _parts(asked: Asked) -> list[Any]:
    return [
        *(TermsText(word) for word in asked.words),
        *(TermsPhrase(" ".join(phrase)) for phrase in asked.phrases),
    ]


def _question(asked: Asked, joined: Callable[[Any, Any], Any]) -> Any:
    return reduce(joined, _parts(asked))


def _rows(question: Any, now: datetime) -> list[Row]:
    backend = get_search_backend()
    scores = backend.scores(question, ContentPage, MOST_FOUND)
    if not scores:
        return []
    # The index as a subquery: thousands of numbers would be too many parameters.
    hits = backend.search(question, ContentPage, order_by_relevance=False).get_queryset()
    public = cast("ContentPageQuerySet", ContentPage.objects.get_queryset()).public_live(now)
    found = public.filter(pk__in=hits.order_by().values("pk"))
    topics: dict[int, list[str]] = {}
    filed = PageTopic.objects.filter(page__in=found.order_by().values("pk"))
    for pk, slug in filed.values_list("page_id", "topic__slug"):
        topics.setdefault(pk, []).append(slug)
    kinds = kinds_by_content_type()
    columns = ("pk", "locale__language_code", "title", "content_type_id", "entity__slug")
    return [
        Row(
            pk=pk,
            language=language,
            title=title,
            kind=kinds.get(of_type, Kind.STANDARD),
            entity=entity or "",
            topics=tuple(topics.get(pk, ())),
            day=timezone.localdate(at) if at else None,
            published_at=at,
            score=scores.get(pk, 0.0),
        )
        for pk, language, title, of_type, entity, at in found.values_list(*columns, "published_at")
    ]


def _sort(rows: list[Row], wanted: frozenset[str], order: Order) -> None:
    """In place; the same on every database as far as their scores agree."""
    rows.sort(key=lambda row: (row.published_at is not None, row.published_at or 0, row.pk))
    rows.reverse()
    if order is Order.BEST:
        rows.sort(key=lambda row: (_in_title(row.title, wanted), row.score), reverse=True)


def _in_title(title: str, wanted: frozenset[str]) -> int:
    return len(wanted & _title_terms(title))


@lru_cache(maxsize=MOST_FOUND)
def _title_terms(title: str) -> frozenset[str]:
    return frozenset(terms(title))


def _counts(rows: list[Row], filters: Filters) -> dict[str, dict[str, int]]:
    values: dict[str, Callable[[Row], Iterable[str]]] = {
        "kind": lambda row: (row.kind,),
        "topic": lambda row: row.topics,
        "entity": lambda row: (row.entity,) if row.entity else (),
        "year": lambda row: (row.year,) if row.year else (),
    }
    counts: dict[str, dict[str, int]] = {}
    for name, of in values.items():
        others = filters.without(name)
        counts[name] = dict(Counter(v for row in rows if row.has(others) for v in of(row)))
    return counts
