"""The sheet of a month."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cms.dates import moment
from cms.desk.moments import greeting, relative_day
from cms.desk.month import hijri_months, neighbours, weekdays, weeks_of

DUBAI = ZoneInfo("Asia/Dubai")
MONTHS = st.tuples(st.integers(2000, 2100), st.integers(1, 12))


@given(MONTHS, st.sampled_from(["ar", "en"]))
def test_a_sheet_has_whole_weeks_from_monday_and_each_day_of_the_month_once(
    month: tuple[int, int], language: str
) -> None:
    weeks = weeks_of(*month, today=date(2026, 11, 22), language=language)
    days = [day for week in weeks for day in week]
    assert all(len(week) == 7 for week in weeks)
    assert weeks[0][0].date.weekday() == 0
    own = [day.date for day in days if day.in_month]
    assert own == sorted(set(own))
    assert own[0].day == 1
    assert (own[-1] + timedelta(days=1)).day == 1
    assert all(day.is_rest == (day.date.weekday() >= 5) for day in days)


@given(MONTHS)
def test_the_way_to_the_next_month_and_back_is_the_same(month: tuple[int, int]) -> None:
    _before, after = neighbours(*month)
    if after is not None:
        assert neighbours(*after)[0] == month


def test_the_weekend_is_saturday_and_sunday() -> None:
    with translation.override("en"):
        days = weekdays("en")
    assert [day.name for day in days if day.is_rest] == ["Saturday", "Sunday"]
    assert days[0].name == "Monday"


def test_today_is_marked_once() -> None:
    days = [d for w in weeks_of(2026, 11, today=date(2026, 11, 22), language="ar") for d in w]
    assert [day.date for day in days if day.is_today] == [date(2026, 11, 22)]


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("ar", "جمادى الأولى – جمادى الآخرة 1448 هـ"),
        ("en", "Jumada al-Ula – Jumada al-Akhirah 1448 AH"),
    ],
)
def test_a_month_names_the_hijri_months_it_touches(language: str, name: str) -> None:
    assert hijri_months(2026, 11, language).replace("Jumādā", "Jumada") == name


def test_where_a_hijri_month_begins_its_name_is_written() -> None:
    days = {
        d.date: d.hijri
        for w in weeks_of(2026, 11, today=date(2026, 1, 1), language="ar")
        for d in w
    }
    assert days[date(2026, 11, 10)] == "30"
    assert days[date(2026, 11, 11)] == "1 جمادى الآخرة"


def test_beyond_the_published_hijri_calendar_nothing_is_invented() -> None:
    assert hijri_months(2099, 1, "ar") == ""
    assert {
        d.hijri for w in weeks_of(2099, 1, today=date(2026, 1, 1), language="ar") for d in w
    } == {""}


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (3, "in 3 days"), (-2, "2 days ago")],
)
def test_days_are_counted_by_the_calendar_of_the_house(days: int, words: str) -> None:
    now = datetime(2026, 11, 22, 23, 30, tzinfo=DUBAI)
    at = datetime(2026, 11, 22, 0, 10, tzinfo=DUBAI) + timedelta(days=days)
    with translation.override("en"):
        assert relative_day(at, now) == words
        # The same moments, told in another zone.
        assert relative_day(at.astimezone(ZoneInfo("UTC")), now) == words


def test_a_moment_is_written_in_the_hour_of_the_house() -> None:
    at = datetime(2026, 11, 22, 5, 0, tzinfo=ZoneInfo("UTC"))
    with translation.override("en"):
        assert moment(at) == "22 November 2026, 09:00"
        assert greeting(at) == "Good morning"
        assert greeting(at + timedelta(hours=9)) == "Good evening"
