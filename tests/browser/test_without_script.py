"""With scripting off every template has its content, and nothing on it is dead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.addresses import LANGUAGES, NAMES, address, prefix

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.product import Product
    from tests.browser.watching import Watched

#: Buttons that no form, dialog or popover of HTML itself gives a use.
DEAD = """
() => [...document.querySelectorAll("button, [role=button], a:not([href])")].filter((one) =>
  one.checkVisibility({ visibilityProperty: true }) && !one.closest("form") && !one.form
  && !one.hasAttribute("popovertarget") && !one.hasAttribute("commandfor")
  && one.getAttribute("aria-current") === null
).map((one) => one.outerHTML.slice(0, 120))
"""
#: Forms that cannot be sent.
STUCK = """
() => [...document.forms].filter((one) => one.checkVisibility()
  && ![...one.elements].some((part) => part.type === "submit" && part.checkVisibility()))
  .map((one) => one.outerHTML.slice(0, 120))
"""
#: Headings and text of the page that are hidden, and no `<details>` or dialog holds them. The
#: written addresses of articles, issues and press pages are for paper, where links cannot be
#: followed; the note on a missing translation is for those whom the language switch leads there;
#: the field of the entity appears, by style alone, to those who choose "government entity".
LOST = """
() => [...document.querySelectorAll("main h2, main h3, main p, main li, main td")].filter((one) =>
  one.textContent.trim() && !one.checkVisibility({ visibilityProperty: true })
  && !one.closest("details:not([open]), dialog, [hidden], template, noscript, [popover]")
  && !one.matches(".article__address, .issue__address, .press__address, .untranslated__text")
  && !one.matches("#id_entity_helptext"))
  .map((one) => one.outerHTML.slice(0, 120))
"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_whole_without_script(
    product: Product, onlooker_without_script: Watched, name: str, language: str
) -> None:
    onlooker_without_script.go(address(name, language, product.get))
    page = onlooker_without_script.page
    assert page.locator("h1").is_visible()
    assert page.evaluate(DEAD) == []
    assert page.evaluate(STUCK) == []
    assert page.evaluate(LOST) == []
    for details in page.locator("main details").all()[:3]:
        summary = details.locator("> summary")
        if summary.is_visible():
            was = details.evaluate("(one) => one.open")
            summary.click()
            assert details.evaluate("(one) => one.open") is not was
    onlooker_without_script.assert_calm()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_listing_is_narrowed_without_script(
    product: Product, onlooker_without_script: Watched, language: str
) -> None:
    path = address("blog", language, product.get)
    onlooker_without_script.go(path)
    page = onlooker_without_script.page
    before = _total(page)
    page.locator(".filter__summary:visible").first.click()
    page.locator(f".filter a[href^='{prefix(language)}/blog/topic/']:visible").first.click()
    page.wait_for_url(f"**{path}topic/**")
    assert page.locator(".cards .card__link").count() > 0
    assert 0 < _total(page) < before
    onlooker_without_script.assert_calm()


def _total(page: Page) -> int:
    """How many the list says it has in all."""
    return int("".join(filter(str.isdecimal, page.locator(".listing__count").inner_text())))
