"""Times of reading and dates are said as each language says them, wherever they stand."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from cms.templatetags.barza import reading_time
from tests.cms.standing.seen import page, part
from tests.factories import blog as posts
from tests.factories import newsletter as letters
from tests.factories import toolkit as guides

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House

#: One number of each of the six Arabic forms (Unicode CLDR: zero, one, two, few, many, other).
ARABIC = {
    1: "دقيقة واحدة",
    2: "دقيقتان",
    3: "3 دقائق",
    10: "10 دقائق",
    11: "11 دقيقة",
    99: "99 دقيقة",
    100: "100 دقيقة",
    103: "103 دقائق",
}


@pytest.mark.parametrize("minutes", [0, *ARABIC])
def test_the_time_of_reading_takes_the_right_form(minutes: int) -> None:
    with translation.override("ar"):
        said = reading_time(minutes)
    assert ARABIC.get(minutes, "") in said
    with translation.override("en"):
        assert reading_time(minutes) == f"{minutes} minute{'' if minutes == 1 else 's'} to read"


def test_the_six_forms_differ_where_arabic_does() -> None:
    with translation.override("ar"):
        said = [reading_time(minutes) for minutes in (0, 1, 2, 3, 11, 100)]
    without_numbers = ["".join(sign for sign in text if not sign.isdigit()) for text in said]
    assert len(set(without_numbers)) >= 4
    assert said[0] != said[1] != said[2] != said[3]


NIGHT = datetime(2026, 11, 21, 21, 30, tzinfo=ZoneInfo("UTC"))  # in the Emirates, the 22nd


@pytest.mark.parametrize(
    ("language", "gregorian", "hijri"),
    [
        ("ar", "22 نوفمبر 2026", "12 جمادى الآخرة 1448 هـ"),
        ("en", "22 November 2026", "12 Jumada al-Akhirah 1448 AH"),
    ],
)
def test_both_calendars_stand_side_by_side_on_what_is_dated(
    language: str, gregorian: str, hijri: str, site: House, client: Client
) -> None:
    for make in (
        posts.article_page,
        posts.column_page,
        posts.news_page,
        posts.story_page,
        guides.resource_page,
        letters.issue_page,
    ):
        dated = make(language, published_at=NIGHT)
        shown = " ".join(part(page(client, dated.get_url()), "meta").text_content().split())
        assert gregorian in shown
        assert hijri in shown
