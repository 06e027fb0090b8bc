"""axe-core finds no fault on any template, in both languages, at a phone's and a desk's width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.addresses import LANGUAGES, NAMES, address
from tests.browser.film import SLUG
from tests.browser.watching import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.product import Product

WIDTHS = (390, 1280)


@pytest.fixture(scope="package")
def axe() -> Axe:
    return Axe()


def faults(axe: Axe, page: object) -> list[str]:
    """One line a fault: rule, weight, and the first elements concerned."""
    found = axe.run(page).response["violations"]
    return [
        f"{fault['id']} ({fault['impact']}): {fault['help']}: "
        + "; ".join(f"{node['html'][:160]} {_why(node)}" for node in fault["nodes"][:3])
        for fault in found
    ]


def _why(node: dict[str, list[dict[str, str]]]) -> str:
    return " ".join(check["message"] for check in node["any"] + node["all"])[:200]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*NAMES, "film"])
def test_axe_finds_nothing(
    product: Product, chromium: Browser, axe: Axe, name: str, language: str
) -> None:
    if name == "film":
        path = address("blog", language, product.get) + f"{SLUG}/"
    else:
        path = address(name, language, product.get)
    with watched(chromium, product.url) as visitor:
        found: list[str] = []
        visitor.go(path)
        for width in WIDTHS:
            visitor.page.set_viewport_size({"width": width, "height": 900})
            found += [f"{width} px: {fault}" for fault in faults(axe, visitor.page)]
        assert found == [], path
