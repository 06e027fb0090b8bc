"""A passage in the page's other language is set as that language is, in its own faces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.addresses import LANGUAGES, address
from tests.browser.watching import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.product import Product

#: First face of headings and of text, and the height of the text's lines.
SET = {"ar": ("alexandria", "noto kufi arabic", 1.95), "en": ("inter", "roboto", 1.65)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_in_the_other_language_are_set_as_its_own(
    product: Product, chromium: Browser, language: str
) -> None:
    with watched(chromium, product.url) as visitor:
        visitor.go(address("not-found", language, product.get))
        other = visitor.page.locator(".message__other")
        look = """
        (part) => {
          const style = getComputedStyle(part);
          const face = style.fontFamily.split(",")[0].replaceAll('"', "").toLowerCase();
          return [face, parseFloat(style.lineHeight) / parseFloat(style.fontSize)];
        }
        """
        heading, _leading = other.locator("h2").evaluate(look)
        text, leading = other.locator("p").evaluate(look)
        [code] = {*LANGUAGES} - {language}
        assert (heading, text, round(leading, 2)) == SET[code]
