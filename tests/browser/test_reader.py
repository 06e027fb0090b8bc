"""A reader's way through the site, in each language, with a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import feedparser
import pytest

from tests.browser.addresses import LANGUAGES, address, prefix
from tests.browser.film import SLUG, TRANSCRIPT

if TYPE_CHECKING:
    from tests.browser.product import Product
    from tests.browser.watching import Watched

ARTICLE = "/blog/an-index-that-shows-its-work/"
ARABIC = re.compile("[\u0621-\u064a]")


def in_language(visitor: Watched, language: str) -> bool:
    """Whether the page says, and its heading shows, that it is in `language`."""
    root = visitor.page.locator("html")
    return (
        root.get_attribute("lang") == language
        and root.get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        and bool(ARABIC.search(visitor.text("h1"))) == (language == "ar")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_home_page_to_an_article_in_both_languages(reader: Watched, language: str) -> None:
    start, other = prefix(language), LANGUAGES[1 - LANGUAGES.index(language)]
    page = reader.page
    reader.go(f"{start}/")
    assert in_language(reader, language)
    statements = page.locator("main q").all_inner_texts()
    assert statements
    assert all(bool(ARABIC.search(text)) == (language == "ar") for text in statements)

    # Of the demonstration, not one that an editor's journey has left half done.
    page.locator(f".card__link[href^='{start}/blog/']:not([href*='tajriba'])").first.click()
    page.wait_for_url(re.compile(rf"{start}/blog/[a-z0-9-]+/$"))
    assert in_language(reader, language)
    title, path = reader.text("h1"), reader.path

    page.locator(f".site-header .languages__link[hreflang={other}]").click()
    page.wait_for_url(re.compile(rf":\d+{prefix(other)}/blog/[a-z0-9-]+/$"))
    assert in_language(reader, other)
    assert reader.path == prefix(other) + path.removeprefix(start)
    assert reader.text("h1") != title

    page.locator(f".site-header .languages__link[hreflang={language}]").click()
    page.wait_for_url(f"**{path}")
    assert reader.text("h1") == title


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_an_article_to_its_topic_and_the_next_page_of_it(
    reader: Watched, language: str
) -> None:
    start, page = prefix(language), reader.page
    reader.go(address("article", language, lambda path: ""))
    page.locator(f"main a[href^='{start}/topics/']").first.click()
    page.wait_for_url(re.compile(rf"{start}/topics/[a-z-]+/$"))
    assert in_language(reader, language)

    reader.go(f"{start}/topics/e-participation/")
    first = page.locator(".cards .card__link").all_inner_texts()
    page.locator(".pagination__step[rel=next]").click()
    page.wait_for_url("**/topics/e-participation/page/2/")
    second = page.locator(".cards .card__link").all_inner_texts()
    assert second
    assert not set(first) & set(second)
    page.locator(".pagination__step[rel=prev]").click()
    page.wait_for_url("**/topics/e-participation/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_archive_of_a_month_has_that_month_alone(reader: Watched, language: str) -> None:
    start, page = prefix(language), reader.page
    reader.go(f"{start}/blog/")
    link = page.locator("a:has(time[datetime])[href^='" + f"{start}/blog/2']").first
    link.evaluate("(a) => { a.closest('details').open = true }")
    month = link.locator("time").get_attribute("datetime")
    assert month is not None
    link.click()
    page.wait_for_url(f"**{start}/blog/{month.replace('-', '/')}/")
    days = [time.get_attribute("datetime") or "" for time in page.locator(".card time").all()]
    assert days
    assert all(day.startswith(month) for day in days)


@pytest.mark.parametrize("language", LANGUAGES)
def test_feed_readers_find_the_feeds_by_themselves(
    reader: Watched, product: Product, language: str
) -> None:
    reader.go(f"{prefix(language)}/blog/")
    links = reader.page.locator("link[rel=alternate][type$='+xml']")
    addresses = [link.get_attribute("href") or "" for link in links.all()]
    assert {f"{prefix(language)}/feeds/blog/rss.xml"} <= set(addresses)
    for path in addresses:
        feed = feedparser.parse(product.get(path))
        assert not feed.bozo, path
        assert feed.entries
        assert all(entry.link.startswith(product.url) for entry in feed.entries)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_phone_menu_opens_and_leads_on_without_script(
    reader_without_script: Watched, language: str
) -> None:
    reader, page = reader_without_script, reader_without_script.page
    reader.go(f"{prefix(language)}/")
    link = page.locator(f".phone-menu__panel a[href='{prefix(language)}/blog/']")
    assert not link.is_visible()
    page.locator(".phone-menu__summary").click()
    link.click()
    page.wait_for_url(f"**{prefix(language)}/blog/")
    assert in_language(reader, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_accordion_and_gallery_need_no_script(
    reader_without_script: Watched, language: str
) -> None:
    reader, page = reader_without_script, reader_without_script.page
    reader.go(address("article-gallery", language, lambda path: ""))
    answer = page.locator(".accordion .disclosure__text").first
    assert not answer.is_visible()
    page.locator(".accordion summary").first.click()
    assert answer.is_visible()
    assert len(answer.inner_text()) > 20
    pictures = page.locator(".gallery img")
    assert pictures.count() >= 2
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        assert picture.get_attribute("alt")
        assert picture.bounding_box()
        source = picture.get_attribute("src") or ""
        assert page.request.get(reader.base + source).ok


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_film_waits_to_be_asked_for_and_has_its_text_without_script(
    reader_without_script: Watched, product: Product, language: str
) -> None:
    reader, page = reader_without_script, reader_without_script.page
    reader.go(f"{prefix(language)}/blog/{SLUG}/")
    link = page.locator(".video__link")
    assert link.get_attribute("href") == "https://video.example/film"
    assert link.is_visible()
    player = page.locator("video")
    assert player.get_attribute("preload") == "none"
    assert player.get_attribute("controls") is not None
    text = page.locator(".video .disclosure__text").first
    page.locator(".video summary").first.click()
    assert TRANSCRIPT[language] in text.inner_text()
    file = page.locator("main a[href*='/documents/']:not(video a)").first
    assert product.get(file.get_attribute("href") or "") == "a,b\n1,2\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_switch_needs_no_script(reader_without_script: Watched, language: str) -> None:
    reader, page = reader_without_script, reader_without_script.page
    other = LANGUAGES[1 - LANGUAGES.index(language)]
    reader.go(prefix(language) + ARTICLE)
    page.locator(f".languages__link[hreflang={other}]:visible").first.click()
    page.wait_for_url(f"**{prefix(other)}{ARTICLE}")
    assert in_language(reader, other)
