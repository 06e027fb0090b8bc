"""What could come into the letter: pages published since the month began, or found by search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import get_language

from cms import catalogue
from cms.catalogue import DATED_KINDS, Question
from cms.dates import month_bounds
from cms.search.asked import ask
from cms.search.query import find
from cms.teaser import Kind
from newsletter.digest import section_of
from newsletter.month_issue import languages
from newsletter.views.compose.rows import title_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from cms.teaser import Teaser
    from newsletter.month_issue import MonthIssue

SHOWN: Final = 12
#: A column may be of the month before, or the one after.
COLUMNS_SINCE: Final = timedelta(days=62)
COLUMNS_SHOWN: Final = 8
#: Where pages go that no section of a draft is for.
ELSE: Final = "news"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A public page in the languages it is published in; `section` is a kind of section."""

    key: str
    teasers: Mapping[str, Teaser]
    section: str

    @property
    def is_column(self) -> bool:
        return self.any.kind is Kind.COLUMN

    @property
    def any(self) -> Teaser:
        """In the admin's language where there is one."""
        own = self.teasers.get((get_language() or "")[:2])
        return own or next(iter(self.teasers.values()))

    @property
    def title(self) -> str:
        return title_in(get_language() or "", {c: t.title for c, t in self.teasers.items()})

    @property
    def pages(self) -> dict[str, int]:
        return {code: teaser.page_id for code, teaser in self.teasers.items()}


def candidates(issue: MonthIssue, now: datetime) -> list[Candidate]:
    """Published in the month or later and not in the letter, the newest first."""
    since, _until = month_bounds(
        issue.month.year, issue.month.month, timezone.get_default_timezone()
    )
    found = []
    for code in languages():
        dated = Question(code, kinds=(*DATED_KINDS, Kind.RESOURCE), since=since)
        found += catalogue.latest(dated, SHOWN * 3, now)
    return _outside(issue, found)[:SHOWN]


def searched(text: str, issue: MonthIssue, now: datetime) -> list[Candidate]:
    """Public pages of any age that the search finds, in all languages, the best first."""
    asked = ask(text)
    ids = [pk for code in languages() for pk in find(asked, code, now).ids]
    teasers = [t for t in catalogue.teasers_of_ids(ids, now) if t.kind is not Kind.ISSUE]
    return _outside(issue, teasers, by_age=False)[:SHOWN]


def columns(month: date, now: datetime) -> list[Candidate]:
    """The columns that can be the letter's: those of the last months, the newest first."""
    start, _until = month_bounds(month.year, month.month, timezone.get_default_timezone())
    found = []
    for code in languages():
        question = Question(code, kinds=(Kind.COLUMN,), since=start - COLUMNS_SINCE)
        found += catalogue.latest(question, COLUMNS_SHOWN, now)
    return _grouped(found)[:COLUMNS_SHOWN]


def candidate(key: str, now: datetime) -> Candidate | None:
    """A public page by its translation key, in all its languages."""
    teasers = catalogue.teasers_of_keys([key], now).get(key, {}).values()
    found = _grouped([t for t in teasers if t.kind is not Kind.ISSUE])
    return found[0] if found else None


def _outside(
    issue: MonthIssue, teasers: Iterable[Teaser], *, by_age: bool = True
) -> list[Candidate]:
    inside = issue.arrangement.keys()
    if issue.arrangement.column is not None:
        inside.add(issue.arrangement.column.key)
    found = [t for t in teasers if t.translation_key not in inside]
    return _grouped(found, by_age=by_age)


def _grouped(teasers: Iterable[Teaser], *, by_age: bool = True) -> list[Candidate]:
    families: dict[str, dict[str, Teaser]] = {}
    for teaser in teasers:
        families.setdefault(teaser.translation_key, {})[teaser.language] = teaser
    sorts = catalogue.sub_kinds(t.page_id for f in families.values() for t in f.values())
    found = []
    for key, family in families.items():
        one = next(iter(family.values()))
        found.append(Candidate(key, family, section_of(one, sorts.get(one.page_id, "")) or ELSE))
    if by_age:
        found.sort(key=_age, reverse=True)
    return found


def _age(candidate: Candidate) -> tuple[float, str]:
    moments = [t.published_at.timestamp() for t in candidate.teasers.values() if t.published_at]
    return max(moments, default=0.0), candidate.key
