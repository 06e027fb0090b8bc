"""The manager's month: looked at, tested, submitted, approved by another, scheduled, sent."""

from __future__ import annotations

import email
import re
from datetime import date, datetime, timedelta
from email import policy
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest

from tests.browser.desk import Desk
from tests.browser.product import manage
from tests.browser.test_column import at_work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.product import Product
    from tests.browser.watching import Watched

MANAGER, APPROVER = "letter@barza.example", "desk@barza.example"
MAILINGS = "/admin/newsletter/mailings/"
#: The issue becomes a draft without a mailing again, as the demo has it.
_CLEAR = (
    "from newsletter.models import IssuePage, Mailing;"
    "from django.utils import timezone;"
    "month = timezone.localdate().replace(day=1);"
    "Mailing.objects.filter(month=month).delete();"
    "[page.unpublish() for page in IssuePage.objects.filter(month=month, live=True)]"
)
#: What the worker does when the time has come, with that time.
_SEND = (
    "from django.conf import settings;"
    "from newsletter.actions.hand_over import hand_over;"
    "from newsletter.models import Mailing;"
    "from newsletter.transports.file import FileTransport;"
    "mailing = Mailing.objects.get(state='scheduled');"
    "print(hand_over(mailing.pk, FileTransport(settings.OUTBOX_DIR), mailing.send_at))"
)


@pytest.fixture
def draft_month(product: Product) -> Iterator[None]:
    """This month's issue is a draft without a mailing, before and after."""
    manage(product.var, "draft_issue", "--month", _this_month())
    manage(product.var, "shell", "--no-imports", "-c", _CLEAR)
    yield
    manage(product.var, "shell", "--no-imports", "-c", _CLEAR)


def _this_month() -> str:
    return f"{datetime.now(ZoneInfo('Asia/Dubai')):%Y-%m}"


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.usefixtures("draft_month")
def test_the_month_from_the_draft_to_the_readers(
    product: Product, chromium: Browser, language: str
) -> None:
    month = _this_month()
    outbox = product.var / "outbox"
    with (
        at_work(chromium, product, MANAGER) as manager,
        at_work(chromium, product, APPROVER) as approver,
    ):
        Desk(manager).speak(language)
        try:
            opens_the_month(manager, month)
            looks(manager, month)
            before = set(outbox.rglob("*.eml"))
            sends_a_test(manager, month, language)
            (test,) = read(set(outbox.rglob("*.eml")) - before)
            assert test["To"] == MANAGER
            assert str(test["Subject"]).startswith("[اختبار · Test] ")

            submits(manager, month)
            approves(approver, month)
            schedules(manager, month)
            before = set(outbox.glob("*.eml"))
            # Under the address of the running house, which stands in the letter.
            port = urlsplit(product.url).port or 80
            manage(product.var, "shell", "--no-imports", "-c", _SEND, port=port)
            sent = read(set(outbox.glob("*.eml")) - before)
            assert len(sent) == readers_of(product) > 0
            manager.go(f"{MAILINGS}{month}/")
            assert str(len(sent)) in manager.text(".mailings__counts")
            # A schedule on a day without letters was refused, as it should be.
            manager.errors[:] = [error for error in manager.errors if "422" not in error]
            manager.assert_calm()
            approver.assert_calm()
        finally:
            Desk(manager).speak("ar")


def readers_of(product: Product) -> int:
    """Readers on the list."""
    words = "from newsletter.segmenting import written_to; print(written_to().count())"
    return int(manage(product.var, "shell", "--no-imports", "-c", words).strip().splitlines()[-1])


def read(paths: set[Path]) -> list[EmailMessage]:
    return [
        email.message_from_bytes(path.read_bytes(), policy=policy.strict) for path in sorted(paths)
    ]


def opens_the_month(manager: Watched, month: str) -> None:
    manager.go(MAILINGS)
    manager.page.locator(f"main a[href='{MAILINGS}{month}/']").click()
    manager.page.wait_for_url(f"**{MAILINGS}{month}/")


def looks(manager: Watched, month: str) -> None:
    page = manager.page
    manager.go(f"{MAILINGS}{month}/preview/")
    frames = page.locator("iframe.mailings__frame--phone")
    assert frames.count() == 2
    for number, direction in enumerate(("rtl", "ltr")):
        letter = frames.nth(number).content_frame
        assert letter.locator("body").get_attribute("dir") == direction
    left, right = (frames.nth(number).bounding_box() for number in (0, 1))
    assert left is not None
    assert right is not None
    assert left["y"] == right["y"], "side by side"
    # By script: the address follows and the page is not loaded again.
    page.evaluate("window.stays = true")
    page.locator("[data-mailing-preview] nav a[href*='scheme=dark']").click()
    page.locator("iframe[src*='scheme=dark']").first.wait_for()
    assert "scheme=dark" in page.url
    assert page.evaluate("window.stays")
    page.locator("[data-mailing-preview] nav a[href*='show=plain']").click()
    page.locator(".mailings__plain").first.wait_for()
    assert page.evaluate("window.stays")


def sends_a_test(manager: Watched, month: str, language: str) -> None:
    manager.go(f"{MAILINGS}{month}/")
    manager.page.locator("[name=variant]").select_option(language)
    manager.page.locator("[name=to][value=me]").click()
    manager.page.locator(".messages .success").wait_for()


def submits(manager: Watched, month: str) -> None:
    page = manager.page
    manager.go(f"{MAILINGS}{month}/submit/")
    form = page.locator("form:has([name=seen])")
    for box in form.locator("[name=seen]").all():
        box.check()
    form.locator("[type=submit]").click()
    page.locator(".messages .success").wait_for()
    page.wait_for_url(f"**{MAILINGS}{month}/")


def approves(approver: Watched, month: str) -> None:
    """From the first screen, where it waits."""
    page = approver.page
    approver.go("/admin/")
    page.locator(f"main a[href='{MAILINGS}{month}/']").first.click()
    page.locator(f"main a[href='{MAILINGS}{month}/approve/']").click()
    page.locator("iframe").nth(2).wait_for()
    page.locator("form:has([name=fingerprint]) [type=submit]").click()
    page.locator(".messages .success").wait_for()


def schedules(manager: Watched, month: str) -> None:
    """First on a Saturday: the next possible moment is offered, and taken."""
    page = manager.page
    manager.go(f"{MAILINGS}{month}/schedule/")
    offered = page.locator("[name=day]").input_value()
    page.locator("[name=day]").fill(_saturday_after(offered))
    page.locator("[name=day]").press("Tab")
    page.keyboard.press("Escape")
    page.locator("form:has([name=day]) [type=submit]").last.click()
    page.locator("[name=offered]").click()
    page.wait_for_url(f"**{MAILINGS}{month}/")
    page.locator(".messages .success").wait_for()
    assert re.search(r"07:00", manager.text(".mailings__facts"))


def _saturday_after(day: str) -> str:
    first = date.fromisoformat(day)
    return f"{first + timedelta(days=(5 - first.weekday()) % 7 or 7):%Y-%m-%d}"
