"""Every template, in both languages: it fits three widths and four times its size, bears a
reader's own spacing, colours and stillness, is calm, and knows its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.addresses import LANGUAGES, NAMES, address

if TYPE_CHECKING:
    from tests.browser.product import Product
    from tests.browser.watching import Watched

WIDTHS = (320, 390, 1280)
OPEN_ALL = """
() => document.querySelectorAll("details:not([open])").forEach((one) => {
  one.open = true;
  one.dataset.wasClosed = "";
})
"""
CLOSE_AGAIN = """
() => document.querySelectorAll("details[data-was-closed]").forEach((one) => {
  one.open = false;
  delete one.dataset.wasClosed;
})
"""
#: What 1280 by 1024 pixels show at 400 %: WCAG 2.2, 1.4.10.
ZOOMED = {"width": 320, "height": 256}

#: WCAG 2.2, 1.4.12, for every text.
SPACING = """
* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-block-end: 2em !important }
"""
#: Text that a box cuts off. What only a screen reader is to read is cut off on purpose.
CUT = """
() => [...document.querySelectorAll("body *")].filter((one) => {
  const style = getComputedStyle(one);
  const hides = (value) => value === "hidden" || value === "clip";
  if (!hides(style.overflowX) && !hides(style.overflowY)) return false;
  const box = one.getBoundingClientRect();
  if (box.width <= 1 || box.height <= 1 || !one.innerText?.trim()) return false;
  if (one.closest("svg, video, iframe")) return false;
  const texts = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  return (texts || one.children.length) && (
    hides(style.overflowX) && one.scrollWidth > one.clientWidth + 2
    || hides(style.overflowY) && one.scrollHeight > one.clientHeight + 2);
}).map((one) => `${one.tagName.toLowerCase()}.${one.className}`)
"""
#: Parts that stay where they are while the page moves, and the share of the window they take.
STAYING = """
() => [...document.querySelectorAll("body *")].filter((one) => {
  const style = getComputedStyle(one);
  // What sticks sideways alone, as the title of a wide table, goes away with the page.
  const holds = style.insetBlockStart !== "auto" || style.insetBlockEnd !== "auto";
  return ["fixed", "sticky"].includes(style.position) && holds && style.visibility !== "hidden";
}).map((one) => [`${one.tagName.toLowerCase()}.${one.className}`, one.getBoundingClientRect()])
  .filter(([, box]) => box.width > innerWidth / 2 && box.height > innerHeight * 0.4)
  .map(([name]) => name)
"""
#: Buttons and fields of which forced colours would leave nothing, had they no frame.
FRAMELESS = """
() => [...document.querySelectorAll(
    "button, .aegov-btn, input, select, textarea")].filter((one) => {
  if (!one.checkVisibility({ visibilityProperty: true }) || one.type === "hidden") return false;
  const style = getComputedStyle(one);
  // The browser's own boxes to tick are drawn in the forced colours.
  if (["checkbox", "radio"].includes(one.type) && style.appearance !== "none") return false;
  const framed = (one) => {
    const style = getComputedStyle(one);
    return parseFloat(style.borderBlockEndWidth) > 0 && style.borderBlockEndStyle !== "none";
  };
  const reads = one.innerText?.trim() || style.textDecorationLine.includes("underline");
  return !framed(one) && !framed(one.parentElement) && !reads;
}).map((one) => `${one.tagName.toLowerCase()}.${one.className}`)
"""
MOVING = """
() => [...document.querySelectorAll("*")].filter((one) => {
  const style = getComputedStyle(one);
  const moves = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
  return moves(style.transitionDuration) || moves(style.animationDuration)
    || style.scrollBehavior === "smooth";
}).map((one) => `${one.tagName.toLowerCase()}.${one.className}`).slice(0, 5)
"""


def assert_fits(visitor: Watched) -> None:
    """No sideways scroll, closed and open, at every width and at 400 %."""
    page = visitor.page
    page.evaluate("document.fonts.ready.then(() => true)")
    for width, height in (*((width, 900) for width in WIDTHS), tuple(ZOOMED.values())):
        page.set_viewport_size({"width": width, "height": height})
        # What is closed is not laid out; open, it must fit as well.
        for state in (CLOSE_AGAIN, OPEN_ALL):
            page.evaluate(state)
            scroll = visitor.sideways_scroll()
            assert scroll == 0, f"{visitor.path} at {width} px: {scroll} px, {visitor.too_wide()}"
    assert page.evaluate(STAYING) == [], f"{visitor.path} at 400 %"


def assert_bears_spacing(visitor: Watched) -> None:
    """Spaced as a reader may wish, no text is cut off, and nothing reaches past the edges."""
    page = visitor.page
    # What is cut off before, such as a picture's frame, is no matter of spacing.
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        before = page.evaluate(CUT)
        # Not as an element: the content policy stops those.
        page.evaluate(
            """(text) => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(text);
              document.adoptedStyleSheets = [sheet];
            }""",
            SPACING,
        )
        cut = [name for name in page.evaluate(CUT) if name not in before]
        assert cut == [], f"{visitor.path} at {width} px, spaced"
        assert visitor.sideways_scroll() == 0, f"{visitor.path} at {width} px, spaced"
        page.evaluate("document.adoptedStyleSheets = []")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_template_fits_and_stays_calm(
    product: Product, onlooker: Watched, name: str, language: str
) -> None:
    path = address(name, language, product.get)
    expected = 404 if name == "not-found" else 200
    assert onlooker.go(path) == expected
    page = onlooker.page
    # The context asks for stillness (`watched`).
    assert page.evaluate(MOVING) == [], path
    assert_fits(onlooker)
    assert_bears_spacing(onlooker)
    page.emulate_media(forced_colors="active")
    assert page.evaluate(FRAMELESS) == [], path
    root = page.locator("html")
    assert root.get_attribute("lang") == language
    assert root.get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert page.locator("h1").count() == 1
    onlooker.assert_calm()
