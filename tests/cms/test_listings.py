"""Lists are cut into pages and filtered by paths, and the export knows all of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from blog.models import BlogIndexPage, NewsIndexPage, StoryIndexPage
from cms.listings import PER_PAGE
from tests import reading
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import toolkit
from toolkit.models import ToolkitPage

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House

DUBAI = ZoneInfo("Asia/Dubai")


def beyond(articles: int) -> int:
    """The number after that of the last page."""
    return ceil(articles / PER_PAGE) + 1


def titles(client: Client, url: str) -> list[str]:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return [teaser.title for teaser in answer.context["listing"].teasers]


@pytest.fixture
def year_of_articles(site: House) -> None:
    """45 articles in English: 40 on 10 March 2025 at noon, 5 on 10 April 2024."""
    topic, entity = made.topic(slug="open-data"), made.entity(slug="authority")
    for index in range(45):
        day = datetime(2025, 3, 10, 12, tzinfo=DUBAI) if index < 40 else datetime(
            2024, 4, 10, 12, tzinfo=DUBAI
        )  # fmt: skip
        posts.article_page(
            "en",
            title=f"article {index}",
            published_at=day - timedelta(minutes=index),
            topics=[topic] if index < 25 else [],
            entity=entity if index >= 44 else None,
        )


def test_a_list_is_cut_into_pages(year_of_articles: None, client: Client) -> None:
    assert titles(client, "/en/blog/") == [f"article {n}" for n in range(PER_PAGE)]
    assert titles(client, "/en/blog/page/2/") == [
        f"article {n}" for n in range(PER_PAGE, 2 * PER_PAGE)
    ]
    last = ceil(45 / PER_PAGE)
    assert titles(client, f"/en/blog/page/{last}/") == [
        f"article {n}" for n in range((last - 1) * PER_PAGE, 45)
    ]


def test_pages_of_a_list_lead_to_each_other(year_of_articles: None, client: Client) -> None:
    pages = client.get("/en/blog/page/2/").context["listing"].pages
    assert (pages.number, pages.total) == (2, ceil(45 / PER_PAGE))
    assert (pages.previous_url, pages.next_url) == ("/en/blog/", "/en/blog/page/3/")
    last = client.get(f"/en/blog/page/{pages.total}/").context["listing"].pages
    assert (last.previous_url, last.next_url) == (f"/en/blog/page/{pages.total - 1}/", "")


@pytest.mark.parametrize(
    "path",
    [
        f"page/{beyond(45)}/", "page/1/", "page/0/", "page/x/", "topic/unknown/",
        f"topic/open-data/page/{beyond(25)}/", "topic/open-data/page/1/",
        "topic/open-data/page/0/", "2025/page/0/", "2025/03/page/0/", "entity/unknown/",
        "2023/", "2025/04/", "2025/13/", "2025/0/", "0/", "99999/",
        f"2025/03/page/{beyond(40)}/", "by/kind/service/", "by/colour/red/",
        "page/99999999999/",
    ],
)  # fmt: skip
def test_a_list_that_does_not_exist_is_not_found(
    path: str, year_of_articles: None, client: Client
) -> None:
    assert client.get(f"/en/blog/{path}").status_code == 404


def test_a_topic_filters_a_list(year_of_articles: None, client: Client) -> None:
    assert titles(client, "/en/blog/topic/open-data/") == [f"article {n}" for n in range(PER_PAGE)]
    last = ceil(25 / PER_PAGE)
    assert titles(client, f"/en/blog/topic/open-data/page/{last}/") == [
        f"article {n}" for n in range((last - 1) * PER_PAGE, 25)
    ]


def test_an_entity_filters_a_list(year_of_articles: None, client: Client) -> None:
    assert titles(client, "/en/blog/entity/authority/") == ["article 44"]


def test_a_year_and_a_month_filter_a_list(year_of_articles: None, client: Client) -> None:
    assert titles(client, "/en/blog/2024/") == [f"article {n}" for n in range(40, 45)]
    assert titles(client, "/en/blog/2024/04/") == titles(client, "/en/blog/2024/")
    assert len(titles(client, "/en/blog/2025/03/page/2/")) == PER_PAGE


def test_the_name_of_the_filter_is_shown_in_the_readers_language(
    year_of_articles: None, client: Client
) -> None:
    assert client.get("/en/blog/2025/03/").context["listing"].active == "March 2025"
    posts.article_page("ar", published_at=datetime(2025, 3, 10, 12, tzinfo=DUBAI))
    assert client.get("/blog/2025/03/").context["listing"].active == "مارس 2025"


def test_a_story_is_found_by_its_stage(site: House, client: Client) -> None:
    posts.story_page("en", title="decided", stage="decision")
    posts.story_page("en", title="consulted", stage="consultation")
    assert titles(client, "/en/stories/by/stage/decision/") == ["decided"]
    assert client.get("/en/stories/by/stage/information/").status_code == 404


def test_news_are_found_by_their_kind(site: House, client: Client) -> None:
    posts.news_page("en", title="service", news_kind="service")
    posts.news_page("en", title="trend", news_kind="trend")
    assert titles(client, "/en/news/by/kind/trend/") == ["trend"]


def test_a_resource_is_found_by_kind_and_stage(site: House, client: Client) -> None:
    toolkit.resource_page("en", title="policy", resource_kind="policy", stage="plan")
    toolkit.resource_page("en", title="guide", resource_kind="guide", stage="")
    assert titles(client, "/en/toolkit/by/kind/policy/") == ["policy"]
    assert titles(client, "/en/toolkit/by/stage/plan/") == ["policy"]


def test_an_empty_section_says_so_and_is_still_a_page(site: House, client: Client) -> None:
    answer = client.get("/en/blog/")
    assert answer.status_code == 200
    assert answer.context["listing"].total == 0


def test_counts_beside_filters_are_what_the_filters_find(
    year_of_articles: None, client: Client
) -> None:
    listing = client.get("/en/blog/").context["listing"]
    options = [option for facet in listing.facets for option in facet.options]
    assert {option.count for option in options} == {25, 1}
    for option in [*options, *listing.months]:
        assert client.get(option.url).context["listing"].total == option.count


@pytest.mark.parametrize(
    ("model", "url"),
    [
        (BlogIndexPage, "/en/blog/"),
        (NewsIndexPage, "/en/news/"),
        (StoryIndexPage, "/en/stories/"),
        (ToolkitPage, "/en/toolkit/"),
    ],
)
def test_the_export_knows_every_list_that_a_list_leads_to(
    model: type[BlogIndexPage], url: str, year_of_articles: None, site: House, client: Client
) -> None:
    for stage in ("information", "decision"):
        posts.story_page("en", stage=stage, topics=[made.topic()])
        posts.news_page("en", topics=[made.topic()], entity=made.entity())
        toolkit.resource_page("en", topics=[made.topic()], entity=made.entity(), stage="plan")
    page = site.section(model, "en")
    known = {url + path for path in page.export_paths()}
    met: set[str] = set()
    todo = {url}
    children = set(page.get_children().values_list("url_path", flat=True))
    leaves = {path.replace("/home-en/", "/en/") for path in children}
    while todo:
        address = todo.pop()
        met.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        found = {href for href in reading.hrefs(answer) if href.startswith(url)}
        todo |= found - met - leaves
    assert met <= known, "a list leads to an address that the export does not write"
    for address in known:
        assert client.get(address).status_code == 200, address


def test_people_entities_and_topics_list_what_is_theirs(site: House, client: Client) -> None:
    person, entity, topic = made.person(), made.entity(), made.topic()
    for index in range(PER_PAGE + 1):
        posts.article_page(
            "en", title=f"{index:02}", authors=[person], entity=entity, topics=[topic],
            published_at=datetime(2025, 1, 1, 12, index, tzinfo=DUBAI),
        )  # fmt: skip
    posts.article_page("en", title="of others", authors=[made.person()])
    for url in (person.url, entity.url, topic.url):
        first, second = (titles(client, f"/en{url}{page}") for page in ("", "page/2/"))
        assert first == [f"{index:02}" for index in range(PER_PAGE, 0, -1)]
        assert second == ["00"]
        assert client.get(f"/en{url}page/3/").status_code == 404
        for first in (0, 1):  # the first page has one address, without a number
            assert client.get(f"/en{url}page/{first}/").status_code == 404
