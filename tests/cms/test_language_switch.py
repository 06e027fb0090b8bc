"""The switch of languages leads to the same page, or else to the nearest one above it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import translation
from lxml.html import fromstring

from blog.models import BlogIndexPage
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import toolkit as guides

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from tests.house import House

DUBAI = ZoneInfo("Asia/Dubai")


def switch(answer: HttpResponse) -> dict[str, str]:
    """Where each language of the header leads."""
    languages = answer.context["chrome"].languages  # type: ignore[attr-defined]  # test client
    return {row["code"]: row["url"] for row in languages}


def test_it_leads_to_the_same_page(site: House, client: Client) -> None:
    arabic = posts.article_page("ar")
    english = posts.article_page("en", of=arabic)
    wanted = {"ar": arabic.get_url(), "en": english.get_url()}
    assert wanted["en"] == f"/en{wanted['ar']}"
    assert switch(client.get(wanted["ar"])) == wanted
    assert switch(client.get(wanted["en"])) == wanted


def test_it_shows_where_the_reader_is(site: House, client: Client) -> None:
    rows = client.get("/en/").context["chrome"].languages
    assert [(row["code"], row["current"]) for row in rows] == [("ar", False), ("en", True)]
    assert [(row["code"], row["name"]) for row in rows] == settings.LANGUAGES


def test_without_a_translation_it_leads_to_the_section(site: House, client: Client) -> None:
    arabic = posts.article_page("ar")
    assert switch(client.get(arabic.get_url()))["en"] == "/en/blog/"
    english = posts.article_page("en")
    assert switch(client.get(english.get_url()))["ar"] == "/blog/"


def test_where_the_section_is_missing_too_it_leads_home(site: House, client: Client) -> None:
    arabic = posts.article_page("ar")
    site.section(BlogIndexPage, "en").unpublish()
    assert switch(client.get(arabic.get_url()))["en"] == "/en/"


def test_who_is_led_elsewhere_is_told_there(site: House, client: Client) -> None:
    arabic = posts.article_page("ar")
    html = fromstring(client.get(arabic.get_url()).content)
    (link,) = html.find_class("languages__link")
    assert link.get("href") == "/en/blog/#untranslated"
    assert "not in this language yet" in link.text_content()
    there = fromstring(client.get("/en/blog/").content)
    (note,) = there.find_class("untranslated")
    assert "is not available in this language yet" in note.text_content()


def test_who_is_led_to_the_same_page_is_told_nothing(site: House, client: Client) -> None:
    (link,) = fromstring(client.get("/").content).find_class("languages__link")
    assert link.get("href") == "/en/"
    (link,) = fromstring(client.get("/nowhere/").content).find_class("languages__link")
    assert link.get("href") == "/en/"


@pytest.mark.parametrize("expired", [False, True])
def test_a_translation_that_is_not_public_counts_as_none(
    expired: bool, site: House, client: Client, now: datetime
) -> None:
    arabic = posts.article_page("ar")
    if expired:
        posts.article_page("en", of=arabic, expire_at=now - timedelta(hours=1))
    else:
        posts.article_page("en", of=arabic, live=False)
    answer = client.get(arabic.get_url())
    assert switch(answer)["en"] == "/en/blog/"
    assert [row["hreflang"] for row in answer.context["chrome"].alternates] == ["ar", "x-default"]


@pytest.mark.parametrize(
    "path",
    ["/", "/people/", "/entities/", "/topics/", "/feeds/", "/blog/", "/newsletter/", "/toolkit/"],
)
def test_the_standing_pages_lead_to_each_other(path: str, site: House, client: Client) -> None:
    wanted = {"ar": path, "en": f"/en{path}"}
    for address in wanted.values():
        answer = client.get(address)
        assert answer.status_code == 200
        assert switch(answer) == wanted


def test_people_entities_and_topics_lead_to_each_other(site: House, client: Client) -> None:
    for thing in (made.person(), made.entity(), made.topic()):
        with translation.override("ar"):
            wanted = {"ar": thing.url, "en": f"/en{thing.url}"}
        for address in wanted.values():
            assert switch(client.get(address)) == wanted


def test_a_filter_is_kept(site: House, client: Client) -> None:
    topic, entity = made.topic(), made.entity()
    day = datetime(2025, 3, 10, 12, tzinfo=DUBAI)
    for language in ("ar", "en"):
        posts.story_page(
            language, topics=[topic], entity=entity, published_at=day, stage="decision"
        )
        guides.resource_page(language, resource_kind="policy")
    for path in (
        f"/stories/topic/{topic.slug}/", f"/stories/entity/{entity.slug}/", "/stories/2025/",
        "/stories/2025/03/", "/stories/by/stage/decision/", "/toolkit/by/kind/policy/",
    ):  # fmt: skip
        wanted = {"ar": path, "en": f"/en{path}"}
        for address in wanted.values():
            assert switch(client.get(address)) == wanted, address


def test_a_filter_that_finds_nothing_there_is_let_go(site: House, client: Client) -> None:
    topic = made.topic()
    posts.news_page("ar", topics=[topic])
    answer = client.get(f"/news/topic/{topic.slug}/")
    assert answer.status_code == 200
    assert switch(answer)["en"] == "/en/news/"
    assert client.get("/en/news/").status_code == 200


def test_a_missing_page_offers_both_languages(site: House, client: Client) -> None:
    for address, language in (("/nowhere/", "ar"), ("/en/nowhere/", "en")):
        answer = client.get(address)
        assert answer.status_code == 404
        assert answer["Content-Language"] == language
        assert switch(answer) == {"ar": "/", "en": "/en/"}


def test_the_browsers_own_language_redirects_nobody(site: House, client: Client) -> None:
    """One address is one page for everyone: caches and links rely on it."""
    answer = client.get("/", headers={"accept-language": "en"})
    assert answer.status_code == 200
    assert answer["Content-Language"] == "ar"
    assert client.get("/en/", headers={"accept-language": "ar"})["Content-Language"] == "en"
