"""What an editor does in the admin, by what the fields are called and never by their ids.

Ids of panels are made from translated headings; names, icons and classes are the same in every
language of the interface.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cms.demo.accounts import DEMO_EMAIL, DEMO_PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.watching import Watched

#: The icon of each block in the list of blocks.
BLOCK_ICONS = {"heading": "title", "paragraph": "pilcrow"}


@dataclass
class Desk:
    """An editor's window."""

    visitor: Watched

    @property
    def page(self) -> Page:
        return self.visitor.page

    def log_in(self) -> None:
        self.visitor.go("/admin/")
        self.page.locator("[name=login]").fill(DEMO_EMAIL)
        self.page.locator("[name=password]").fill(DEMO_PASSWORD)
        self.page.locator("form:has([name=password]) [type=submit]").click()
        self.page.wait_for_url("**/admin/")

    def speak(self, language: str) -> None:
        """Sets the language of the admin in the editor's own account, and leaves that page."""
        self.visitor.go("/admin/account/")
        self.page.locator("[name$=preferred_language]").select_option(language)
        with self.page.expect_navigation():
            self.page.locator("form:has([name$=preferred_language]) [type=submit]").first.click()
        self.page.wait_for_function(f"document.documentElement?.lang.startsWith('{language}')")
        self.visitor.go("/admin/")

    def section_id(self, path: str) -> int:
        """The number of the section that readers find at `path`, reached through the explorer."""
        self.visitor.go(path)
        home, title = self.visitor.text(".site-header .brand__name"), self.visitor.text("h1")
        self.visitor.go("/admin/pages/")
        self._row(home).locator("a[href^='/admin/pages/']:not([href$='edit/'])").first.click()
        self._row(title).wait_for()
        address = self._row(title).locator("td.title a").first.get_attribute("href")
        return number_in(address or "")

    def _row(self, title: str) -> Locator:
        return self.page.locator("main tr").filter(
            has=self.page.locator("td.title a", has_text=re.compile(rf"^\s*{re.escape(title)}\s*$"))
        )

    def start_article(self, section: int) -> None:
        self.visitor.go(f"/admin/pages/{section}/add_subpage/")
        self.page.locator("[name=title]").wait_for()

    def fill(self, name: str, value: str) -> None:
        self.page.locator(f"[name='{name}']").fill(value)

    def add_block(self, name: str) -> Locator:
        """Adds a block at the end of the body; gives the block."""
        stream = self.page.locator("[name=body-count] + *")
        before = stream.locator("> [data-streamfield-child]").count()
        stream.locator("> div > .c-sf-add-button").last.click()
        icon = BLOCK_ICONS[name]
        self.page.locator(f".w-combobox__option:has(use[href='#icon-{icon}'])").click()
        block = stream.locator("> [data-streamfield-child]").nth(before)
        block.wait_for()
        return block

    def choose(self, formset: str, text: str) -> None:
        """Picks from the dialogue of a list of chosen things the row that shows `text`."""
        # Made from the name of the formset, so it is the same in all languages.
        self.page.locator(f"#id_{formset}-OPEN_MODAL").click()
        row = self.page.locator(".modal-content tr", has_text=text).first
        row.locator("[type=checkbox]").check()
        self.page.locator(".modal-content [data-multiple-choice-submit]").click()
        self.page.locator(".modal-content").wait_for(state="detached")
        self.page.locator(f"#inline_child_{formset}-0").wait_for()

    def publish(self) -> None:
        """Publishes and waits for the answer."""
        self.page.locator("footer .w-dropdown__toggle").first.click()
        with self.page.expect_navigation(timeout=60_000):
            self.page.locator("[name=action-publish]").click()

    def messages(self) -> str:
        return self.page.locator(".messages").first.inner_text()


def number_in(address: str) -> int:
    found = re.search(r"/pages/(\d+)/", address)
    assert found, address
    return int(found[1])
