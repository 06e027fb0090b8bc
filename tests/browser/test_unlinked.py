"""Pages behind the links of mails and pages of errors: they fit and have no barrier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import barriers
from tests.browser.addresses import LANGUAGES
from tests.browser.test_every_template import CLOSE_AGAIN, assert_fits
from tests.browser.unlinked import DRAWN, UNLINKED

if TYPE_CHECKING:
    from tests.browser.product import Product
    from tests.browser.unlinked import Unlinked
    from tests.browser.watching import Watched


def test_every_page_of_the_list_is_there(unlinked: Unlinked) -> None:
    drawn = {f"{name}-{language}" for name in DRAWN for language in LANGUAGES}
    assert set(unlinked.drawn) == drawn
    assert {*unlinked.addresses, *DRAWN} == set(UNLINKED)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", UNLINKED)
def test_a_page_that_no_page_leads_to_fits_and_has_no_barrier(
    unlinked: Unlinked, product: Product, onlooker: Watched, name: str, language: str
) -> None:
    unlinked.go(onlooker.page, product.url, name, language)
    # The page of an error of the server is in Arabic and English at once.
    spoken = "ar" if name == "500" else language
    assert onlooker.page.locator("html").get_attribute("lang") == spoken
    assert onlooker.page.locator("h1").count() == 1
    assert_fits(onlooker)
    onlooker.page.evaluate(CLOSE_AGAIN)  # what is open lies over the rest
    found = barriers.barriers(onlooker.page)
    assert not found, "\n".join(map(str, found))
