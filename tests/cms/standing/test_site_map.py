"""The map for people shows what is public, in the reader's language, and nothing else."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.cms.standing.seen import links, page, part
from tests.factories import blog as posts
from tests.factories import cms as made

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House

MARCH = datetime(2025, 3, 10, 12, tzinfo=ZoneInfo("Asia/Dubai"))


def addresses(client: Client, address: str) -> list[str]:
    return [url for _text, url in links(part(page(client, address), "site-map"))]


def test_it_leads_to_sections_months_standing_pages_and_the_directory(
    site: House, client: Client
) -> None:
    posts.article_page("en", published_at=MARCH)
    about = made.standard_page("en")
    below = made.standard_page("en", about)
    with translation.override("en"):
        filed = [thing.url for thing in (made.person(), made.entity(), made.topic())]
    shown = addresses(client, "/en/sitemap/")
    for url in (
        "/en/blog/", "/en/blog/2025/", "/en/blog/2025/03/", "/en/column/", "/en/news/",
        "/en/stories/", "/en/toolkit/", "/en/newsletter/", about.get_url(), below.get_url(),
        *filed, "/en/people/", "/en/feeds/", "/en/search/",
    ):  # fmt: skip
        assert url in shown, url


def test_every_address_of_it_answers(site: House, client: Client) -> None:
    for language in ("ar", "en"):
        posts.article_page(language, published_at=MARCH)
        posts.story_page(language, published_at=MARCH)
    for start in ("", "/en"):
        own = [url for url in addresses(client, f"{start}/sitemap/") if url.startswith("/")]
        assert len(own) > 10
        for url in own:
            assert client.get(url).status_code == 200, url


def test_what_is_not_public_is_not_in_it(site: House, client: Client) -> None:
    drafts = [made.standard_page("en", live=False), made.standard_page("ar")]
    posts.article_page("en", live=False, published_at=MARCH)
    shown = addresses(client, "/en/sitemap/")
    assert "/en/blog/2025/03/" not in shown
    for draft in drafts:
        assert draft.get_url() not in shown


def test_the_number_of_queries_is_the_same_however_much_there_is(
    site: House, client: Client
) -> None:
    def fill(count: int) -> None:
        for number in range(count):
            parent = made.standard_page("en")
            made.standard_page("en", parent)
            posts.article_page("en", published_at=MARCH.replace(month=number + 1))
            made.person(entity=made.entity())
            made.topic()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/en/sitemap/").status_code == 200
        return len(captured)

    fill(1)
    client.get("/en/sitemap/")
    few = queries()
    fill(8)
    assert queries() == few
    assert few <= 16


def test_the_footer_leads_to_it_in_both_languages(site: House, client: Client) -> None:
    for home, where in (("/", "/sitemap/"), ("/en/", "/en/sitemap/")):
        assert where in [url for _t, url in links(part(page(client, home), "site-footer"))]
