"""A translator finds what is out of date, reads both texts side by side, and clears the list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from cms.demo.accounts import DEMO_PASSWORD
from tests.browser.product import manage
from tests.browser.watching import watched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

    from tests.browser.product import Product
    from tests.browser.watching import Watched

TRANSLATOR = "translator@barza.example"
SUMMARY = "ملخص عدّله المحرر بعد اعتماد الترجمة."
ENGLISH = "A summary that says what the Arabic says now."

#: The newest article, changed and published in Arabic; prints the numbers of both pages.
CHANGE = f"""
from django.utils import timezone
from blog.models import ArticlePage
from cms.models import User
from cms.translating.actions.declare import declare
from cms.translating.models import TranslationState
for state in TranslationState.objects.exclude(stale_since=None).select_related("page"):
    declare(state.page.specific, None, timezone.now())
state = TranslationState.objects.filter(page__live=True, source__live=True).filter(
    page__content_type__model="articlepage").latest("pk")
draft = state.source.specific.get_latest_revision_as_object()
draft.summary = {SUMMARY!r} + str(draft.revisions.count())
draft.save_revision().publish()
print(state.source_id, state.page_id)
"""

DIRECTIONS = """
() => [...document.querySelectorAll(
    "form[data-edit-form] input[type=text], form[data-edit-form] textarea, "
    + "form[data-edit-form] [contenteditable=true]")]
  .filter((field) => field.offsetParent)
  .map((field) => [field.name || field.className, getComputedStyle(field).direction, field.lang])
"""


@pytest.fixture
def changed(product: Product) -> tuple[int, int]:
    """A source and its translation, the only one that is out of date."""
    told = manage(product.var, "shell", "--no-imports", "-c", CHANGE).split()
    return int(told[-2]), int(told[-1])


@pytest.fixture
def translator(product: Product, chromium: Browser) -> Iterator[Watched]:
    with watched(chromium, product.url) as visitor:
        log_in(visitor)
        yield visitor


def log_in(visitor: Watched) -> None:
    page = visitor.page
    visitor.go("/admin/")
    page.locator("[name=login]").fill(TRANSLATOR)
    page.locator("[name=password]").fill(DEMO_PASSWORD)
    page.locator("form:has([name=password]) [type=submit]").click()
    page.wait_for_url("**/admin/")
    assert page.locator("html").get_attribute("dir") == "rtl"


def count(page: Page, standing: str) -> int:
    text = page.locator(f"[data-translating-count={standing}] strong").inner_text()
    return int(text)


def test_a_translator_clears_the_stale_list(translator: Watched, changed: tuple[int, int]) -> None:
    twin = changed[1]
    page = translator.page
    translator.go("/admin/")
    assert page.locator(f"a[href$='/translating/{twin}/']").count() >= 1  # on the first screen

    translator.go("/admin/translating/?standing=stale")
    assert count(page, "stale") == 1
    page.locator("td.title a").first.click()
    page.wait_for_url(f"**/translating/{twin}/")
    new = page.locator(".translating-part--new")
    assert new.count() == 1
    assert SUMMARY in new.inner_text()
    columns = page.locator(".translating-side .translating-text")
    assert [columns.nth(n).get_attribute("dir") for n in range(2)] == ["rtl", "ltr"]

    page.locator(f"a[href='/admin/pages/{twin}/edit/']").first.click()
    page.locator("[name=title]").wait_for()
    assert SUMMARY in panel(page).inner_text()
    beside(page)
    page.locator("[name=summary]").fill(ENGLISH)
    save_draft(page)

    translator.go(f"/admin/pages/{twin}/edit/")
    with page.expect_navigation():
        panel(page).locator("[data-translating-mark]").click()
    translator.go("/admin/translating/?standing=stale")
    assert count(page, "stale") == 0
    assert count(page, "ready") >= 1
    page.locator("[data-translating-nothing]").wait_for()
    translator.assert_calm()


def panel(page: Page) -> Locator:
    """The source's text beside the form; the admin remembers whether it was open."""
    shown = page.locator("[data-translating-panel]")
    toggle = page.locator("[data-side-panel-toggle=translation]")
    page.wait_for_function("document.querySelector('[data-translating-wide]')?.hidden === false")
    if toggle.get_attribute("aria-expanded") != "true":
        toggle.click()
    shown.wait_for()
    return shown


def save_draft(page: Page) -> None:
    button = page.locator("form[data-edit-form] footer button[type=submit]").first
    with page.expect_navigation():
        button.click()
    page.wait_for_load_state()
    assert page.locator("[name=summary]").input_value() == ENGLISH


#: Nothing slides any more, and the panel ends where the form begins.
BESIDE = """() => {
  const form = document.querySelector("[name=summary]").getBoundingClientRect();
  const text = document.querySelector("[data-translating-panel]").getBoundingClientRect();
  const slides = document.getAnimations().some((one) => one instanceof CSSTransition);
  return !slides && text.right <= form.left + 1 && Math.min(form.width, text.width) > 300;
}"""


def beside(page: Page) -> None:
    """The source and the form stand next to each other, and neither covers the other."""
    page.locator("[data-translating-wide]").click()
    page.wait_for_function(BESIDE)  # the panel slides
    form = page.locator("[name=summary]").bounding_box()
    text = page.locator("[data-translating-panel]").bounding_box()
    assert form is not None
    assert text is not None
    assert text["x"] + text["width"] <= form["x"] + 1  # Arabic: the panel is on the left
    assert min(form["width"], text["width"]) > 300


@pytest.mark.parametrize(("which", "direction", "language"), [(0, "rtl", "ar"), (1, "ltr", "en")])
def test_inputs_follow_the_language_of_the_page_and_not_of_the_admin(
    translator: Watched, changed: tuple[int, int], which: int, direction: str, language: str
) -> None:
    page = translator.page
    translator.go(f"/admin/pages/{changed[which]}/edit/")
    page.locator(".public-DraftEditor-content").first.wait_for()
    fields = page.evaluate(DIRECTIONS)
    assert {"title", "summary"} <= {name for name, _direction, _language in fields}
    assert len(fields) >= 5
    neutral = re.compile(r"slug|_at$|^month$")
    for name, found, lang in fields:
        if neutral.search(name):
            assert found == "ltr", name
        else:
            assert (found, lang) == (direction, language), name


def test_the_screens_fit_a_telephone(
    product: Product, chromium: Browser, changed: tuple[int, int]
) -> None:
    with watched(chromium, product.url, width=390) as visitor:
        log_in(visitor)
        for address in ("/admin/translating/", f"/admin/translating/{changed[1]}/"):
            visitor.go(address)
            assert visitor.sideways_scroll() <= 0, visitor.too_wide()
        visitor.assert_calm()
