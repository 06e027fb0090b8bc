"""A film: nothing of it is fetched before somebody asks, and everybody can ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from tests.browser.addresses import LANGUAGES, prefix
from tests.browser.film import SLUG
from tests.browser.watching import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.product import Product

FILM = "/documents/"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_film_is_fetched_only_when_it_has_been_opened(
    product: Product, chromium: Browser, language: str, script: bool
) -> None:
    asked: list[str] = []
    with watched(chromium, product.url, script=script) as visitor:
        page = visitor.page
        page.on("request", lambda request: asked.append(request.url))
        visitor.go(f"{prefix(language)}/blog/{SLUG}/")
        summary = page.locator(".video__summary")
        summary.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        player = page.locator("video")
        expect(player).to_be_hidden()
        assert [url for url in asked if FILM in url] == []
        summary.focus()
        if script:
            with page.expect_request(lambda request: FILM in request.url):
                page.keyboard.press("Enter")
        else:
            page.keyboard.press("Enter")
            assert [url for url in asked if FILM in url] == []  # the player's own button is next
        expect(player).to_be_visible()
        box = player.bounding_box()
        assert box is not None
        assert box["width"] / box["height"] == pytest.approx(16 / 9, abs=0.02)
        page.keyboard.press("Enter")
        expect(player).to_be_hidden()
        visitor.assert_calm()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_still_picture_waits_until_it_is_near(
    product: Product, chromium: Browser, language: str
) -> None:
    with watched(chromium, product.url) as visitor:
        visitor.go(f"{prefix(language)}/blog/{SLUG}/")
        posters = visitor.page.locator(".video__poster")
        expect(posters).to_have_count(2)
        for poster in posters.all():
            assert poster.get_attribute("loading") == "lazy"
            assert poster.get_attribute("alt") == ""  # the words stand beside it
        visitor.assert_calm()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_words_of_an_open_film_are_read_under_the_pointer_too(
    product: Product, chromium: Browser, scheme: Literal["light", "dark"]
) -> None:
    """They have left the dark plate on the still picture for the ground of the page."""
    colours = """
    (label) => {
      const link = document.createElement("a");
      link.style.color = "var(--link-hover)";
      document.body.append(link);
      return [getComputedStyle(label).color, getComputedStyle(link).color];
    }
    """
    with watched(chromium, product.url) as visitor:
        visitor.page.emulate_media(color_scheme=scheme)
        visitor.go(f"/en/blog/{SLUG}/")
        visitor.page.locator(".video__summary").click()
        label = visitor.page.locator(".video__reveal[open] .video__label")
        label.hover()
        shown, wanted = label.evaluate(colours)
    assert shown == wanted
