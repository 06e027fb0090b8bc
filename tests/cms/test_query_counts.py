"""Pages cost a fixed number of queries, however large the site grows.

The ceilings are what was measured, rounded up to leave room for one more prefetch or menu: a
query for each card of twenty would pass every one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.models import ArticlePage
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import newsletter
from tests.factories import toolkit as guides

if TYPE_CHECKING:
    from django.test import Client

    from cms.models import ContentPage
    from tests.house import House

MAKERS = (posts.article_page, posts.column_page, posts.news_page, posts.story_page,
          guides.resource_page)  # fmt: skip

CEILINGS = {
    "/en/blog/": 40,
    "/en/stories/": 40,
    "/en/": 50,
    "/en/feeds/all/rss.xml": 15,
    "/en/feeds/blog/atom.xml": 12,
    "/sitemap.xml": 10,
    "/en/people/": 10,
    "/en/topics/": 10,
    "/api/v2/pages/?locale=en&limit=20": 15,
    "/api/v2/pages/?locale=en&limit=20&fields=*": 60,
}
ARTICLE_CEILING = 50


@pytest.fixture
def things(site: House) -> dict[str, Any]:
    return {
        "topics": [made.topic(), made.topic()],
        "authors": [made.person(), made.person()],
        "entity": made.entity(),
    }


def fill(count: int, things: dict[str, Any]) -> list[ContentPage]:
    """So many pages of each kind, each with a picture, people, topics and a body of its own."""
    pages = []
    for _ in range(count):
        for make in MAKERS:
            body = made.body(("paragraph", "<p>Text.</p>"))
            pages.append(make("en", image=made.picture((16, 10)), body=body, **things))
    return pages


def queries(client: Client, url: str) -> int:
    """How many one request takes once pictures have been cut and caches are warm."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_lists_feeds_and_the_map_cost_the_same_on_a_site_three_times_as_large(
    things: dict[str, Any], client: Client
) -> None:
    pages = fill(20, things)
    article = next(page for page in pages if isinstance(page, ArticlePage))
    newsletter.issue_page("en", pages=pages[:12])
    urls = [*CEILINGS, article.get_url(), f"/en{things['entity'].url}"]
    small = {url: queries(client, url) for url in urls}
    fill(42, things)
    newsletter.issue_page("en", pages=pages[:12])
    large = {url: queries(client, url) for url in urls}
    assert large == small


def test_a_list_of_one_card_costs_what_a_list_of_twenty_costs(
    things: dict[str, Any], client: Client
) -> None:
    fill(1, things)
    urls = ["/en/blog/", "/en/stories/", f"/en{things['entity'].url}"]
    one = {url: queries(client, url) for url in urls}
    fill(19, things)
    assert {url: queries(client, url) for url in urls} == one


@pytest.mark.parametrize(("url", "ceiling"), CEILINGS.items())
def test_a_page_stays_under_its_ceiling(
    url: str, ceiling: int, things: dict[str, Any], client: Client
) -> None:
    fill(4, things)
    newsletter.issue_page("en")
    assert queries(client, url) <= ceiling


def test_an_article_stays_under_its_ceiling(things: dict[str, Any], client: Client) -> None:
    page = fill(4, things)[5]
    assert queries(client, page.get_url()) <= ARTICLE_CEILING


def test_an_issue_costs_the_same_with_two_pages_as_with_twenty(
    things: dict[str, Any], client: Client
) -> None:
    pages = fill(4, things)
    few = newsletter.issue_page("en", pages=pages[:2])
    many = newsletter.issue_page("en", pages=pages)
    assert queries(client, many.get_url()) == queries(client, few.get_url())
