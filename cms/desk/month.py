"""The sheet of a month: its weeks and days, by both calendars. Pure.

The week begins on Monday; in the United Arab Emirates Saturday and Sunday are the days of rest
since 1 January 2022. A language whose readers count otherwise says so in `FIRST_WEEKDAYS`.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from hijridate import Gregorian

if TYPE_CHECKING:
    from datetime import date

#: Python's numbers: Monday is 0.
FIRST_WEEKDAYS: Final[dict[str, int]] = {"ar": 0, "en": 0}
DAYS_OF_REST: Final = frozenset({5, 6})

FIRST_YEAR, LAST_YEAR = 2000, 2100

WEEKDAYS: Final = (
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"),
    _("Sunday"),
)  # fmt: skip
INITIALS: Final = (
    pgettext_lazy("Monday in one letter", "M"),
    pgettext_lazy("Tuesday in one letter", "T"),
    pgettext_lazy("Wednesday in one letter", "W"),
    pgettext_lazy("Thursday in one letter", "T"),
    pgettext_lazy("Friday in one letter", "F"),
    pgettext_lazy("Saturday in one letter", "S"),
    pgettext_lazy("Sunday in one letter", "S"),
)


@dataclass(frozen=True, slots=True)
class Weekday:
    name: str
    initial: str
    is_rest: bool


@dataclass(frozen=True, slots=True)
class Day:
    """`hijri` is the day's number in the other calendar, with the month's name where one begins."""

    date: date
    in_month: bool
    is_today: bool
    is_rest: bool
    hijri: str


def weekdays(language: str) -> list[Weekday]:
    """The days in the order of the week, named in the active language."""
    first = FIRST_WEEKDAYS.get(language, 0)
    order = [(first + n) % 7 for n in range(7)]
    return [Weekday(str(WEEKDAYS[n]), str(INITIALS[n]), n in DAYS_OF_REST) for n in order]


def weeks_of(year: int, month: int, *, today: date, language: str) -> list[list[Day]]:
    """Whole weeks, with the days of the neighbouring months that fill them."""
    sheet = calendar.Calendar(FIRST_WEEKDAYS.get(language, 0)).monthdatescalendar(year, month)
    return [
        [
            Day(
                date=day,
                in_month=day.month == month,
                is_today=day == today,
                is_rest=day.weekday() in DAYS_OF_REST,
                hijri=_hijri_mark(day, language, is_first=day == sheet[0][0]),
            )
            for day in week
        ]
        for week in sheet
    ]


def hijri_months(year: int, month: int, language: str) -> str:
    """The Hijri months the Gregorian one touches: "جمادى الأولى – جمادى الآخرة 1448 هـ".

    Empty outside the years for which the calendar is published.
    """
    last = calendar.monthrange(year, month)[1]
    try:
        start = Gregorian(year, month, 1).to_hijri()
        end = Gregorian(year, month, last).to_hijri()
    except OverflowError:
        return ""
    names = _names(language)
    if (start.year, start.month) == (end.year, end.month):
        begin = ""
    elif start.year == end.year:
        begin = f"{start.month_name(names)} – "
    else:
        begin = f"{start.month_name(names)} {start.year} – "
    return f"{begin}{end.month_name(names)} {end.year} {end.notation(names)}"


def neighbours(year: int, month: int) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The months before and after; None past the calendar's ends."""
    before = (year - 1, 12) if month == 1 else (year, month - 1)
    after = (year + 1, 1) if month == 12 else (year, month + 1)
    return (
        before if before[0] >= FIRST_YEAR else None,
        after if after[0] <= LAST_YEAR else None,
    )


def _hijri_mark(day: date, language: str, *, is_first: bool) -> str:
    try:
        hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    except OverflowError:
        return ""
    if hijri.day == 1 or is_first:
        return f"{hijri.day} {hijri.month_name(_names(language))}"
    return str(hijri.day)


def _names(language: str) -> Literal["ar", "en"]:
    return "ar" if language.startswith("ar") else "en"
