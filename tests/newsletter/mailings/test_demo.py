"""The demo's letter, whatever day it is made: when it went out, and what it could tell."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from blog.demo.seed import CONTENT as BLOG
from cms.dates import previous_month
from cms.demo import texts
from newsletter.actions.schedule import calendar
from newsletter.demo.letters import CONTENT as LETTERS
from newsletter.demo.mailings import sending_moment
from newsletter.models.sections import PAGE_SECTIONS
from newsletter.sending_days import refusal
from tests.house import LANGUAGES
from tests.newsletter.mailings.letters import DUBAI
from toolkit.demo.seed import GUIDES

if TYPE_CHECKING:
    from collections.abc import Iterable


def days() -> Iterable[datetime]:
    first = datetime(2026, 11, 22, 12, 0, tzinfo=DUBAI)
    return [first + timedelta(days=number) for number in range(0, 400, 3)]


@pytest.mark.django_db
def test_the_letter_of_the_demo_went_out_in_the_past_at_a_moment_that_may_be() -> None:
    rules = calendar()
    for now in (*days(), datetime(2027, 1, 1, 0, 30, tzinfo=DUBAI)):
        at = sending_moment(now)
        assert at <= now
        assert refusal(at, at - timedelta(days=1), rules) is None
        assert now - at < timedelta(days=40)


def ages() -> dict[str, list[int]]:
    """Of the demo's texts, in days, by the section of a letter that tells of them."""
    sorts = {"achievement": "achievements", "trend": "trends"}
    found: dict[str, list[int]] = {}
    for folder, section in (("news", ""), ("articles", "articles"), ("stories", "stories")):
        for item in texts.read_all(BLOG / folder):
            kind = section or sorts.get(item["news_kind"], "news")
            found.setdefault(kind, []).append(item["days_ago"])
    found["toolkit"] = [item["days_ago"] for item in texts.read_all(GUIDES)]
    return found


def test_last_months_letter_has_something_for_every_section_whatever_day_it_is() -> None:
    told = ages()
    assert set(told) == {kind.value for kind in PAGE_SECTIONS}
    first = datetime(2026, 11, 1, tzinfo=DUBAI).date()
    for day in (first + timedelta(days=number) for number in range(800)):
        last = previous_month(day)
        for section, days_ago in told.items():
            months = {(day - timedelta(days=age)).replace(day=1) for age in days_ago}
            assert last in months, (day, section)


def test_the_managers_words_are_there_in_each_language() -> None:
    for words in texts.read(LETTERS).values():
        for code in LANGUAGES:
            assert words["intro"][code].strip()
            for row in (*words["announcements"], *words["dates"]):
                assert row[code]["title"].strip()
