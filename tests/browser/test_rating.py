"""A reader says whether a page was useful: without script, by keyboard alone, in each language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser import barriers
from tests.browser.addresses import LANGUAGES, address, prefix
from tests.browser.watching import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.product import Product
    from tests.browser.watching import Watched

#: For fingers (WCAG 2.5.5); less is allowed, but these are the only two buttons of the block.
FINGER = 44
IN_THE_BLOCK = "document.activeElement.closest('form.rating') !== null"
STEPS = 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_vote_and_a_word_without_script(
    reader_without_script: Watched, product: Product, language: str
) -> None:
    page, path = reader_without_script.page, address("article", language, product.get)
    reader_without_script.go(path)
    assert not page.locator("[name=homepage]").is_visible()
    for button in page.locator(".rating__answer").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= FINGER
    page.locator(".rating__answer[value=no]").click()
    page.wait_for_url(re.compile(rf":\d+{prefix(language)}/page-rating/[^/]+/$"))
    assert page.locator("html").get_attribute("lang") == language
    page.locator(".remark input[value=not-clear]").check()
    page.locator(".remark textarea").fill("سطر أول\nsecond line")
    page.locator(".remark button[type=submit]").click()
    page.wait_for_url(re.compile(r"/page-rating/[^/]+/done/$"))
    page.locator(".message a").first.click()
    page.wait_for_url(f"**{path}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_block_is_used_by_keyboard_alone(
    product: Product, chromium: Browser, language: str
) -> None:
    with watched(chromium, product.url) as visitor:
        page = visitor.page
        visitor.go(address("standard", language, product.get))
        _tab_until(visitor, IN_THE_BLOCK)
        assert page.evaluate("document.activeElement.value") == "yes"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.value") == "no"
        page.keyboard.press("Enter")
        page.wait_for_url("**/page-rating/**")
        _tab_until(visitor, "document.activeElement.type === 'radio'")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.type("by keyboard")
        assert page.locator(".remark textarea").input_value() == "by keyboard"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/done/")
        visitor.assert_calm()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_thanks_and_their_errors_have_no_barrier_and_fit(
    product: Product, chromium: Browser, language: str
) -> None:
    with watched(chromium, product.url, width=320) as visitor:
        page = visitor.page
        visitor.go(address("topic", language, product.get))
        page.locator(".rating__answer[value=yes]").click()
        page.wait_for_url("**/page-rating/**")
        assert visitor.sideways_scroll() == 0, visitor.too_wide()
        assert not barriers.barriers(page)
        box = page.locator(".remark textarea")
        box.evaluate("(box) => box.removeAttribute('maxlength')")
        box.fill("ب" * 700)
        with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
            page.locator(".remark button[type=submit]").click()
        assert sent.value.status == 422
        assert box.input_value() == "ب" * 700
        assert visitor.sideways_scroll() == 0, visitor.too_wide()
        assert not barriers.barriers(page)


def _tab_until(visitor: Watched, where: str) -> None:
    for _step in range(STEPS):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate(where):
            return
    raise AssertionError(f"{visitor.path}: not reached by {STEPS} tabs")
