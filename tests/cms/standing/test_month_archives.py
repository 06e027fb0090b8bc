"""A month's archive says its month and leads to the months beside it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from tests.cms.standing.seen import links, page, part
from tests.factories import blog as posts

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House

DUBAI = ZoneInfo("Asia/Dubai")


@pytest.fixture
def months(site: House) -> None:
    """January, March and April of 2025; nothing in February."""
    for language in ("ar", "en"):
        for month in (1, 3, 3, 4):
            day = datetime(2025, month, 10, 12, tzinfo=DUBAI)
            posts.article_page(language, published_at=day)


@pytest.mark.parametrize(
    ("start", "month", "count"),
    [("", "مارس 2025", "مادتان"), ("/en", "March 2025", "2 items")],
    ids=["ar", "en"],
)
@pytest.mark.usefixtures("months")
def test_the_heading_says_the_month_and_how_much_there_is(
    start: str, month: str, count: str, client: Client
) -> None:
    html = page(client, f"{start}/blog/2025/03/")
    (heading,) = html.iter("h1")
    assert heading.text_content().strip().endswith(f": {month}")
    assert part(html, "listing__count").text_content().strip() == count


@pytest.mark.usefixtures("months")
def test_the_months_beside_it_that_have_something_are_one_step_away(client: Client) -> None:
    def beside(month: str) -> list[str]:
        html = page(client, f"/en/blog/2025/{month}/")
        return [url for _text, url in links(part(html, "month-neighbours"))]

    assert beside("03") == ["/en/blog/2025/01/", "/en/blog/", "/en/blog/2025/04/"]
    assert beside("01") == ["/en/blog/", "/en/blog/2025/03/"]
    assert beside("04") == ["/en/blog/2025/03/", "/en/blog/"]


@pytest.mark.usefixtures("months")
def test_other_lists_have_no_months_beside_them(client: Client) -> None:
    for address in ("/en/blog/", "/en/blog/2025/"):
        assert not page(client, address).find_class("month-neighbours")
