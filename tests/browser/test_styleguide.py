"""The pattern page of developers: every component, in both languages, fits and has no barrier.

It exists only with DEBUG, so it is served beside the product, from a house with nothing in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import barriers
from tests.browser.addresses import LANGUAGES, prefix
from tests.browser.product import Product, manage, served
from tests.browser.test_every_template import CLOSE_AGAIN, OPEN_ALL, WIDTHS
from tests.browser.watching import watched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

#: A rule on a page as a whole. Here each component stands several times, with the name that its
#: landmark has where it stands once; the tests of the site's own pages hold this rule.
OF_WHOLE_PAGES = {"landmark-unique"}
PATIENCE = 120_000  # ms; the page is as long as all others together


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    var = tmp_path_factory.mktemp("workshop")
    manage(var, "migrate", "--verbosity", "0")
    with served(var, DEBUG="true") as running:
        yield running


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_component_fits_and_stays_calm(
    workshop: Product, chromium: Browser, language: str
) -> None:
    with watched(chromium, workshop.url) as visitor:
        assert visitor.go(f"{prefix(language)}/styleguide/") == 200
        visitor.page.evaluate("document.fonts.ready.then(() => true)")
        for width in WIDTHS:
            visitor.page.set_viewport_size({"width": width, "height": 900})
            for state in (CLOSE_AGAIN, OPEN_ALL):
                visitor.page.evaluate(state)
                assert visitor.sideways_scroll() == 0, f"{width} px: {visitor.too_wide()}"
        root = visitor.page.locator("html")
        assert root.get_attribute("lang") == language
        assert root.get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        visitor.assert_calm()


def is_arrow(finding: barriers.Finding) -> bool:
    """A doubt of axe: the arrow of a choice is a picture in its ground, beside the text.

    The text has the colours of the other fields, which axe judges.
    """
    return (
        not finding.sure
        and finding.html.startswith("<select")
        and "due to a background image" in finding.said
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_component_has_a_barrier(workshop: Product, chromium: Browser, language: str) -> None:
    with watched(chromium, workshop.url) as visitor:
        visitor.page.set_default_timeout(PATIENCE)
        visitor.go(f"{prefix(language)}/styleguide/")
        found = [
            finding
            for finding in barriers.barriers(visitor.page)
            if finding.rule not in OF_WHOLE_PAGES and not is_arrow(finding)
        ]
    assert not found, "\n".join(map(str, found))


def test_every_colour_has_a_patch_of_itself(workshop: Product, chromium: Browser) -> None:
    """A patch is an attribute of a drawing; were it not understood, it would be black."""
    read = """
    () => [...document.querySelectorAll(".swatch")].map((one) => {
      const name = one.querySelector(".swatch__name").textContent.trim();
      const wanted = document.createElement("i");
      wanted.style.color = `var(${name})`;
      document.body.append(wanted);
      const colours = [getComputedStyle(one.querySelector("rect")).fill,
                       getComputedStyle(wanted).color];
      wanted.remove();
      return [name, ...colours];
    })
    """
    with watched(chromium, workshop.url) as visitor:
        visitor.go("/en/styleguide/")
        patches = visitor.page.evaluate(read)
    assert len(patches) > 50
    assert [name for name, drawn, wanted in patches if drawn != wanted] == []
