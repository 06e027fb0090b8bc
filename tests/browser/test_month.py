"""The manager's month: gathered, arranged by buttons, by hand and by keys, in both languages."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.product import manage
from tests.browser.test_desk import faults
from tests.browser.watching import watched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator

    from tests.browser.product import Product
    from tests.browser.watching import Watched

PASSWORD = "the-letter-of-the-month"
LANGUAGES = ("ar", "en")
MANAGER = "letters-{}@house.example"
WIDTHS = (390, 1280)

#: A month of its own, long before everything else: five news, and one that came a month later.
KEY = "2001-03"
_MAKE = """
import json
from datetime import datetime, timedelta
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.users.models import UserProfile
from blog.models import NewsPage
from cms.access.roles import Role
from cms.models import Entity, User
from newsletter.models import IssuePage
from tests.factories import blog as posts
CLEAR
group = Group.objects.get(name=Role.NEWSLETTER_MANAGER.group_name)
for language in ("ar", "en"):
    email = f"letters-{language}@house.example"
    one = User.objects.filter(email=email).first()
    if one is None:
        one = User.objects.create_user(email, "the-letter-of-the-month")
    one.groups.set([group])
    profile = UserProfile.get_for_user(one)
    profile.preferred_language = language
    profile.save()
zone = timezone.get_default_timezone()
names = [("خبر {}", "News {}", "service"), ("إنجاز {}", "Achievement {}", "achievement")]
entities = list(Entity.objects.order_by("pk")[:6])
for place in range(6):
    arabic, english, sort = names[place % 2]
    moment = datetime(2001, 3 + (place == 5), 10 + place, 9, tzinfo=zone)
    fields = {"published_at": moment, "news_kind": sort, "entity": entities[place]}
    slug = f"of-long-ago-{place}"
    page = posts.news_page("ar", title=arabic.format(place), slug=slug, **fields)
    posts.news_page("en", title=english.format(place), of=page, **fields)
"""
_CLEAR = """
own = (IssuePage.objects.filter(month="2001-03-01"),
       NewsPage.objects.filter(slug__startswith="of-long-ago-"))
for pages in own:
    while page := pages.first():  # translations go along
        page.delete()

"""
_IMPORTS = "from blog.models import NewsPage\nfrom newsletter.models import IssuePage\n"
_STORED = """
import json
from datetime import date
from newsletter.month_issue import month_issue
issue = month_issue(date(2001, 3, 1))
from wagtail.models import Page
titles = dict(Page.objects.values_list("pk", "title"))
print("LETTER", json.dumps({
    code: {
        str(s.kind): [[titles[p.page_id], p.blurb] for p in s.pages]
        for s in page.chosen_sections()
    }
    for code, page in issue.pages.items()
}))
print("PAGES", IssuePage.objects.filter(month=date(2001, 3, 1)).count())
"""
#: As fast as a browser can.
GATHER_AT_ONCE = """
async ([url, token, month]) => {
  const click = () => fetch(url, {
    method: "POST",
    headers: { "X-CSRFToken": token, "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ month }),
  }).then((answer) => answer.url);
  return Promise.all([click(), click(), click(), click()]);
}
"""
_LATIN_LETTERS = """
() => {
  const latin = (text) => text.replace(/[\\u0600-\\u06ff\\u0750-\\u077f\\ufb50-\\ufeff]/g, "n");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) walker.currentNode.data = latin(walker.currentNode.data);
  for (const name of ["aria-label", "title"]) {
    for (const node of document.querySelectorAll(`[${name}]`)) {
      node.setAttribute(name, latin(node.getAttribute(name)));
    }
  }
}
"""
_SIDEWAYS = """
() => Math.max(...[document.documentElement, document.querySelector("main")]
  .map((node) => node.scrollWidth - node.clientWidth))
