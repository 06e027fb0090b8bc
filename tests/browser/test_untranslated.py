"""Who is led to another page because theirs is not translated is told so, without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.addresses import LANGUAGES, prefix
from tests.browser.watching import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.product import Product


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("script", [True, False])
def test_only_who_was_led_there_sees_the_note(
    product: Product, chromium: Browser, language: str, script: bool
) -> None:
    with watched(chromium, product.url, script=script) as reader:
        note = reader.page.locator(".untranslated")
        reader.go(f"{prefix(language)}/blog/")
        assert not note.is_visible()
        # The same document: the browser asks for nothing, and there is no answer to look at.
        reader.page.goto(f"{product.url}{prefix(language)}/blog/#untranslated")
        assert note.is_visible()
        reader.assert_calm()
