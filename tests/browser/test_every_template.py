"""Every template, in both languages, at three widths: it fits, is calm, knows its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.addresses import LANGUAGES, NAMES, address
from tests.browser.watching import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.product import Product

WIDTHS = (320, 390, 1280)
OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true })"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_template_fits_and_stays_calm(
    product: Product, chromium: Browser, name: str, language: str
) -> None:
    path = address(name, language, product.get)
    expected = 404 if name == "not-found" else 200
    with watched(chromium, product.url) as visitor:
        assert visitor.go(path) == expected
        visitor.page.evaluate("document.fonts.ready.then(() => true)")
        for width in WIDTHS:
            visitor.page.set_viewport_size({"width": width, "height": 900})
            scroll = visitor.sideways_scroll()
            assert scroll == 0, f"{path} at {width} px: {scroll} px, {visitor.too_wide()}"
            # What is closed is not laid out; open, it must fit as well.
            visitor.page.evaluate(OPEN_ALL)
            scroll = visitor.sideways_scroll()
            assert scroll == 0, f"{path} at {width} px: {scroll} px, {visitor.too_wide()}"
        root = visitor.page.locator("html")
        assert root.get_attribute("lang") == language
        assert root.get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        assert visitor.page.locator("h1").count() == 1
        visitor.assert_calm()
