"""On paper, and as a PDF: the text with its title, without what can only be clicked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.addresses import LANGUAGES, address, prefix
from tests.browser.watching import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.product import Product

NAMES = ("home", "article", "column", "story", "guide", "issue", "blog")
_TITLE = re.compile(rb"/Title\s*(?:\((?P<text>(?:\\.|[^()\\])*)\)|<(?P<digits>[0-9A-Fa-f\s]+)>)")
#: What a reader of paper cannot use.
_CLICKED = (
    ".skip-link, .site-nav, .phone-menu, nav, form, button, .languages, .share, .site-footer nav"
)


def pdf_title(pdf: bytes) -> str:
    """The title that the PDF gives itself; empty when it has none."""
    found = _TITLE.search(pdf)
    if found is None:
        return ""
    if digits := found["digits"]:
        raw = bytes.fromhex(re.sub(rb"\s", b"", digits).decode())
    else:
        raw = re.sub(rb"\\([0-7]{3})", lambda one: bytes([int(one[1], 8)]), found["text"])
        raw = re.sub(rb"\\(.)", rb"\1", raw, flags=re.DOTALL)
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be")
    return raw.decode("latin-1")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_paper_has_the_text_and_nothing_to_click(
    product: Product, chromium: Browser, name: str, language: str
) -> None:
    with watched(chromium, product.url) as visitor:
        visitor.go(address(name, language, product.get))
        page = visitor.page
        page.emulate_media(media="print", color_scheme="dark")
        shown = [
            part.evaluate("(one) => one.outerHTML.slice(0, 100)")
            for part in page.locator(_CLICKED).all()
            if part.is_visible()
        ]
        assert shown == []
        heading = page.locator("h1")
        assert heading.is_visible()
        # Whoever reads by night prints by day.
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        ink = heading.evaluate("(one) => getComputedStyle(one).color")
        assert ground in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
        assert max(map(int, re.findall(r"\d+", ink)[:3])) < 120, ink
        title = visitor.text("h1")
        pdf = page.pdf(format="A4", tagged=True)
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 12
        if name != "home":  # whose title is the site's
            assert title[:40] in pdf_title(pdf)
        visitor.assert_calm()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_of_a_link_to_elsewhere_is_printed_behind_it(
    product: Product, chromium: Browser, language: str
) -> None:
    with watched(chromium, product.url) as visitor:
        visitor.go(f"{prefix(language)}/blog/what-target-16-7-asks/")
        visitor.page.emulate_media(media="print")
        link = visitor.page.locator(".prose a.external").first
        behind = link.evaluate(
            """(link) => {
              const style = getComputedStyle(link, "::after");
              return [style.display, style.content, style.maskImage];
            }"""
        )
        assert behind == ["inline", f'" ({link.get_attribute("href")})"', "none"]
