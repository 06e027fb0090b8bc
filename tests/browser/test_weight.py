"""What a page weighs on a slow line: each template, in both languages, as it is first seen.

Bytes are those that came over the line, compressed where the product compresses.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.addresses import LANGUAGES, NAMES, address

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.product import Product

#: Stricter than the 500 KB without pictures that the design system asks for.
WITHOUT_PICTURES = 150_000
FIRST_VIEW = 400_000
REQUESTS = 16

SCREENS = {
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2},
    "desk": {"viewport": {"width": 1280, "height": 800}, "device_scale_factor": 1},
}
PICTURES = ("Image", "Media")


@dataclass
class Line:
    """What came over the line for one page."""

    kinds: dict[str, str] = field(default_factory=dict)  # request -> kind, as Chromium says it
    addresses: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def weight(self, *, pictures: bool) -> int:
        return sum(
            size
            for request, size in self.sizes.items()
            if pictures or self.kinds.get(request) not in PICTURES
        )

    def heaviest(self) -> str:
        """The five largest, for the message of a failure."""
        rows = sorted(self.sizes.items(), key=lambda item: -item[1])[:5]
        return "; ".join(f"{size // 1000} KB {self.addresses.get(key, '?')}" for key, size in rows)

    def sent(self, event: dict[str, Any]) -> None:
        address = event["request"]["url"]
        if not address.startswith(("data:", "blob:")):
            self.addresses[event["requestId"]] = address
            self.kinds[event["requestId"]] = event.get("type", "")

    def finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.addresses:
            self.sizes[event["requestId"]] = int(event["encodedDataLength"])


def first_views(browser: Browser, product: Product, path: str) -> dict[str, Line]:
    """Visitors who have never been here open `path` on each screen and do not scroll.

    At once, because most of the time is spent waiting until nothing more comes.
    """
    lines = {screen: Line() for screen in SCREENS}
    pages = []
    with ExitStack() as stack:
        for screen, line in lines.items():
            context = browser.new_context(**SCREENS[screen])
            stack.callback(context.close)
            page = context.new_page()
            session = context.new_cdp_session(page)
            session.send("Network.enable")
            session.on("Network.requestWillBeSent", line.sent)
            session.on("Network.loadingFinished", line.finished)
            page.goto(f"{product.url}{path}", wait_until="commit")
            pages.append(page)
        for page in pages:
            page.wait_for_load_state("networkidle")
    return lines


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_light(installed: Product, chromium: Browser, name: str, language: str) -> None:
    path = address(name, language, installed.get)
    for screen, line in first_views(chromium, installed, path).items():
        about = f"{path}, {screen}: {line.heaviest()}"
        assert line.weight(pictures=False) <= WITHOUT_PICTURES, about
        assert line.weight(pictures=True) <= FIRST_VIEW, about
        assert len(line.addresses) <= REQUESTS, f"{about}: {sorted(line.addresses.values())}"


def test_the_scale_weighs(installed: Product, chromium: Browser) -> None:
    line = first_views(chromium, installed, "/")["phone"]
    assert set(line.kinds.values()) >= {"Document", "Stylesheet", "Font", "Image"}
    sheet = next(key for key, kind in line.kinds.items() if kind == "Stylesheet")
    plain = len(installed.get(line.addresses[sheet].removeprefix(installed.url)).encode())
    # Whoever asks without `Accept-Encoding` gets the whole of it.
    assert 0 < line.sizes[sheet] < plain / 3
    assert 0 < line.weight(pictures=False) < line.weight(pictures=True)
