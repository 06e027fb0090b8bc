"""The office's month: the column begun by one button, previewed, approved, published in time."""

from __future__ import annotations

import re
import time
from contextlib import contextmanager
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from cms.demo.accounts import DEMO_PASSWORD
from tests.browser.desk import Desk, number_in
from tests.browser.product import manage
from tests.browser.watching import Watched, watched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.product import Product

DUBAI = ZoneInfo("Asia/Dubai")
OFFICE, TRANSLATOR = "office@barza.example", "translator@barza.example"
SUMMARY = "نفتح البرزة هذا الشهر على سؤال واحد: ماذا تغير لأن الناس تكلموا؟"
STATEMENTS = (
    "المشاركة وعد نفي به كل شهر.",
    "من يسأل الناس يجيبهم.",
    "القرار الذي يشارك فيه الناس يدوم.",
)
PARAGRAPH = "في هذا الشهر وصلتنا مئات الآراء، وهذا ما صنعناه بها."
ENGLISH_TITLE = "What changed because people spoke"
ENGLISH_SUMMARY = "One question this month: what changed because people spoke?"
MAIL_LIMIT = 60.0

#: Two clicks at once, as fast as a browser can; where both lead.
TWO_CLICKS = """
async ([url, token, month]) => {
  const click = () => fetch(url, {
    method: "POST",
    headers: { "X-CSRFToken": token, "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ month }),
  }).then((answer) => answer.url);
  return Promise.all([click(), click(), click(), click()]);
}
"""


@contextmanager
def at_work(chromium: Browser, product: Product, email: str) -> Iterator[Watched]:
    """Someone who works in the house, logged in; their admin speaks Arabic."""
    with watched(chromium, product.url) as visitor:
        visitor.go("/admin/")
        log_in(visitor.page, email)
        visitor.page.wait_for_url("**/admin/")
        assert visitor.page.locator("html").get_attribute("dir") == "rtl"
        yield visitor


def log_in(page: Page, email: str) -> None:
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(DEMO_PASSWORD)
    page.locator("form:has([name=password]) [type=submit]").click()


@pytest.fixture
def next_month(product: Product) -> Iterator[None]:
    """Free before, whoever was here, and left free for whoever comes after."""
    clear = (
        "from django.utils import timezone; from blog.models import ColumnPage;"
        "from blog.column.month import following, this_month;"
        "month = following(this_month(timezone.now()));"
        "own = ColumnPage.objects.filter(month=month, locale__language_code='ar');"
        "[page.delete() for page in own];"  # translations go along
        "[page.delete() for page in ColumnPage.objects.filter(month=month)]"
    )
    manage(product.var, "shell", "--no-imports", "-c", clear)
    yield
    manage(product.var, "shell", "--no-imports", "-c", clear)


@pytest.fixture
def letters(product: Product) -> Letters:
    return Letters(product)


class Letters:
    """The mails of the product, as files."""

    def __init__(self, product: Product) -> None:
        self.folder = product.var / "mail"
        self.known = set(self.folder.glob("*"))

    def links(self, recipient: str, part: str) -> list[str]:
        """The links with `part` in the first new mail to `recipient`; waits for the worker."""
        deadline = time.monotonic() + MAIL_LIMIT
        while time.monotonic() < deadline:
            for file in set(self.folder.glob("*")) - self.known:
                for raw in re.split(rb"\n-{79}\n", file.read_bytes()):
                    message = message_from_bytes(raw, policy=policy.default)
                    body = message.get_body(("plain",))
                    if body is None or message["To"] != recipient:
                        continue
                    links = re.findall(r"^http\S+$", body.get_content(), re.MULTILINE)
                    if found := [link for link in links if part in link]:
                        return found
            time.sleep(0.2)  # between two looks at what another process writes
        raise AssertionError(f"no mail with {part} in {MAIL_LIMIT:.0f} s")


@contextmanager
def loading(page: Page) -> Iterator[None]:
    """Until the next document is there; an address changed by the editor's script is none."""
    with page.expect_event("load", timeout=60_000):
        yield


@pytest.mark.usefixtures("next_month")
def test_the_offices_month(product: Product, chromium: Browser, letters: Letters) -> None:
    goes_live = datetime.now(DUBAI).replace(second=0, microsecond=0) + timedelta(hours=2)
    with at_work(chromium, product, OFFICE) as office:
        column = begin_by_one_button(office)
        write(office, goes_live)
        with at_work(chromium, product, TRANSLATOR) as translator:
            translate(translator, column)
        submit(office, column)

        (preview,) = letters.links(OFFICE, "/preview/")
        reads_the_preview(chromium, product, preview)
        (approval,) = letters.links(OFFICE, "/approve/")
        office.page.context.clear_cookies()
        approve_by_one_click(office, approval)
        office.assert_calm()
    is_published_at(product, chromium, goes_live, preview)


