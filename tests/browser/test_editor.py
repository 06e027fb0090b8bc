"""An editor writes an article in Arabic, publishes it, and publishes its English translation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import feedparser
import pytest

from tests.browser.desk import Desk, number_in
from tests.browser.watching import Watched, watched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.browser.product import Product

#: By the language of the admin; the article itself is Arabic first in both.
TITLES = {"ar": "تجربة التحرير بالعربية 2026", "en": "تجربة التحرير بالإنجليزية 2026"}
SUMMARY = "ملخص كتبته المحررة في خطوة واحدة."
HEADING = "عنوان فقرة"
PARAGRAPH = "هذه فقرة كُتبت في المحرر."
AUTHOR = {"ar": "خبير المشاركة الرقمية", "en": "Digital participation expert"}
TOPIC = {"ar": "المشاركة الرقمية", "en": "Digital participation"}
ENGLISH_TITLE = {"ar": "A trial of editing in Arabic", "en": "A trial of editing in English"}


@pytest.fixture(params=["ar", "en"])
def desk(request: pytest.FixtureRequest, product: Product, chromium: Browser) -> Iterator[Desk]:
    """An editor logged in, whose admin speaks the language of the parameter."""
    with watched(chromium, product.url) as visitor:
        desk = Desk(visitor)
        desk.log_in()
        desk.speak(request.param)
        visitor.errors.clear()  # the account page lists time zones the browser may not know
        yield desk


def test_an_article_and_its_translation_reach_the_readers(
    desk: Desk, request: pytest.FixtureRequest, product: Product
) -> None:
    language = request.node.callspec.params["desk"]
    title = TITLES[language]
    page = desk.page
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")

    desk.start_article(desk.section_id("/blog/"))
    write_in_arabic(desk, title, language)
    desk.publish()
    assert title in desk.messages()
    article = number_in_messages(desk)

    path = listed_address(desk.visitor, "/blog/", title)
    assert re.fullmatch(r"/blog/[a-z0-9]+(-[a-z0-9]+)*/", path), path
    assert "tajriba" in path
    reads_well(desk.visitor, path, title)
    assert title in feed_titles(product, "/feeds/blog/rss.xml")

    translate(desk, article, ENGLISH_TITLE[language])
    english = listed_address(desk.visitor, "/en/blog/", ENGLISH_TITLE[language])
    assert english == f"/en{path}"
    desk.visitor.go(path)
    page.locator(".site-header .languages__link[hreflang=en]").click()
    page.wait_for_url(f"**{english}")
    assert desk.visitor.text("h1") == ENGLISH_TITLE[language]
    assert ENGLISH_TITLE[language] in feed_titles(product, "/en/feeds/blog/rss.xml")
    desk.visitor.assert_calm()


def write_in_arabic(desk: Desk, title: str, language: str) -> None:
    desk.fill("title", title)
    desk.fill("summary", SUMMARY)
    desk.choose("page_authors", AUTHOR[language])
    heading = desk.add_block("heading")
    heading.locator("[name$=value-text]").fill(HEADING)
    paragraph = desk.add_block("paragraph")
    paragraph.locator("[contenteditable=true]").click()
    desk.page.keyboard.type(PARAGRAPH)
    desk.choose("page_topics", TOPIC[language])


def reads_well(visitor: Watched, path: str, title: str) -> None:
    """The published page has all that was written."""
    visitor.go(path)
    assert visitor.text("h1") == title
    text = visitor.text("main")
    for part in (SUMMARY, HEADING, PARAGRAPH, AUTHOR["ar"], TOPIC["ar"]):
        assert part in text


def number_in_messages(desk: Desk) -> int:
    """The number of the page that was just published, from the link in the message."""
    link = desk.page.locator(".messages a[href$='/edit/']").first
    return number_in(link.get_attribute("href") or "")


def translate(desk: Desk, article: int, title: str) -> None:
    """Makes the English copy, gives it its title, publishes it."""
    page = desk.page
    desk.visitor.go(f"/admin/localize/submit/page/{article}/")
    page.locator("[name=locales]").check()
    with page.expect_navigation():
        page.locator("form:has([name=locales]) [type=submit]").click()
    # The ordinary editor, with the Arabic text to be replaced.
    page.locator("[name=title]").wait_for()
    assert number_in(urlsplit(page.url).path) != article
    desk.fill("title", title)
    desk.fill("summary", "A summary in English.")
    desk.publish()
    assert title in desk.messages()


def listed_address(visitor: Watched, section: str, title: str) -> str:
    visitor.go(section)
    link = visitor.page.locator(".card__link", has_text=title).first
    return link.get_attribute("href") or ""


def feed_titles(product: Product, path: str) -> list[str]:
    return [entry.title for entry in feedparser.parse(product.get(path)).entries]
