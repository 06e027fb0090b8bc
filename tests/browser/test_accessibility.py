"""axe-core finds no barrier, and leaves no doubt, on any template: in both languages, on a phone
and a desk, by day and by night, and with letters that it can judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import barriers
from tests.browser.addresses import LANGUAGES, NAMES, address
from tests.browser.film import SLUG

if TYPE_CHECKING:
    from tests.browser.product import Product
    from tests.browser.watching import Watched


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*NAMES, "film"])
def test_axe_finds_no_barrier_and_has_no_doubt(
    product: Product, onlooker: Watched, name: str, language: str
) -> None:
    if name == "film":
        path = address("blog", language, product.get) + f"{SLUG}/"
    else:
        path = address(name, language, product.get)
    onlooker.go(path)
    found = barriers.barriers(onlooker.page)
    assert not found, "\n".join([path, *map(str, found)])


#: Grey on white at 1.9:1: plain to see, if one looks.
FAINT = """
(text) => {
  const line = document.createElement("p");
  line.id = "faint";
  line.textContent = text;
  line.style.cssText = "color: #bbb; background-color: #fff; margin: 0";
  document.querySelector("main").prepend(line);
}
"""


@pytest.fixture
def arabic_page(product: Product, onlooker: Watched) -> Watched:
    onlooker.go(address("standard", "ar", product.get))
    return onlooker


def rules_on(found: list[barriers.Finding], target: str) -> set[tuple[str, str]]:
    """The pass and the rule of each certain finding on one element."""
    return {
        (finding.when.partition(",")[0], finding.rule)
        for finding in found
        if finding.sure and finding.target == target
    }


def test_faint_arabic_is_seen_by_the_second_pass_and_by_it_alone(arabic_page: Watched) -> None:
    arabic_page.page.evaluate(FAINT, "سطر باهت لا يكاد يُقرأ")
    found = barriers.barriers(arabic_page.page)
    assert rules_on(found, "#faint") == {("Latin letters", "color-contrast")}


def test_faint_latin_is_seen_by_both_passes(arabic_page: Watched) -> None:
    arabic_page.page.evaluate(FAINT, "A faint line that can hardly be read")
    assert rules_on(barriers.barriers(arabic_page.page), "#faint") == {
        ("as is", "color-contrast"),
        ("Latin letters", "color-contrast"),
    }


def test_an_arabic_label_that_says_something_else_is_seen(arabic_page: Watched) -> None:
    arabic_page.page.evaluate(
        """() => document.querySelector("main").insertAdjacentHTML("afterbegin",
        '<button id="other" type="button" aria-label="أغلق">افتح القائمة</button>')"""
    )
    found = barriers.barriers(arabic_page.page)
    rules = {rule for _pass, rule in rules_on(found, "#other")}
    assert "label-content-name-mismatch" in rules


def test_what_is_explained_is_still_met(product: Product, onlooker: Watched) -> None:
    """A line of the table that settles nothing any more has to go."""
    met = set()
    for name in ("home", "story", "guide"):
        onlooker.start_anew()
        onlooker.go(address(name, "en", product.get))
        met |= barriers.settled(onlooker.page)
    assert met == set(range(len(barriers.EXPLAINED)))
