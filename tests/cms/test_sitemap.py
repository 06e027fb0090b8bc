"""The map of the site shows both languages as equals."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from lxml import etree

from tests import reading
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import newsletter
from tests.factories import toolkit as guides

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House


@pytest.fixture
def filled(site: House) -> None:
    """Pages in both languages, and one that only one of them has."""
    for make in (posts.article_page, posts.story_page, guides.resource_page, newsletter.issue_page):
        make("en", of=make("ar"))
    posts.news_page("ar", slug="only-arabic")
    posts.news_page("en", slug="only-english")
    made.person()
    made.entity()
    made.topic()


@pytest.fixture
def entries(filled: None, client: Client) -> dict[str, dict[str, str]]:
    answer = client.get("/sitemap.xml")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    rows = list(reading.sitemap_entries(answer))
    assert len({location for location, _alternates in rows}) == len(rows)
    return dict(rows)


def test_every_address_is_absolute_and_answers(
    entries: dict[str, dict[str, str]], client: Client
) -> None:
    for location in entries:
        assert location.startswith(settings.PUBLIC_URL + "/")
        assert client.get(reading.path(location)).status_code == 200, location


def test_both_languages_are_there_alike(entries: dict[str, dict[str, str]]) -> None:
    english = {path for path in map(reading.path, entries) if path.startswith("/en/")}
    arabic = {path for path in map(reading.path, entries) if not path.startswith("/en/")}
    only = {"/news/only-arabic/", "/news/only-english/"}
    assert {path.removeprefix("/en") for path in english} - only == arabic - only
    assert "/news/only-arabic/" in arabic
    assert "/en/news/only-english/" in english


def test_alternates_point_both_ways(entries: dict[str, dict[str, str]]) -> None:
    for location, alternates in entries.items():
        own = "en" if reading.path(location).startswith("/en/") else "ar"
        assert alternates[own] == location, "an address is among its own alternates"
        for code, address in alternates.items():
            if code != "x-default":
                assert entries[address] == alternates


def test_x_default_is_the_page_in_arabic_where_there_is_one(
    entries: dict[str, dict[str, str]],
) -> None:
    for alternates in entries.values():
        assert alternates.get("x-default") == alternates.get("ar")


def test_pages_say_the_same_alternates_as_the_map(
    entries: dict[str, dict[str, str]], client: Client
) -> None:
    for location, alternates in entries.items():
        answer = client.get(reading.path(location))
        told = {
            link["hreflang"]: link["href"]
            for link in reading.head_links(answer, "alternate")
            if "hreflang" in link
        }
        assert told == alternates, location
        canonical = reading.head_links(answer, "canonical")
        assert [link["href"] for link in canonical] == [location]


def test_dates_are_those_of_the_last_publication(
    entries: dict[str, dict[str, str]], client: Client
) -> None:
    root = etree.fromstring(client.get("/sitemap.xml").content)
    namespace = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    dates = root.xpath("//s:lastmod/text()", namespaces=namespace)
    assert dates
    for date in dates:
        assert datetime.fromisoformat(date).tzinfo is not None


def test_robots_are_led_to_the_map(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml" in text
    assert "Disallow: /admin/" in text
