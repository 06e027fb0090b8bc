"""A page of the browser that notices what readers would not see but suffer from."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

#: CSS pixels of a window, if nothing else is said.
DESK, HEIGHT = 1280, 900
_REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""
_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: The outermost elements that reach past the page's edges, for the message of a failure.
_WHO = """
() => [...document.body.querySelectorAll("*")].filter((e) => {
  const box = e.getBoundingClientRect();
  return box.width && (box.right > innerWidth + 0.5 || box.left < -0.5);
}).slice(0, 6).map((e) => `${e.tagName.toLowerCase()}.${e.className}`)
"""


@dataclass
class Watched:
    """A page with what went wrong on it so far."""

    page: Page
    base: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def start_anew(self) -> None:
        """As whoever comes for the first time, but for what the browser's cache holds.

        For tests that only look: a window of its own costs each of them most of a second.
        """
        page = self.page
        page.goto("about:blank")  # what the page before has still to say comes before its answer
        page.unroute_all()
        page.context.clear_cookies()
        page.emulate_media(
            media="null", color_scheme="light", reduced_motion="reduce", forced_colors="none"
        )
        page.set_viewport_size({"width": DESK, "height": HEIGHT})
        self.errors.clear()
        self.foreign.clear()

    def go(self, path: str) -> int:
        """Opens a path of the site; gives the status."""
        answer = self.page.goto(f"{self.base}{path}")
        assert answer is not None
        return answer.status

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def sideways_scroll(self) -> int:
        """How many CSS pixels the page can be scrolled sideways."""
        return int(self.page.evaluate(_OVERFLOW))

    def too_wide(self) -> list[str]:
        """Elements beyond the page's edges, also those that a box of their own cuts off."""
        return list(self.page.evaluate(_WHO))

    def text(self, selector: str) -> str:
        return self.page.locator(selector).first.inner_text().strip()

    def assert_calm(self) -> None:
        """No error in the console, no breach of the content policy, no other host asked."""
        assert self.errors == [], f"{self.page.url}: {self.errors}"
        assert self.foreign == [], f"{self.page.url}: {self.foreign}"

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            where = message.location.get("url", "")
            # A page that is meant to be missing makes the browser say so.
            if "404" in message.text and where == self.page.url:
                return
            self.errors.append(f"{message.text} ({where})")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"data", "blob"}:
            return
        if f"{parts.scheme}://{parts.netloc}" != self.base:
            self.foreign.append(request.url)


@contextmanager
def watched(
    browser: Browser, base: str, *, width: int = DESK, height: int = HEIGHT, script: bool = True
) -> Iterator[Watched]:
    """A fresh visitor: no cookies, no cache, a window of `width` CSS pixels."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        java_script_enabled=script,
        reduced_motion="reduce",
    )
    context.set_default_timeout(15_000)
    try:
        page = context.new_page()
        visitor = Watched(page, base)
        page.add_init_script(_REPORT_VIOLATIONS)
        page.on("console", visitor._console)
        page.on("pageerror", lambda error: visitor.errors.append(str(error)))
        page.on("request", visitor._request)
        yield visitor
    finally:
        context.close()
