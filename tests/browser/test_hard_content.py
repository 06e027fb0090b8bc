"""Long titles, long words, wide tables and missing things: the pages fit and have no barrier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import barriers
from tests.browser.addresses import LANGUAGES
from tests.browser.hard_content import (
    HARD,
    LAST_PAGE,
    LONG_AR,
    MIXED,
    UNTRANSLATED,
    add_hard_content,
    hard_address,
)
from tests.browser.test_every_template import assert_fits
from tests.browser.watching import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.product import Product
    from tests.browser.watching import Watched

#: One language at a time for axe: a hard page differs from an easy one in its words alone.
JUDGED = {"long-title": "ar", "wide-table": "en", "mixed-title": "ar", "last-page": "ar",
          "entity-without-logo": "en", "person-without-portrait": "ar", "empty-list": "ar",
          "story-without-figures": "en", UNTRANSLATED: "en", "long-word": "ar"}  # fmt: skip


@pytest.fixture(scope="module")
def hard(product: Product) -> Product:
    add_hard_content(product.var)
    return product


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HARD)
def test_hard_content_fits(hard: Product, onlooker: Watched, name: str, language: str) -> None:
    assert onlooker.go(hard_address(name, language, hard.get)) == 200
    assert_fits(onlooker)
    onlooker.assert_calm()


@pytest.mark.parametrize("name", JUDGED)
def test_hard_content_has_no_barrier(hard: Product, onlooker: Watched, name: str) -> None:
    onlooker.go(hard_address(name, JUDGED[name], hard.get))
    found = barriers.barriers(onlooker.page)
    assert not found, "\n".join(map(str, found))


def test_a_title_of_two_hundred_letters_is_read_in_full(hard: Product, chromium: Browser) -> None:
    assert len(LONG_AR) >= 200
    with watched(chromium, hard.url, width=320) as visitor:
        visitor.go(hard_address("long-title", "ar", hard.get))
        assert visitor.text("h1") == LONG_AR
        heading = visitor.page.locator("h1").bounding_box()
        assert heading is not None
        assert heading["width"] <= 320


def test_whoever_comes_from_an_untranslated_page_is_told(hard: Product, onlooker: Watched) -> None:
    onlooker.go(hard_address(UNTRANSLATED, "ar", hard.get))
    onlooker.page.locator(".site-header .languages__link[hreflang=en]").click()
    onlooker.page.wait_for_url("**/en/**")
    assert "not available in this language" in onlooker.text("body")


def test_a_story_without_figures_promises_none(hard: Product, onlooker: Watched) -> None:
    onlooker.go(hard_address("story-without-figures", "en", hard.get))
    assert onlooker.page.locator("a[href='#results']").count() == 0
    assert onlooker.page.locator("#results, .number").count() == 0


def test_vowelled_arabic_has_room_in_english_titles(hard: Product, onlooker: Watched) -> None:
    """WCAG 1.4.12 lets readers set lines at 1.5; letters with signs above them need it at once."""
    for name, title in (("mixed-title", "h1"), (LAST_PAGE, ".card__title")):
        onlooker.go(hard_address(name, "en", hard.get))
        mixed = onlooker.page.locator(title).filter(has_text=MIXED["en"]).first
        height, size = mixed.evaluate(
            """(title) => {
              const style = getComputedStyle(title);
              return [style.lineHeight, style.fontSize].map(parseFloat);
            }"""
        )
        assert height / size >= 1.5, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_with_nothing_beside_it_stands_in_the_middle(
    hard: Product, onlooker: Watched, language: str
) -> None:
    onlooker.go(hard_address("long-title", language, hard.get))
    assert not onlooker.page.locator(".article__side").is_visible()
    boxes = [onlooker.page.locator(part).bounding_box() for part in ("h1", ".article__main")]
    for box in boxes:
        assert box is not None
        assert box["x"] + box["width"] / 2 == pytest.approx(640, abs=1)
