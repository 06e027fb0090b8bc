"""One seeded site and one Chromium for all journeys.

BARZA_BROWSER_VAR names a folder that is kept between runs, so that seeding is done once; the
editor's journeys leave their pages there.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import launched
from tests.browser.film import add_film_page
from tests.browser.product import (
    Product,
    commands_ready,
    manage,
    served,
    served_as_installed,
)
from tests.browser.unlinked import Unlinked, unlinked_pages
from tests.browser.watching import Watched, watched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

HERE = Path(__file__).parent
PHONE = 390


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # One worker: seeding is slow, and the journeys share what it made.
            item.add_marker(pytest.mark.xdist_group("browser"))


# Of the package, not of the session: a worker goes on with tests that use the database, which
# Django forbids beside Playwright's event loop.
@pytest.fixture(scope="package")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    kept = os.environ.get("BARZA_BROWSER_VAR")
    var = Path(kept) if kept else tmp_path_factory.mktemp("product")
    manage(var, "migrate", "--verbosity", "0")
    manage(var, "seed_demo", "--verbosity", "0")
    with commands_ready(var):
        add_film_page(var)
        with served(var) as running:
            yield running


@pytest.fixture(scope="package")
def installed(product: Product) -> Iterator[Product]:
    """The same content, served as an installation would."""
    with served_as_installed(product.var) as running:
        yield running


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="package")
def unlinked(product: Product) -> Unlinked:
    return unlinked_pages(product)


@pytest.fixture(scope="package")
def window(product: Product, chromium: Browser) -> Iterator[Watched]:
    with watched(chromium, product.url) as visitor:
        yield visitor


@pytest.fixture(scope="package")
def window_without_script(product: Product, chromium: Browser) -> Iterator[Watched]:
    with watched(chromium, product.url, script=False) as visitor:
        yield visitor


@pytest.fixture
def onlooker(window: Watched) -> Watched:
    """At a desk, in a window that others have looked through before."""
    window.start_anew()
    return window


@pytest.fixture
def onlooker_without_script(window_without_script: Watched) -> Watched:
    window_without_script.start_anew()
    return window_without_script


@pytest.fixture
def reader(product: Product, chromium: Browser) -> Iterator[Watched]:
    """At a desk; in the end nothing went wrong on any page."""
    with watched(chromium, product.url) as visitor:
        yield visitor
        visitor.assert_calm()


@pytest.fixture
def reader_without_script(product: Product, chromium: Browser) -> Iterator[Watched]:
    """On a phone, where the menu and the filters fold; in the end nothing went wrong."""
    with watched(chromium, product.url, width=PHONE, script=False) as visitor:
        yield visitor
        visitor.assert_calm()
