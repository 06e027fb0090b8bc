"""A gallery: by keyboard, in the direction of the language, and without script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.addresses import LANGUAGES, prefix
from tests.browser.film import SLUG, TITLES
from tests.browser.watching import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.product import Product
    from tests.browser.watching import Watched

COUNT = 4
FORWARD = {"ar": "ArrowLeft", "en": "ArrowRight"}
BACK = {"ar": "ArrowRight", "en": "ArrowLeft"}


def shown(visitor: Watched) -> str:
    """The caption of the picture in the dialog, which is its number."""
    return visitor.text(".lightbox__caption")


@pytest.mark.parametrize("language", LANGUAGES)
def test_by_keyboard_from_the_small_picture_through_all_and_back(
    reader: Watched, language: str
) -> None:
    page = reader.page
    reader.go(f"{prefix(language)}/blog/{SLUG}/")
    links = page.locator(".gallery__link")
    expect(links).to_have_count(COUNT)
    links.nth(1).focus()
    before = page.evaluate("scrollY")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=TITLES[language])
    expect(dialog).to_be_visible()
    assert shown(reader) == "(2)"
    assert {"2", str(COUNT)} <= set(reader.text(".lightbox__place").split())

    seen = []
    for _ in range(COUNT):
        page.keyboard.press(FORWARD[language])
        seen.append(shown(reader))
    assert seen == ["(3)", "(4)", "(1)", "(2)"]
    page.keyboard.press(BACK[language])
    assert shown(reader) == "(1)"
    page.keyboard.press("Alt+End")  # no key of ours
    assert shown(reader) == "(1)"
    page.keyboard.press("End")
    assert shown(reader) == "(4)"
    page.keyboard.press("PageDown")
    assert page.evaluate("scrollY") == before

    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(links.nth(1)).to_be_focused()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_buttons_have_names_point_the_right_way_and_are_large_enough(
    reader: Watched, language: str
) -> None:
    page = reader.page
    reader.go(f"{prefix(language)}/blog/{SLUG}/")
    page.locator(".gallery__link").first.click()
    back, forward, close = page.locator(".lightbox button").all()
    names = [button.inner_text().strip() for button in (back, forward, close)]
    assert all(names)
    assert len(set(names)) == 3
    for button in (back, forward, close):
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
    forward.click()
    assert shown(reader) == "(2)"
    back.click()
    assert shown(reader) == "(1)"
    turned = forward.locator("svg").evaluate("(icon) => getComputedStyle(icon).transform")
    assert turned.startswith("matrix(-1" if language == "ar" else "matrix(1")
    left, right = (box["x"] for box in (forward.bounding_box(), back.bounding_box()) if box)
    assert (left < right) == (language == "ar")
    close.click()
    expect(page.locator(".lightbox")).to_be_hidden()


def test_the_large_picture_is_fetched_when_it_is_asked_for_and_fits_the_window(
    reader: Watched,
) -> None:
    page, asked = reader.page, []
    page.on("request", lambda request: asked.append(request.url))
    reader.go(f"/blog/{SLUG}/")
    page.wait_for_load_state("networkidle")
    large = page.locator(".gallery__link").first.get_attribute("href") or "?"
    stem = large.rsplit("/", 1)[-1].split(".")[0]
    assert not [url for url in asked if f"/{stem}.width" in url]
    page.locator(".gallery__link").first.click()
    picture = page.locator(".lightbox__image")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("(img) => img.currentSrc").endswith(".avif")
    for width, height in ((390, 844), (844, 390), (1280, 900)):
        page.set_viewport_size({"width": width, "height": height})
        box = picture.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height
    page.keyboard.press("Escape")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_script_each_small_picture_leads_to_its_large_one(
    product: Product, chromium: Browser, language: str
) -> None:
    with watched(chromium, product.url, width=390, script=False) as visitor:
        visitor.go(f"{prefix(language)}/blog/{SLUG}/")
        link = visitor.page.locator(".gallery__link").first
        href = link.get_attribute("href") or "?"
        visitor.assert_calm()  # what a browser builds around a file of its own is its matter
        with visitor.page.expect_response(f"**{href}") as answer:
            link.click()
        assert answer.value.headers["content-type"] == "image/webp"
