"""Pictures as a browser takes them: the right format and size, early, and without a jolt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.addresses import LANGUAGES, address
from tests.browser.screenshots import LOAD_ALL
from tests.browser.watching import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

    from tests.browser.product import Product

PAGES = ("home", "article", "blog", "person", "entity")
#: Viewport width and height, dots in each CSS pixel.
SCREENS = [(390, 844, 2), (390, 844, 3), (1280, 900, 1)]
#: How many times as wide as it is shown a file may be.
LIMIT = 1.5

_CHOSEN = """
() => [...document.images].filter((i) => i.currentSrc.includes("/media/")).map((image) => {
  const sets = [...image.parentElement.querySelectorAll("source"), image].map((e) => e.srcset)
  const chosen = sets.join(", ").split(", ").map((one) => one.split(" "))
    .find(([url]) => image.currentSrc.endsWith(url))
  const box = image.getBoundingClientRect()
  // What is cut off to fill its place is shown as wide as its height makes it.
  const fills = getComputedStyle(image).objectFit == "cover"
  const ratio = image.naturalWidth / image.naturalHeight
  const wide = fills ? Math.max(box.width, box.height * ratio) : box.width
  return [image.currentSrc, parseInt(chosen[1]) / (wide * devicePixelRatio)]
})
"""
_SHIFTS = """
window.shifts = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifts += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
_PLACES = """() => [...document.querySelectorAll("main *")].map((e) => {
  const box = e.getBoundingClientRect()
  return [Math.round(box.x), Math.round(box.y), Math.round(box.width), Math.round(box.height)]
})"""


@pytest.mark.parametrize("screen", SCREENS, ids=str)
@pytest.mark.parametrize("name", PAGES)
def test_the_chosen_file_is_avif_and_no_larger_than_can_be_seen(
    product: Product, chromium: Browser, name: str, screen: tuple[int, int, int]
) -> None:
    width, height, dots = screen
    context = chromium.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=dots
    )
    page = context.new_page()
    page.goto(product.url + address(name, "en", product.get))
    page.evaluate(LOAD_ALL)
    chosen = page.evaluate(_CHOSEN)
    context.close()
    assert chosen
    for url, times in chosen:
        assert url.endswith(".avif"), url
        assert times <= LIMIT, url


def test_a_browser_without_avif_takes_webp(product: Product, chromium: Browser) -> None:
    context = chromium.new_context()
    page = context.new_page()

    def without_avif(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("image/avif", "image/x-none"))

    path = address("article", "ar", product.get)
    page.route(f"**{path}", without_avif)
    page.goto(product.url + path)
    page.evaluate(LOAD_ALL)
    chosen = page.evaluate(_CHOSEN)
    context.close()
    assert chosen
    assert all(url.endswith(".webp") for url, _times in chosen)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["home", "article"])
def test_nothing_moves_when_pictures_come_late(
    product: Product, chromium: Browser, name: str, language: str, width: int
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    held: list[Route] = []
    late = True

    def hold(route: Route) -> None:
        if late:
            held.append(route)
        else:
            route.continue_()

    page.route("**/media/**", hold)
    page.add_init_script(_SHIFTS)
    page.goto(product.url + address(name, language, product.get), wait_until="domcontentloaded")
    page.evaluate("document.fonts.ready.then(() => true)")
    _two_frames(page)
    page.evaluate("window.shifts = 0")
    places = page.evaluate(_PLACES)
    assert held
    late = False
    for route in held:
        route.continue_()
    page.evaluate(LOAD_ALL)
    _two_frames(page)
    assert page.evaluate(_PLACES) == places
    assert page.evaluate("window.shifts") == 0
    context.close()


def _two_frames(page: Page) -> None:
    """Until what was laid out has been painted and observed."""
    page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_at_the_head_of_an_article_is_asked_for_first(
    product: Product, chromium: Browser, language: str
) -> None:
    with watched(chromium, product.url) as visitor:
        priorities: dict[str, str] = {}
        session = visitor.page.context.new_cdp_session(visitor.page)
        session.send("Network.enable")
        session.on(
            "Network.requestWillBeSent",
            lambda event: priorities.update(
                {event["request"]["url"]: event["request"]["initialPriority"]}
            ),
        )
        visitor.go(address("article", language, product.get))
        visitor.page.wait_for_load_state("networkidle")
        lead = visitor.page.locator(".lead-picture__image")
        assert lead.get_attribute("loading") is None
        # Found by the scanner that reads ahead, before anything was laid out.
        assert priorities[lead.evaluate("(img) => img.currentSrc")] == "High"
        others = visitor.page.locator("img[src*='/media/']:not(.lead-picture__image)")
        assert others.count() > 0
        assert all(one.get_attribute("loading") == "lazy" for one in others.all())
