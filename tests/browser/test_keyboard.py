"""Home, a listing and an article by the keyboard alone: both languages, a phone and a desk."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.addresses import LANGUAGES, address, prefix
from tests.browser.watching import Watched, watched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.product import Product

NAMES = ("home", "blog", "article")
WIDTHS = (390, 1280)
PHONE = 390
#: More stops than any page has: whoever gets here is in a trap.
TOO_MANY = 400

#: The focused element: where it stands, how its focus shows, what is seen at its middle.
_STOP = """
() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  one.scrollIntoView({ block: "nearest", behavior: "instant" });
  const box = one.getClientRects()[0] ?? one.getBoundingClientRect();
  const style = getComputedStyle(one);
  // A choice drawn by its label shows the focus there, a card's link around the whole card.
  const drawn = [one, one.parentElement, one.nextElementSibling].filter(Boolean)
    .map((each) => getComputedStyle(each));
  const shown = [...drawn, getComputedStyle(one, "::after")].some((style) => {
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  const seen = document.elementFromPoint(
    Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1),
    Math.min(Math.max(box.y + box.height / 2, 0), innerHeight - 1));
  window.stops ??= new Map();
  if (!window.stops.has(one)) window.stops.set(one, window.stops.size);
  const list = one.closest("ul, ol, nav");
  window.lists ??= new Map();
  if (list && !window.lists.has(list)) window.lists.set(list, window.lists.size);
  return {
    number: window.stops.get(one),
    list: list ? window.lists.get(list) : -1,
    name: `${one.tagName.toLowerCase()}.${one.className} ${(one.innerText || "").slice(0, 30)}`,
    part: one.closest("header.site-header, main, footer")?.tagName ?? "",
    x: box.x + box.width / 2, y: box.y + scrollY, height: box.height, width: box.width,
    shown, tabindex: one.tabIndex,
    covered: !seen || !(one.contains(seen) || seen.contains(one)),
    opacity: style.opacity,
  };
}
"""
#: What can take the focus, is seen, and stands in the order of the page.
_REACHABLE = """
() => {
  const groups = new Set();
  return [...document.querySelectorAll(
      "a[href], button, input, select, textarea, summary, audio[controls], video[controls], "
      + "[tabindex='0']")]
    .filter((one) => !one.disabled && one.tabIndex >= 0 && one.type !== "hidden"
      && one.checkVisibility({ visibilityProperty: true }))
    .filter((one) => {  // of a group of choices the keyboard stops at one
      if (one.type !== "radio") return true;
      if (groups.has(one.name)) return false;
      groups.add(one.name);
      return true;
    }).length;
}
"""


@pytest.fixture(params=WIDTHS)
def typist(product: Product, chromium: Browser, request: Any) -> Iterator[Watched]:
    with watched(chromium, product.url, width=request.param) as visitor:
        yield visitor
        visitor.assert_calm()


def walk(page: Page) -> list[dict[str, Any]]:
    """Every stop of the Tab key, until it comes back to the first or leaves the page."""
    stops: list[dict[str, Any]] = []
    while len(stops) < TOO_MANY:
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop is None or (stops and stop["number"] == 0):
            return stops
        stops.append(stop)
    raise AssertionError(f"no end after {TOO_MANY} stops: {[stop['name'] for stop in stops[-4:]]}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_stop_is_seen_and_in_order(
    product: Product, typist: Watched, name: str, language: str
) -> None:
    typist.go(address(name, language, product.get))
    stops = walk(typist.page)
    names = [stop["name"] for stop in stops]
    assert len(stops) >= int(typist.page.evaluate(_REACHABLE)) * 0.95, names
    assert len({stop["number"] for stop in stops}) == len(stops), "a stop comes twice"
    for stop in stops:
        assert stop["tabindex"] == 0, stop
        assert stop["shown"], f"the focus does not show: {stop}"
        assert not stop["covered"], f"something lies over it: {stop}"
        assert min(stop["width"], stop["height"]) > 0, stop
    parts = [stop["part"] for stop in stops if stop["part"]]
    order = [part for n, part in enumerate(parts) if n == 0 or parts[n - 1] != part]
    assert order == ["HEADER", "MAIN", "FOOTER"]
    forward = -1 if language == "ar" else 1
    for one, other in pairwise(stops):
        if one["list"] == other["list"] >= 0 and abs(one["y"] - other["y"]) < 4:
            assert (other["x"] - one["x"]) * forward > 0, (one["name"], other["name"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_stop_leads_past_the_header(typist: Watched, language: str) -> None:
    typist.go(f"{prefix(language)}/")
    page = typist.page
    page.keyboard.press("Tab")
    link = page.locator(".skip-link")
    assert link.evaluate("(one) => one === document.activeElement")
    box = link.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#content'")
    page.keyboard.press("Tab")
    assert page.evaluate("() => !!document.activeElement.closest('main')")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_phone_menu_opens_and_closes_by_keys(
    product: Product, chromium: Browser, language: str
) -> None:
    with watched(chromium, product.url, width=PHONE) as visitor:
        visitor.go(f"{prefix(language)}/")
        page = visitor.page
        summary = page.locator(".phone-menu summary").first
        link = page.locator(f".phone-menu a[href='{prefix(language)}/blog/']").first
        summary.focus()
        assert not link.is_visible()
        page.keyboard.press("Enter")
        link.wait_for(state="visible")
        page.keyboard.press("Tab")
        assert page.evaluate("() => !!document.activeElement.closest('.phone-menu')")
        summary.focus()
        page.keyboard.press("Enter")
        link.wait_for(state="hidden")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filter_is_chosen_by_keys(product: Product, typist: Watched, language: str) -> None:
    path = address("blog", language, product.get)
    typist.go(path)
    page = typist.page
    summary = page.locator(".filter__summary:visible").first
    summary.focus()
    if not summary.evaluate("(one) => one.parentElement.open"):
        page.keyboard.press("Enter")
    option = page.locator(f".filter a[href^='{path}topic/']:visible").first
    option.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{path}topic/**")
    assert page.locator(".cards .card__link").count() > 0
