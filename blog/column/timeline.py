"""Which months had a column? Years of months, the newest first, gaps among them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from cms.dates import previous_month

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date


@dataclass(frozen=True, slots=True)
class MonthOfColumn:
    """A month with its column; without one, everything but the day is empty."""

    day: date
    title: str = ""
    statement: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class YearOfColumns:
    number: int
    months: tuple[MonthOfColumn, ...]


def years_of_columns(columns: Iterable[MonthOfColumn], today: date) -> list[YearOfColumns]:
    """From this month or the last column back to the first one, without past years of none.

    A month that is over and had no column stands there empty; the running one may still bring its
    own and is left out until it does.
    """
    by_month = {column.day.replace(day=1): column for column in columns}
    if not by_month:
        return []
    last = max(max(by_month), previous_month(today))
    days = _backwards(last, min(by_month))
    months = [by_month.get(day) or MonthOfColumn(day) for day in days]
    # A mistyped year would bring hundreds of empty ones.
    told = {last.year, *(day.year for day in by_month)}
    return [
        YearOfColumns(year, tuple(in_year))
        for year, in_year in groupby(months, key=lambda month: month.day.year)
        if year in told
    ]


def _backwards(last: date, first: date) -> Iterator[date]:
    day = last.replace(day=1)
    while day > first:
        yield day
        day = previous_month(day)
    yield first  # before the first month of year 1 there is none
