"""Days and months are named, and months begin and end, as readers expect."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.utils import formats, translation
from django.utils import timezone as timezone_of_django
from hypothesis import given
from hypothesis import strategies as st

from cms.dates import hijri_day, long_day, moment, month_bounds, month_name, previous_month

_DAY = date(2026, 11, 22)
_DUBAI = ZoneInfo("Asia/Dubai")
_ZONES = st.sampled_from(
    [UTC, _DUBAI, ZoneInfo("Europe/Berlin"), timezone(timedelta(hours=-9, minutes=-30))]
)


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("ar", "نوفمبر 2026"),
        ("en", "November 2026"),
        ("ar-ae", "نوفمبر 2026"),
        ("en_GB", "November 2026"),
    ],
)
def test_a_month_is_named_with_its_year(language: str, name: str) -> None:
    assert month_name(_DAY, language) == name


@pytest.mark.parametrize(
    ("language", "name"), [("ar", "22 نوفمبر 2026"), ("en", "22 November 2026")]
)
def test_a_day_is_named_in_full(language: str, name: str) -> None:
    assert long_day(_DAY, language) == name


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_year_has_twelve_months_of_different_names(language: str) -> None:
    assert len({month_name(date(2026, month, 1), language) for month in range(1, 13)}) == 12


def test_other_languages_are_named_by_the_formats_of_django() -> None:
    # In a process of its own: settings can be configured once only.
    script = """
from datetime import date
from django.conf import settings
settings.configure(USE_I18N=True, LANGUAGES=[("ar", "ar"), ("fr", "fr")])
import django; django.setup()
from cms.dates import long_day, month_name
print(ascii(long_day(date(2026, 8, 5), "fr")), ascii(month_name(date(2026, 8, 5), "fr")))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[0] == r"'5 ao\xfbt 2026' 'ao\xfbt 2026'"


@pytest.mark.parametrize(
    ("day", "arabic", "english"),
    [
        (date(2026, 11, 22), "12 جمادى الآخرة 1448 هـ", "12 Jumada al-Akhirah 1448 AH"),
        (date(2026, 2, 18), "1 رمضان 1447 هـ", "1 Ramadan 1447 AH"),
        (date(2024, 7, 7), "1 محرم 1446 هـ", "1 Muharram 1446 AH"),
    ],
)
def test_a_day_has_its_hijri_date(day: date, arabic: str, english: str) -> None:
    assert hijri_day(day, "ar") == arabic
    assert hijri_day(day, "en") == english
    assert hijri_day(day, "fr") == english


@pytest.mark.parametrize("day", [date.min, date(1924, 7, 31), date(2077, 11, 17), date.max])
def test_a_day_outside_the_published_calendar_has_no_hijri_date(day: date) -> None:
    assert hijri_day(day, "ar") == ""


@pytest.mark.parametrize("day", [date(1924, 8, 1), date(2077, 11, 16)])
def test_the_calendar_includes_its_first_and_last_day(day: date) -> None:
    assert hijri_day(day, "ar").endswith("هـ")


def test_a_month_begins_at_local_midnight() -> None:
    start, end = month_bounds(2026, 11, _DUBAI)
    assert start.astimezone(UTC) == datetime(2026, 10, 31, 20, tzinfo=UTC)
    assert end.astimezone(UTC) == datetime(2026, 11, 30, 20, tzinfo=UTC)


def test_december_ends_where_the_next_year_begins() -> None:
    assert month_bounds(2026, 12, _DUBAI)[1] == datetime(2027, 1, 1, tzinfo=_DUBAI)


@given(st.integers(min_value=1900, max_value=2200), _ZONES)
def test_months_follow_each_other_without_gap_or_overlap(year: int, zone: ZoneInfo) -> None:
    bounds = [month_bounds(year, month, zone) for month in range(1, 13)]
    bounds.append(month_bounds(year + 1, 1, zone))
    for (start, end), (following, _) in pairwise(bounds):
        assert start < end == following
        assert start.utcoffset() is not None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)), st.times(), _ZONES)
def test_every_moment_lies_in_its_month(day: date, clock: time, zone: ZoneInfo) -> None:
    moment = datetime.combine(day, clock, tzinfo=zone)
    start, end = month_bounds(moment.year, moment.month, zone)
    assert start <= moment < end


@pytest.mark.parametrize("month", [0, 13])
def test_a_month_that_does_not_exist_is_refused(month: int) -> None:
    with pytest.raises(ValueError, match="month"):
        month_bounds(2026, month, _DUBAI)


def test_before_january_comes_december_of_the_year_before() -> None:
    assert previous_month(date(2026, 1, 31)) == date(2025, 12, 1)


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9998, 12, 31)))
def test_the_previous_month_ends_where_this_one_begins(day: date) -> None:
    previous = previous_month(day)
    assert previous.day == 1
    assert month_bounds(previous.year, previous.month, UTC)[1].date() == day.replace(day=1)


def test_a_moment_has_a_previous_month_too() -> None:
    assert previous_month(datetime(2026, 3, 31, 12, tzinfo=UTC)) == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("language", "said"),
    [("ar", "22 نوفمبر 2026، 00:05"), ("en", "22 November 2026, 00:05")],
)
def test_a_moment_is_said_in_the_sites_zone(language: str, said: str) -> None:
    at = datetime(2026, 11, 21, 20, 5, tzinfo=UTC)
    assert moment(at, language) == said
    with translation.override(language):
        assert moment(at) == said
        # What Wagtail's own screens ask for.
        assert formats.date_format(timezone_of_django.localtime(at), "DATETIME_FORMAT") == said
        assert formats.date_format(at.astimezone(_DUBAI).date(), "DATE_FORMAT") in said


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_date_typed_in_an_admin_has_its_day_first(language: str) -> None:
    with translation.override(language):
        assert forms.DateField(localize=True).clean("03/04/2026") == date(2026, 4, 3)
        assert forms.DateField(localize=True).clean("2026-04-03") == date(2026, 4, 3)