"""
NEWS = {"ar": "خبر {}", "en": "News {}"}
DONE = {"ar": "إنجاز {}", "en": "Achievement {}"}


@pytest.fixture
def march(product: Product) -> Iterator[None]:
    """What was published in a month of its own; gone again afterwards."""
    manage(product.var, "shell", "--no-imports", stdin=_MAKE.replace("CLEAR", _CLEAR))
    yield
    manage(product.var, "shell", "--no-imports", stdin=_IMPORTS + _CLEAR)


@dataclass
class Letter:
    """The desk as one manager sees it."""

    visitor: Watched
    product: Product
    language: str

    def item(self, name: str) -> Locator:
        title = (NEWS if name[0] == "n" else DONE)[self.language].format(name[1:])
        return self.visitor.page.locator(f"[data-compose-item][data-title='{title}']")

    def items(self, kind: int) -> list[str]:
        """Titles in a section, by its place."""
        rows = self.visitor.page.locator("[data-compose-list]").nth(kind).locator("> li")
        return [str(row.get_attribute("data-title")) for row in rows.all()]

    def press(self, name: str, do: str) -> None:
        self.item(name).locator(f"button[value={do}]").click()
        self.settled()

    def settled(self) -> None:
        """The answer stands there."""
        expect(self.visitor.page.locator("[data-compose-said]")).not_to_be_empty()
        self.visitor.page.wait_for_function(
            "() => !document.querySelector('[data-compose-desk][aria-busy]')"
        )

    def focused(self) -> str:
        return str(self.visitor.page.evaluate("document.activeElement.id"))

    def stored(self) -> dict[str, Any]:
        out = manage(self.product.var, "shell", "--no-imports", stdin=_IMPORTS + _STORED)
        line = next(line for line in out.splitlines() if line.startswith("LETTER "))
        assert "PAGES 2" in out
        found: dict[str, Any] = json.loads(line.removeprefix("LETTER "))
        return found


@contextmanager
def at_letter(
    chromium: Browser, product: Product, language: str, *, script: bool = True
) -> Iterator[Letter]:
    with watched(chromium, product.url, script=script) as visitor:
        visitor.go("/admin/")
        page = visitor.page
        page.locator("[name=login]").fill(MANAGER.format(language))
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("form:has([name=password]) [type=submit]").click()
        page.wait_for_url("**/admin/")
        yield Letter(visitor, product, language)
        visitor.assert_calm()


def gather(letter: Letter) -> None:
    """Four clicks at once make one letter; then the desk is open."""
    visitor = letter.visitor
    visitor.go("/admin/newsletter/compose/")
    token = visitor.page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    led = visitor.page.evaluate(GATHER_AT_ONCE, ["/admin/newsletter/compose/gather/", token, KEY])
    assert {address.rpartition("/admin")[2] for address in led} == {f"/newsletter/compose/{KEY}/"}
    visitor.go(f"/admin/newsletter/compose/{KEY}/")


@pytest.mark.usefixtures("march")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_managers_month(product: Product, chromium: Browser, language: str) -> None:
    with at_letter(chromium, product, language) as letter:
        gather(letter)
        page = letter.visitor.page
        news, done = NEWS[language].format, DONE[language].format
        assert letter.items(0) == [news(4), news(2), news(0)]
        assert letter.items(1) == [done(3), done(1)]

        unsaved = letter.item("d3").locator("[name=blurb_en]")
        letter.item("d3").locator("details summary").click()
        unsaved.fill("Typed, and not saved yet")
        letter.press("n4", "down")
        assert letter.items(0) == [news(2), news(4), news(0)]
        expect(page.locator("[data-compose-said]")).to_have_text(re.compile(r"2\D+3"))
        expect(unsaved).to_have_value("Typed, and not saved yet")
        assert letter.focused().startswith("down-"), "the focus was lost"
        unsaved.fill("")
        letter.item("d3").locator("details summary").click()

        drag(letter, "n0", onto="d3")
        assert letter.items(1) == [news(0), done(3), done(1)]

        by_keys(letter, "d1", "ArrowUp", "ArrowUp")
        assert letter.items(1) == [done(1), news(0), done(3)]
        assert letter.focused().startswith("grip-")

        letter.press("d3", "pin")
        assert letter.items(1)[0] == done(3)
        letter.press("n2", "hide")

        words(letter, "n4", {"ar": "كلمات للرسالة", "en": "Words for the letter"})
        pull_in(letter, done(5))
        assert letter.items(1)[-1] == done(5)

        stored = letter.stored()
        for code in LANGUAGES:
            its_news, its_done = NEWS[code].format, DONE[code].format
            said = {"ar": "كلمات للرسالة", "en": "Words for the letter"}[code]
            assert stored[code]["news"] == [[its_news(4), said]]
            assert [title for title, _blurb in stored[code]["achievements"]] == [
                its_done(3), its_done(1), its_news(0), its_done(5)
            ]  # fmt: skip

        page.reload()
        assert letter.items(1) == [done(3), done(1), news(0), done(5)]
        both_languages_are_seen(letter)
        no_fault(letter)


def drag(letter: Letter, name: str, *, onto: str) -> None:
    """With the pointer, before another item."""
    page = letter.visitor.page
    target = letter.item(onto)
    target.scroll_into_view_if_needed()
    grip = letter.item(name).locator("[data-compose-grip]")
    grip.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), target.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    # The list scrolls along where the other is below the window.
    for _ in range(60):
        end = target.bounding_box()
        assert end
        y = min(end["y"] + 5, 860)
        page.mouse.move(start["x"] + 10, y, steps=2)
        if y < 820:
            break
    page.mouse.up()
    letter.settled()
    page.wait_for_function("() => !document.querySelector('.compose-item--lifted')")


def by_keys(letter: Letter, name: str, *keys: str) -> None:
    """Lifted, moved and put down; each step is said."""
    page = letter.visitor.page
    said = page.locator("[data-compose-said]")
    letter.item(name).locator("[data-compose-grip]").press("Space")
    heard = {said.inner_text()}
    for key in keys:
        page.keyboard.press(key)
        heard.add(said.inner_text())
    assert len(heard) == len(keys) + 1, f"a step was silent: {heard}"
    with page.expect_response("**/change/"):
        page.keyboard.press("Space")
    letter.settled()


def test_what_is_given_up_is_as_it_was(product: Product, chromium: Browser, march: None) -> None:
    with at_letter(chromium, product, "en") as letter:
        gather(letter)
        before = letter.items(0)
        letter.item("n4").locator("[data-compose-grip]").press("Enter")
        letter.visitor.page.keyboard.press("ArrowDown")
        assert letter.items(0) != before
        letter.visitor.page.keyboard.press("Escape")
        assert letter.items(0) == before
        assert letter.focused().startswith("grip-")


def words(letter: Letter, name: str, texts: dict[str, str]) -> None:
    item = letter.item(name)
    item.locator("details summary").click()
    for code, text in texts.items():
        field = item.locator(f"[name=blurb_{code}]")
        field.fill(text)
        count = item.locator(f"[id^=count-{code}] [data-compose-count]")
        expect(count).to_have_text(f"{len(text)} / 400")
    with letter.visitor.page.expect_response("**/change/"):
        item.locator("[id^=word-]").click()
    letter.settled()
    for text in texts.values():
        expect(letter.item(name)).to_contain_text(text)


def pull_in(letter: Letter, title: str) -> None:
    page = letter.visitor.page
    page.locator("#compose-q").fill(title)
    page.locator("form[role=search] [type=submit]").last.click()
    page.wait_for_url("**q=**")
    row = page.locator(".compose-candidate", has_text=title).first
    with page.expect_response("**/change/"):
        row.locator("[type=submit]").click()
    letter.settled()


def both_languages_are_seen(letter: Letter) -> None:
    for name, titles in (("n4", NEWS), ("d3", DONE)):
        for code in LANGUAGES:
            side = letter.item(name).locator(f".compose-side[lang={code}]")
            expect(side).to_contain_text(titles[code].format(name[1:]))
            assert side.get_attribute("dir") == {"ar": "rtl", "en": "ltr"}[code]


def no_fault(letter: Letter) -> None:
    """Neither axe nor a phone finds anything, with everything unfolded."""
    page = letter.visitor.page
    for path in (f"/admin/newsletter/compose/{KEY}/", "/admin/newsletter/compose/"):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            letter.visitor.go(path)
            page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
            assert page.evaluate(_SIDEWAYS) == 0, letter.visitor.too_wide()
            assert faults(page, undecided=False) == []
            page.evaluate(_LATIN_LETTERS)
            found = faults(page, undecided=True)
            # Two names of as many letters are the same name once each letter is the same.
            assert [fault for fault in found if not fault.startswith("landmark-unique")] == []


def test_everything_works_without_script(product: Product, chromium: Browser, march: None) -> None:
    with at_letter(chromium, product, "ar") as letter:
        gather(letter)
        cookies = letter.visitor.page.context.cookies()
    with watched(chromium, product.url, script=False) as visitor:
        visitor.page.context.add_cookies(cookies)  # type: ignore[arg-type]  # as they were given
        letter = Letter(visitor, product, "ar")
        visitor.go(f"/admin/newsletter/compose/{KEY}/")
        news, done = NEWS["ar"].format, DONE["ar"].format
        letter.item("n2").locator("button[value=up]").click()
        assert letter.items(0) == [news(2), news(4), news(0)]
        letter.item("n2").locator("button[value=pin]").click()
        item = letter.item("n0")
        item.locator("details summary").click()
        item.locator("[name=section]").select_option(index=0)
        item.locator("[id^=move-]").click()
        assert letter.items(1) == [done(3), done(1), news(0)]
        assert letter.items(0) == [news(2), news(4)]
        visitor.assert_calm()


def test_two_managers_see_what_both_wanted(
    product: Product, chromium: Browser, march: None
) -> None:
    with (
        at_letter(chromium, product, "en") as quick,
        at_letter(chromium, product, "ar") as late,
    ):
        gather(quick)
        late.visitor.go(f"/admin/newsletter/compose/{KEY}/")
        words(quick, "n4", {"ar": "السابق", "en": "Quicker"})
        item = late.item("n4")
        item.locator("details summary").click()
        item.locator("[name=blurb_ar]").fill("اللاحق")
        late.visitor.errors.clear()
        item.locator("[id^=word-]").click()
        page = late.visitor.page
        page.locator(".compose-wish").wait_for()
        for text in ("السابق", "اللاحق"):
            expect(page.locator("table.listing")).to_contain_text(text)
        # The browser writes each refusal into its console.
        assert all("409" in error for error in late.visitor.errors)
        late.visitor.errors.clear()
        assert faults(page, undecided=False) == []
        page.locator(".compose-head__actions button").click()
        page.wait_for_url(f"**/{KEY}/**")
        expect(late.item("n4")).to_contain_text("اللاحق")