def begin_by_one_button(office: Watched) -> int:
    """The demo's month has its column; so the button says so and offers the next."""
    page = office.page
    page.locator("form[action$='/admin/column/open/'] button").first.click()
    page.wait_for_url("**/admin/column/**")
    offered = page.locator("form[action$='/column/open/']:has([name=month])").last
    month = offered.locator("[name=month]").input_value()
    token = offered.locator("[name=csrfmiddlewaretoken]").input_value()
    url = offered.get_attribute("action")
    led = page.evaluate(TWO_CLICKS, [url, token, month])
    assert len(set(led)) == 1, led
    offered.locator("button").click()
    page.wait_for_url("**/edit/")
    assert page.url == led[0]
    assert page.locator("[name=title]").input_value().startswith("مقال المدير العام: ")
    assert page.locator("[name='statements-count']").input_value() == "3"
    assert page.locator("#inline_child_page_authors-0").count() == 1
    return number_in(urlsplit(page.url).path)


def write(office: Watched, goes_live: datetime) -> None:
    page = office.page
    page.locator("[name=summary]").fill(SUMMARY)
    for number, statement in enumerate(STATEMENTS):
        page.locator(f"[name='statements-{number}-value']").fill(statement)
    text = Desk(office).add_block("paragraph").locator("[contenteditable=true]")
    # The menu of blocks gives the focus back when it is gone, and takes it from what is new.
    page.locator(".w-combobox__option").first.wait_for(state="detached")
    text.press_sequentially(PARAGRAPH)
    # What is typed reaches the form a moment later.
    expect(page.locator("[name='body-0-value']")).to_have_value(re.compile(PARAGRAPH))
    page.locator("[data-side-panel-toggle=status]").click()
    page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").first.click()
    moment = page.locator("[name=go_live_at]")
    moment.fill(f"{goes_live:%Y-%m-%d %H:%M}")
    with loading(page):
        # By the keyboard: the calendar of a date lies over what is beside it.
        page.locator("#schedule-publishing-dialog [type=submit]").first.press("Enter")


def submit(office: Watched, column: int) -> None:
    office.go(f"/admin/pages/{column}/edit/")
    page = office.page
    page.locator("footer .w-dropdown__toggle").first.click()
    with loading(page):
        page.locator("[name=action-submit]").click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))


def translate(translator: Watched, column: int) -> None:
    """Begins the English, writes it, and marks it as saying the same."""
    page = translator.page
    translator.go(f"/admin/translating/{column}/")
    with loading(page):
        page.locator("form[action*='/begin/en/'] [type=submit]").click()
    page.locator("[name=title]").wait_for()
    english = number_in(urlsplit(page.url).path)
    assert english != column
    page.locator("[name=title]").fill(ENGLISH_TITLE)
    page.locator("[name=summary]").fill(ENGLISH_SUMMARY)
    with loading(page):
        page.locator("footer [type=submit]").first.click()
    translator.go(f"/admin/translating/{english}/")
    with loading(page):
        page.locator("form[action$='/mark/'] [type=submit]").first.click()


def reads_the_preview(chromium: Browser, product: Product, preview: str) -> None:
    """Someone without an account, on a telephone."""
    with watched(chromium, product.url, width=390) as guest:
        guest.page.goto(preview)
        text = guest.text("body")
        for part in (SUMMARY, *STATEMENTS, PARAGRAPH):
            assert part in text
        assert guest.page.locator(".preview-banner").count() == 1
        assert guest.sideways_scroll() == 0
        guest.assert_calm()


def approve_by_one_click(office: Watched, approval: str) -> None:
    """From the mail: the log-in, back to the text, one button."""
    page = office.page
    page.goto(approval)
    log_in(page, OFFICE)
    page.wait_for_url("**/admin/column/approve/**")
    for part in (SUMMARY, *STATEMENTS, PARAGRAPH):
        assert part in office.text("article")
    assert page.locator(".column-changed").count() == 0
    with loading(page):
        page.locator(".column-approve__button").click()
    assert page.locator(".messages .success").count() == 1


def is_published_at(product: Product, chromium: Browser, goes_live: datetime, preview: str) -> None:
    with watched(chromium, product.url) as reader:
        reader.go("/column/")
        assert SUMMARY not in reader.text("main")
        # The clock's own command, as the worker runs it, at the moment of publication.
        manage(
            product.var,
            "shell",
            "--no-imports",
            "-c",
            "import time_machine; from datetime import datetime;"
            "from django.core.management import call_command;"
            f"travel = time_machine.travel(datetime.fromisoformat('{goes_live.isoformat()}'));"
            "travel.start(); call_command('publish_scheduled')",
        )
        reader.go("/column/")
        assert SUMMARY in reader.text("main")
        reader.go("/en/column/")
        assert ENGLISH_SUMMARY in reader.text("main")
        reader.page.locator(f"a:has-text('{ENGLISH_TITLE}')").first.click()
        assert reader.text("h1") == ENGLISH_TITLE
        reader.page.goto(preview)
        assert SUMMARY in reader.text("main")
        reader.assert_calm()
