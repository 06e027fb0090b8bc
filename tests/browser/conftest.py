"""One seeded site and one Chromium for all journeys.

BARZA_BROWSER_VAR names a folder that is kept between runs, so that seeding is done once; the
editor's journeys leave their pages there.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.film import add_film_page
from tests.browser.product import (
    CHROMIUM_ARGUMENTS,
    INSTALLED_SETTINGS,
    Product,
    chromium_path,
    collect,
    manage,
    served,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent


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
    add_film_page(var)
    with served(var) as running:
        yield running


@pytest.fixture(scope="package")
def installed(product: Product) -> Iterator[Product]:
    """The same content, its static files as an installation sends them: small and for good."""
    collect(product.var)
    with served(
        product.var,
        "--no-worker",
        log="serve-installed.log",
        DJANGO_SETTINGS_MODULE=INSTALLED_SETTINGS,
    ) as running:
        yield running


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=list(CHROMIUM_ARGUMENTS), headless=True
        )
        yield browser
        browser.close()
