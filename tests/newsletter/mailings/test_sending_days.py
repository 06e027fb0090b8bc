"""When letters go out: the rules of the week, of the hours, and of holidays."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.sending_days import (
    Calendar,
    Rule,
    next_possible,
    refusal,
    refusal_of_end,
)

DUBAI = ZoneInfo("Asia/Dubai")
CALENDAR = Calendar(DUBAI)
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=DUBAI)
MOMENTS = st.integers(0, 390 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))


def rule(at: datetime, now: datetime = NOW, calendar: Calendar = CALENDAR) -> Rule | None:
    found = refusal(at, now, calendar)
    return found.rule if found else None


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=DUBAI)


@pytest.mark.parametrize(
    ("moment", "broken"),
    [
        (at(23, 9), Rule.PAST),
        (at(23, 10), Rule.PAST),
        (at(23, 10, 4), Rule.TOO_SOON),
        (at(23, 10, 5), None),
        (at(24, 6, 59), Rule.HOURS),
        (at(24, 7), None),
        (at(24, 20), None),
        (at(24, 20, 1), Rule.HOURS),
        (at(27, 11, 59), None),
        (at(27, 12), Rule.FRIDAY),
        (at(28, 10), Rule.WEEKEND),
        (at(29, 10), Rule.WEEKEND),
        (at(30, 10), None),
        (at(1, 10, month=12), None),
        (at(2, 10, month=12), Rule.HOLIDAY),
        (at(3, 10, month=12), Rule.HOLIDAY),
    ],
)
def test_each_rule_begins_and_ends_at_its_minute(moment: datetime, broken: Rule | None) -> None:
    assert rule(moment) == broken


def test_the_clock_is_that_of_dubai_wherever_the_moment_was_written() -> None:
    friday_noon = datetime(2026, 11, 27, 8, 0, tzinfo=ZoneInfo("UTC"))
    assert rule(friday_noon) == Rule.FRIDAY
    assert rule(friday_noon - timedelta(minutes=1)) is None


def test_a_holiday_says_its_name_in_both_languages() -> None:
    found = refusal(at(2, 10, month=12), NOW, CALENDAR)
    assert found is not None
    assert found.holiday is not None
    assert found.holiday.name("ar") == "اليوم الوطني"
    assert found.holiday.name("en") == "National Day"
    assert not found.holiday.expected


def test_holidays_of_the_moon_are_called_expected() -> None:
    eid = CALENDAR.holiday(date(2027, 3, 9))
    assert eid is not None
    assert eid.expected
    assert eid.name("ar") == "عيد الفطر"
    assert eid.name("en") == "Eid al-Fitr"


def test_what_the_house_declared_counts_before_the_computed_days() -> None:
    moved = Calendar(
        DUBAI,
        free={date(2026, 12, 1): {"ar": "يوم الشهيد", "en": "Commemoration Day"}},
        working=frozenset({date(2026, 12, 3)}),
    )
    assert rule(at(1, 10, month=12), calendar=moved) == Rule.HOLIDAY
    assert rule(at(2, 10, month=12), calendar=moved) == Rule.HOLIDAY
    assert rule(at(3, 10, month=12), calendar=moved) is None


def test_the_last_moment_is_after_the_first_and_within_three_days() -> None:
    start = at(24, 9)
    assert refusal_of_end(start, start + timedelta(hours=12)) is None
    assert refusal_of_end(start, start + timedelta(days=3)) is None
    equal = refusal_of_end(start, start)
    late = refusal_of_end(start, start + timedelta(days=3, minutes=1))
    assert equal is not None
    assert late is not None
    assert (equal.rule, late.rule) == (Rule.ENDS_BEFORE, Rule.ENDS_LATE)


def test_after_the_national_day_comes_friday_morning() -> None:
    assert next_possible(at(2, 10, month=12), NOW, CALENDAR) == at(4, 7, month=12)


def test_the_past_leads_to_the_next_five_minutes() -> None:
    assert next_possible(at(1, 9), NOW, CALENDAR) == at(23, 10, 5)


@given(MOMENTS)
def test_what_is_offered_is_possible_and_is_the_first_such_moment(wanted: datetime) -> None:
    found = next_possible(wanted, NOW, CALENDAR)
    assert refusal(found, NOW, CALENDAR) is None
    assert found >= wanted
    assert found.tzinfo == DUBAI
    # Nothing possible lies between: neither a quarter of an hour nor the edges of a day.
    between = wanted
    while between < found - timedelta(minutes=1):
        assert refusal(between, NOW, CALENDAR) is not None
        between += timedelta(minutes=15)
    edges = [
        datetime.combine(wanted.date() + timedelta(days=day), clock, DUBAI)
        for day in range((found.date() - wanted.date()).days + 1)
        for clock in (time(7), time(11, 59), time(20))
    ]
    assert all(refusal(edge, NOW, CALENDAR) is not None for edge in edges if wanted <= edge < found)


@given(MOMENTS)
def test_a_moment_that_is_possible_is_offered_itself(wanted: datetime) -> None:
    whole = wanted.replace(second=0, microsecond=0)
    if refusal(whole, NOW, CALENDAR) is None:
        assert next_possible(whole, NOW, CALENDAR) == whole
