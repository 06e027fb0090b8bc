"""On which days and at which hours may a letter go out? Pure rules, asked before a schedule (N5).

Every moment is aware and is judged in the zone that is given: what counts is the clock of the
house, not the one of who schedules. The week is that of the federal government: Saturday and
Sunday are free, Friday ends at noon.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import holidays

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTICE: Final = timedelta(minutes=5)
"""So long before it is sent a letter is scheduled at the latest."""
FIRST_HOUR: Final = time(7)
LAST_HOUR: Final = time(20)
FRIDAY_ENDS: Final = time(12)
USUAL_SPAN: Final = timedelta(hours=12)
LONGEST_SPAN: Final = timedelta(days=3)
_FRIDAY, _SATURDAY, _SUNDAY = 4, 5, 6
_COUNTRY: Final = "AE"
#: The words of the calendar of holidays, by the languages of the house.
_WORDS: Final = {"ar": "ar", "en": "en_US"}
_EXPECTED: Final = {"ar": "(تقديري)", "en": "(estimated)"}
#: Nobody schedules further; the search for a free moment ends there too.
FURTHEST: Final = timedelta(days=60)


class Rule(StrEnum):
    """What a moment may break, in the order in which it is asked."""

    PAST = "past"
    TOO_SOON = "too-soon"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    FRIDAY = "friday"
    HOURS = "hours"
    ENDS_BEFORE = "ends-before"
    ENDS_LATE = "ends-late"


@dataclass(frozen=True, slots=True)
class Holiday:
    """A free day with its name by language; `expected` where the moon has the last word."""

    names: Mapping[str, str]
    expected: bool = False

    def name(self, language: str) -> str:
        """The name in the language, else in any there is."""
        return self.names.get(language) or next(iter(self.names.values()), "")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The zone, and the days that were declared: free with their names, or working after all."""

    zone: tzinfo
    free: Mapping[date, Mapping[str, str]] = field(default_factory=dict)
    working: frozenset[date] = frozenset()

    def holiday(self, day: date) -> Holiday | None:
        """What the house declared comes first, then the calendar of public holidays."""
        if day in self.free:
            return Holiday(self.free[day])
        if day in self.working:
            return None
        return _computed(day)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Which rule a moment breaks; `holiday` for that rule alone."""

    rule: Rule
    holiday: Holiday | None = None


def refusal(send_at: datetime, now: datetime, calendar: Calendar) -> Refusal | None:
    """Why nothing may be sent at `send_at`, or None when it may."""
    if send_at <= now:
        return Refusal(Rule.PAST)
    if send_at < now + NOTICE:
        return Refusal(Rule.TOO_SOON)
    local = send_at.astimezone(calendar.zone)
    if local.weekday() in (_SATURDAY, _SUNDAY):
        return Refusal(Rule.WEEKEND)
    found = calendar.holiday(local.date())
    if found is not None:
        return Refusal(Rule.HOLIDAY, found)
    if local.weekday() == _FRIDAY and local.time() >= FRIDAY_ENDS:
        return Refusal(Rule.FRIDAY)
    if not FIRST_HOUR <= local.time() <= LAST_HOUR:
        return Refusal(Rule.HOURS)
    return None


def refusal_of_end(send_at: datetime, not_after: datetime) -> Refusal | None:
    """Why the last moment does not fit the first, or None when it does."""
    if not_after <= send_at:
        return Refusal(Rule.ENDS_BEFORE)
    if not_after > send_at + LONGEST_SPAN:
        return Refusal(Rule.ENDS_LATE)
    return None


def next_possible(wanted: datetime, now: datetime, calendar: Calendar) -> datetime:
    """The first whole minute from `wanted` on at which a letter may go out, in the house's zone.

    Where the next sixty days have none, the last that was tried.
    """
    earliest = max(wanted, now + NOTICE).astimezone(calendar.zone)
    moment = earliest.replace(second=0, microsecond=0)
    if moment < earliest:
        moment += timedelta(minutes=1)
    for _day in range(FURTHEST.days):
        if refusal(moment, now, calendar) is None:
            return moment
        if moment.time() < FIRST_HOUR:
            moment = moment.replace(hour=FIRST_HOUR.hour, minute=0)
            if refusal(moment, now, calendar) is None:
                return moment
        moment = (moment + timedelta(days=1)).replace(hour=FIRST_HOUR.hour, minute=0)
    return moment


def _computed(day: date) -> Holiday | None:
    names = {language: year.get(day) for language, year in _year(day.year).items()}
    if not any(names.values()):
        return None
    marked = any(name and _EXPECTED[language] in name for language, name in names.items())
    return Holiday(
        {
            language: name.replace(_EXPECTED[language], "").strip()
            for language, name in names.items()
            if name
        },
        expected=marked,
    )


@lru_cache(maxsize=8)
def _year(year: int) -> dict[str, dict[date, str]]:
    return {
        language: dict(holidays.country_holidays(_COUNTRY, years=[year], language=words).items())
        for language, words in _WORDS.items()
    }
