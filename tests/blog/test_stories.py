"""A success story tells its result in figures, before and after."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import translation

from blog.models import StoryResult
from tests.factories import blog as posts

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House


def compared(before: str, after: str, **fields: Any) -> Any:
    return StoryResult(before=Decimal(before), after=Decimal(after), **fields).comparison()


@pytest.mark.parametrize(
    ("before", "after", "shares"),
    [
        ("50", "100", (50, 100)),
        ("200", "50", (100, 25)),
        ("0", "7", (0, 100)),
        ("0", "0", (0, 0)),
        ("-10", "5", (100, 50)),
    ],
)
def test_bars_are_shares_of_the_larger_figure(
    before: str, after: str, shares: tuple[int, int]
) -> None:
    row = compared(before, after)
    assert (row.before_share, row.after_share) == shares


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("50", "75", "up by 50%"),
        ("8", "2", "down by 75%"),
        ("5", "5", "unchanged"),
        ("0", "5", ""),
    ],
)
def test_the_change_is_told_in_words(before: str, after: str, words: str) -> None:
    with translation.override("en"):
        assert compared(before, after).change_text == words


def test_a_story_shows_its_results_and_parts(site: House, client: Client) -> None:
    page = posts.story_page(
        "en", challenge="<p>zzchallenge</p>", action="<p>zzaction</p>",
        participants="<p>zzparticipants</p>", lessons="<p>zzlessons</p>",
    )  # fmt: skip
    page.results = [
        StoryResult(locale=page.locale, label="zzanswers", unit="hours", before=48, after=4)
    ]
    page.save()
    text = client.get(page.get_url()).content.decode()
    for word in ("zzchallenge", "zzaction", "zzparticipants", "zzlessons", "zzanswers"):
        assert word in text
