"""The Chromium of this machine: where it is, how it is started, and one until a block ends."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.browser.product import ProductFault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


def chromium_path() -> str:
    for name in _PROGRAMS:
        if found := shutil.which(name):
            return found
    raise ProductFault(
        f"no Chromium on PATH (tried: {', '.join(_PROGRAMS)}): install it, on Debian with "
        "`apt-get install chromium`, or leave these tests out with `-m 'not browser'`"
    )


@contextmanager
def launched() -> Iterator[Browser]:
    """Raises ProductFault where there is none; closed when the block ends, also by an error."""
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=list(ARGUMENTS), headless=True
        )
        try:
            yield browser
        finally:
            browser.close()
