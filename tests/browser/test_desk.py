"""axe-core finds no fault on our own screens of the admin, whatever the role, language and width.

Two passes, because axe passes over the contrast of Arabic text: once as the screen is, once with
each Arabic letter replaced by a Latin one. A screen joins by a line in `SCREENS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from cms.access.roles import Role
from tests.browser.house_people import PASSWORD, add_people, address_of
from tests.browser.watching import Watched, watched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.browser.product import Product

LANGUAGES = ("ar", "en")
WIDTHS = (390, 1280)


@dataclass(frozen=True, slots=True)
class Screen:
    """An address by its name; `of_page` where it is about an article. `ready` is waited for."""

    name: str
    role: Role
    of_page: bool = False
    query: str = ""
    ready: str = "main"

    def path(self, page: int) -> str:
        return reverse(self.name, args=[page] if self.of_page else []) + self.query

    def __str__(self) -> str:
        return f"{self.name}{self.query}-{self.role}"


SCREENS = (
    *(Screen("wagtailadmin_home", role, ready=".desk-month") for role in Role),
    Screen("desk_calendar", Role.EDITOR),
    Screen("desk_calendar", Role.EDITOR, query="?view=list&language=ar"),
    Screen("desk_calendar", Role.CONTRIBUTOR),
    Screen("desk_text_checks", Role.EDITOR, ready=".desk-faults"),
    Screen("barza_column", Role.DIRECTOR_GENERAL),
    Screen("contributions:index", Role.EDITOR),
    Screen("contributions:new", Role.EDITOR),
    Screen("contributions:overview", Role.EDITOR),
    Screen("contributions:mine", Role.CONTRIBUTOR),
    Screen("translating:report", Role.TRANSLATOR),
    Screen("barza_preview_links", Role.EDITOR, of_page=True),
    Screen("work_troubles", Role.ADMINISTRATOR),
    Screen("audit_trail", Role.ADMINISTRATOR),
    Screen("mfa_index", Role.EDITOR),
    Screen("mfa_activate_totp", Role.EDITOR),
)

#: Wagtail's own furniture where Wagtail's own markup fails; never anything that is ours.
EXCLUDED = (
    # React draws the menu's sub-menus as lists with buttons between the items.
    "#wagtail-sidebar",
    # How many rows a filtered list has is a heading that claims to be an alert.
    "#listing-results h2[role='alert']",
)

_LATIN_LETTERS = """
() => {
  const latin = (text) => text.replace(/[\\u0600-\\u06ff\\u0750-\\u077f\\ufb50-\\ufeff]/g, "n");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) walker.currentNode.data = latin(walker.currentNode.data);
  for (const node of document.querySelectorAll("[aria-label]")) {
    node.setAttribute("aria-label", latin(node.getAttribute("aria-label")));
  }
}
"""
#: What axe leaves undecided because a picture (the arrow of a select) or the edge of a scrolled
#: table is in the way, is decided by the colours themselves; 4.5 is WCAG's for text of any size.
_TOO_FAINT = """
(selectors) => {
  const numbers = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = (colour) => {
    const [r, g, b] = numbers(colour).slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const solid = (colour) => numbers(colour).length < 4 || numbers(colour)[3] === 1;
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (solid(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  return selectors.filter((selector) => {
    const node = document.querySelector(selector);
    if (!node) return true;
    const ink = getComputedStyle(node).color;
    const [high, low] = [light(ink), light(ground(node))].sort((a, b) => b - a);
    return !solid(ink) || (high + 0.05) / (low + 0.05) < 4.5;
  });
}
"""
_OPTIONS = {"checks": {"color-contrast": {"options": {"ignorePseudo": True}}}}
_SIDEWAYS = """
() => Math.max(...[document.documentElement, document.querySelector("main")]
  .filter(Boolean).map((node) => node.scrollWidth - node.clientWidth))
"""


@pytest.fixture(scope="package")
def article(product: Product) -> int:
    return add_people(product.var)


class Doors:
    """Logged-in visitors, one window for each person, kept for the whole run."""

    def __init__(self, chromium: Browser, product: Product) -> None:
        self._chromium, self._product = chromium, product
        self._open: dict[str, tuple[Any, Watched]] = {}

    def of(self, role: Role, language: str) -> Watched:
        who = address_of(role.value, language)
        if who not in self._open:
            manager = watched(self._chromium, self._product.url)
            visitor = manager.__enter__()
            self._open[who] = (manager, visitor)
            visitor.go("/admin/")
            visitor.page.locator("[name=login]").fill(who)
            visitor.page.locator("[name=password]").fill(PASSWORD)
            visitor.page.locator("form:has([name=password]) [type=submit]").first.click()
            visitor.page.locator(".desk-head").wait_for()
        return self._open[who][1]

    def close(self) -> None:
        for manager, _visitor in self._open.values():
            manager.__exit__(None, None, None)


@pytest.fixture(scope="module")
def doors(chromium: Browser, product: Product, article: int) -> Iterator[Doors]:
    doors = Doors(chromium, product)
    yield doors
    doors.close()


def faults(page: Any, *, undecided: bool, within: str = "") -> list[str]:
    """One line a fault, of the whole screen or `within` an element."""
    context: Any = within or {"exclude": [[selector] for selector in EXCLUDED]}
    found = Axe().run(page, context=context, options=_OPTIONS).response
    rows = list(found["violations"])
    lines = []
    if undecided:
        nodes = [
            node["target"]
            for row in found["incomplete"]
            if row["id"] == "color-contrast"
            for node in row["nodes"]
        ]
        faint = page.evaluate(_TOO_FAINT, [target[-1] for target in nodes])
        lines += [f"too faint: {selector}" for selector in faint]
        rows += [row for row in found["incomplete"] if row["id"] == "label-content-name-mismatch"]
    return lines + [
        f"{row['id']}: {row['help']}: "
        + "; ".join(f"{node['target']} {node['html'][:140]}" for node in row["nodes"][:4])
        for row in rows
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_our_screens_are_without_fault(
    doors: Doors, article: int, screen: Screen, language: str
) -> None:
    visitor = doors.of(screen.role, language)
    visitor.errors.clear()
    found: list[str] = []
    for width in WIDTHS:
        visitor.page.set_viewport_size({"width": width, "height": 900})
        assert visitor.go(screen.path(article)) == 200
        visitor.page.locator(screen.ready).first.wait_for()
        assert (visitor.page.locator("html").get_attribute("lang") or "").startswith(language)
        sideways = visitor.page.evaluate(_SIDEWAYS)
        if sideways > 0:
            found.append(f"{width} px: {sideways} px sideways: {visitor.too_wide()}")
        found += [f"{width} px: {fault}" for fault in faults(visitor.page, undecided=False)]
        visitor.page.evaluate(_LATIN_LETTERS)
        in_latin = faults(visitor.page, undecided=True)
        # Two names of as many letters are the same name once each letter is the same.
        in_latin = [fault for fault in in_latin if not fault.startswith("landmark-unique")]
        found += [f"{width} px, Latin: {fault}" for fault in in_latin]
    assert found == []
    visitor.assert_calm()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_checks_lead_to_their_place(doors: Doors, article: int, language: str) -> None:
    visitor = doors.of(Role.EDITOR, language)
    page = visitor.page
    page.set_viewport_size({"width": 1280, "height": 700})
    visitor.go(reverse("desk_text_checks") + "?kind=foreign-text")
    page.locator(f".desk-faults__jump[href*='/pages/{article}/']").first.click()
    page.wait_for_url(f"**/pages/{article}/edit/**")
    page.locator("[name=summary]:focus").wait_for()
    page.locator("[data-side-panel-toggle=checks]").click()
    note = page.locator(".desk-note").first
    note.wait_for()
    assert page.locator(".desk-note--serious").count() >= 1
    assert faults(page, undecided=False, within=".desk-checks") == []
    page.locator("[name=title]").focus()
    note.locator(".desk-note__jump").click()
    page.locator("[name=summary]:focus").wait_for()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_is_walked_by_the_keyboard(doors: Doors, language: str) -> None:
    visitor = doors.of(Role.EDITOR, language)
    page = visitor.page
    page.set_viewport_size({"width": 1280, "height": 900})
    visitor.go(reverse("desk_calendar"))
    month = visitor.text(".cal-head__month")
    page.locator(".cal-nav [rel=prev]").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert visitor.text(".cal-head__month") != month
    page.locator("#cal-happening").focus()
    page.locator("#cal-happening").select_option("published")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "happening=published" in page.url
    with page.expect_navigation():
        page.locator(".cal-filters__view").click()
    assert page.locator(".cal-list").is_visible()
    assert page.locator(".cal-sheet").count() == 0
