"""Pages behind the links of mails and pages of errors: they fit and have no barrier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import barriers
from tests.browser.addresses import LANGUAGES
from tests.browser.test_every_template import CLOSE_AGAIN, assert_fits
from tests.browser.unlinked import DRAWN, UNLINKED
from tests.browser.watching import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.product import Product
    from tests.browser.unlinked import Unlinked


def test_every_page_of_the_list_is_there(unlinked: Unlinked) -> None:
    drawn = {f"{name}-{language}" for name in DRAWN for language in LANGUAGES}
    assert set(unlinked.drawn) == drawn
    assert {*unlinked.addresses, *DRAWN} == set(UNLINKED)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", UNLINKED)
def test_a_page_that_no_page_leads_to_fits_and_has_no_barrier(
    unlinked: Unlinked, product: Product, chromium: Browser, name: str, language: str
) -> None:
    with watched(chromium, product.url) as visitor:
        unlinked.go(visitor.page, product.url, name, language)
        # The page of an error of the server is in Arabic and English at once.
        spoken = "ar" if name == "500" else language
        assert visitor.page.locator("html").get_attribute("lang") == spoken
        assert visitor.page.locator("h1").count() == 1
        assert_fits(visitor)
        visitor.page.evaluate(CLOSE_AGAIN)  # what is open lies over the rest
        found = barriers.barriers(visitor.page)
    assert not found, "\n".join(map(str, found))
