"""A reader searches, in each language, on a phone and without any script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.addresses import LANGUAGES, prefix
from tests.browser.watching import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.product import Product
    from tests.browser.watching import Watched

NARROW = 320

#: As a reader types it, what the pages say, and a word of no page.
WORDS = {
    "ar": ("والمشاركه", re.compile("مشارك"), "قققققق"),
    "en": ("participations", re.compile("participation", re.I), "qqqqqq"),
}


def ask(reader: Watched, query: str) -> None:
    box = reader.page.locator("main form[role=search] input[type=search]")
    box.fill(query)
    box.press("Enter")
    reader.page.wait_for_url("**/search/?q=*")


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_box_to_the_page_that_was_looked_for(
    reader_without_script: Watched, language: str
) -> None:
    query, said, _nothing = WORDS[language]
    reader, page = reader_without_script, reader_without_script.page
    reader.go(f"{prefix(language)}/search/")
    ask(reader, query)
    assert page.locator("main input[type=search]").input_value() == query
    assert page.locator("mark").count()
    assert all(said.search(word) for word in page.locator("mark").all_inner_texts())
    link = page.locator(".result__link").first
    title = link.inner_text()
    link.click()
    page.wait_for_url(lambda url: "/search/" not in url)
    assert reader.text("h1") == title
    assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_are_narrowed_and_turned_to_newest_first(
    reader_without_script: Watched, language: str
) -> None:
    reader, page = reader_without_script, reader_without_script.page
    reader.go(f"{prefix(language)}/search/?q={WORDS[language][0]}")
    before = page.locator(".result").count()
    page.locator(".filter__summary").first.click()
    option = page.locator(".filter[open] .filter__option:not([aria-current])").last
    count = int(option.locator(".count").inner_text())
    option.click()
    page.wait_for_url("**kind=*")
    assert page.locator(".result").count() == min(count, 20) <= before
    page.locator(".search-page__all").click()
    page.locator(".search-page__orders a:not([aria-current])").click()
    page.wait_for_url("**order=newest*")
    days = [day.get_attribute("datetime") or "" for day in page.locator(".result time").all()]
    assert days
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_finds_nothing_is_led_on(reader_without_script: Watched, language: str) -> None:
    reader, page = reader_without_script, reader_without_script.page
    reader.go(f"{prefix(language)}/search/")
    ask(reader, WORDS[language][2])
    assert not page.locator(".result").count()
    page.locator(f"main a.chip[href^='{prefix(language)}/topics/']").first.click()
    page.wait_for_url(re.compile(rf"{prefix(language)}/topics/[a-z-]+/$"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "query", ["W" * 200, "ك" * 200, "2030 " * 40, "\u202eabc \u2066", "ـ" * 90]
)
def test_hard_queries_keep_within_the_narrowest_screen(
    product: Product, chromium: Browser, language: str, query: str
) -> None:
    with watched(chromium, product.url, width=NARROW) as visitor:
        assert visitor.go(f"{prefix(language)}/search/?q={query}") == 200
        assert visitor.sideways_scroll() == 0
        visitor.assert_calm()
