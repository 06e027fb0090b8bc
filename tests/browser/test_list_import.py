"""A manager brings a list: looked through, reported row by row, imported once; in both languages.

The screens of the list and of its imports are read by axe on the way, as `test_desk` does.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cms.access.roles import Role
from tests.browser.house_people import PASSWORD, add_people, address_of
from tests.browser.product import manage
from tests.browser.test_desk import _LATIN_LETTERS, _SIDEWAYS, WIDTHS, faults
from tests.browser.watching import watched

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.product import Product
    from tests.browser.watching import Watched

LANGUAGES = ("ar", "en")
HOUSE = "@of-the-list.example"
FILE = "subscribed_email_audience_export_{}.csv"
ENCODINGS = {"ar": "utf-16", "en": "windows-1256"}

#: Vowel marks, shadda, a joiner that shows nothing, lam-alef, and an apostrophe.
NAMES = {
    "first": ("مُحَمَّد", "الآلُوسيّ"),
    "second": ("نورة", "آل عبد\u200cالله"),
    "third": ("Layla", "O'Neil, Jr"),
    "again": ("نورة", "الثانية"),
    "left": ("سارة", "الأمين"),
    "not-an-address": ("فهد", ""),
}
#: Of each row what is told before and after.
OUTCOMES = ("added", "added", "added", "duplicate", "refused", "refused")
REASONS = ("new", "new", "new", "twice", "left-here", "not-an-address")

_MAKE = f"""
from newsletter.models import Consent, SignUp, Subscriber, SubscriberImport
from django.utils import timezone
SubscriberImport.objects.filter(name__startswith="subscribed_email_audience").delete()
Subscriber.objects.filter(email__endswith="{HOUSE}").delete()
Subscriber.objects.create(
    email="left{HOUSE}", status="unsubscribed", status_reason="one-click", status_at=timezone.now()
)
"""
_STORED = f"""
import json
from newsletter.models import Consent, Subscriber
rows = Subscriber.objects.filter(email__endswith="{HOUSE}").order_by("email")
print("LIST", json.dumps({{
    row.email.partition("@")[0]: [row.status, row.name, row.language, row.consents.count()]
    for row in rows
}}))
"""


def export(language: str) -> bytes:
    """As Mailchimp writes the subscribers of an audience."""
    out = io.StringIO(newline="")
    lines = csv.writer(out)
    lines.writerow(
        ["Email Address", "First Name", "Last Name", "MEMBER_RATING", "OPTIN_TIME", "OPTIN_IP",
         "CONFIRM_TIME", "CONFIRM_IP", "GMTOFF", "DSTOFF", "TIMEZONE", "CC", "REGION",
         "LAST_CHANGED", "LEID", "EUID", "NOTES", "TAGS"]
    )  # fmt: skip
    for who, names in NAMES.items():
        address = {"again": f"SECOND{HOUSE}", "not-an-address": who}.get(who, f"{who}{HOUSE}")
        times = ["2", "2023-05-06 07:08:09", "", "2023-05-06 07:10:00"]
        lines.writerow([address, *names, *times, *[""] * 10, '"VIP","جامعات"'])
    return out.getvalue().encode(ENCODINGS[language])


def stored(product: Product) -> dict[str, list[Any]]:
    out = manage(product.var, "shell", "--no-imports", "-c", _STORED)
    line = next(line for line in out.splitlines() if line.startswith("LIST "))
    found: dict[str, list[Any]] = json.loads(line.removeprefix("LIST "))
    return found


def worked(product: Product) -> None:
    manage(product.var, "worker", "--once", "--verbosity", "0")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def manager(product: Product, chromium: Browser, language: str) -> Iterator[Watched]:
    """Logged in a moment ago; in the end nothing went wrong on any screen."""
    add_people(product.var)
    with watched(chromium, product.url) as visitor:
        visitor.go("/admin/")
        page = visitor.page
        page.locator("[name=login]").fill(address_of(Role.NEWSLETTER_MANAGER.value, language))
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("form:has([name=password]) [type=submit]").first.click()
        page.locator(".desk-head").wait_for()
        yield visitor
        visitor.assert_calm()


def assert_without_fault(visitor: Watched, path: str) -> None:
    """At both widths; in Arabic once more with Latin letters, for what axe reads of letters."""
    page = visitor.page
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert visitor.go(path) == 200
        for closed in page.locator("main details:not([open]) > summary").all():
            closed.click()
        if page.evaluate(_SIDEWAYS) > 0:
            found.append(f"{width} px sideways: {visitor.too_wide()}")
        found += [f"{width} px: {fault}" for fault in faults(page, undecided=False)]
    if page.locator("html[dir=rtl]").count():
        page.evaluate(_LATIN_LETTERS)
        latin = faults(page, undecided=True)
        found += [fault for fault in latin if "landmark-unique" not in fault]
    assert found == [], path


def upload(visitor: Watched, language: str, folder: Path) -> None:
    """From the list of imports; ends on the screen of the new one."""
    path = folder / FILE.format(language)
    path.write_bytes(export(language))
    page = visitor.page
    page.set_viewport_size({"width": 1280, "height": 900})
    visitor.go(reverse("newsletter_imports:index"))
    new = reverse("newsletter_imports:new")
    page.locator(f"a[href='{new}']").first.click()
    page.locator("[name=list_file]").set_input_files(path)
    with page.expect_navigation():
        page.locator("form[enctype] [type=submit]").click()
    assert visitor.path != new, visitor.text("main")


def report(visitor: Watched) -> list[dict[str, str]]:
    with visitor.page.expect_download() as coming:
        visitor.page.locator("a[href$='/report/']").click()
    text = coming.value.path().read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def choose_and_import(visitor: Watched, *, again: bool = False) -> None:
    page = visitor.page
    page.locator("[name=basis][value=asked]").check()
    page.locator("[name=note]").fill("Forum 2023")
    page.locator("[name=again]").set_checked(again)
    with page.expect_navigation():
        page.locator("form:has([name=basis]) [type=submit]").click()


def test_a_list_is_looked_through_reported_and_imported_once(
    product: Product, manager: Watched, language: str, tmp_path: Path
) -> None:
    manage(product.var, "shell", "--no-imports", "-c", _MAKE)
    before = stored(product)
    page = manager.page
    upload(manager, language, tmp_path)
    worked(product)
    page.locator("[name=basis]").first.wait_for()  # the screen looks by itself
    shown = page.locator("main").inner_text()
    for names in list(NAMES.values())[:3]:
        assert " ".join(names) in shown
    assert_without_fault(manager, manager.path)
    would_be = report(manager)
    assert tuple(row["outcome"] for row in would_be) == OUTCOMES
    assert tuple(row["reason"] for row in would_be) == REASONS
    with page.expect_navigation():
        page.locator("form:has([name=basis]) [type=submit]").click()
    expect(page.locator(".help-critical[role=alert]")).to_be_visible()
    assert stored(product) == before

    choose_and_import(manager)
    worked(product)
    page.locator("a[href$='/report/']").wait_for()
    assert_without_fault(manager, manager.path)
    assert report(manager) == would_be
    after = stored(product)
    added = {who: after[who] for who in ("first", "second", "third")}
    assert added == {
        who: ["active", " ".join(NAMES[who]), "ar", 1] for who in ("first", "second", "third")
    }
    assert after["left"] == before["left"]
    assert set(after) == {"first", "second", "third", "left"}

    upload(manager, language, tmp_path)
    worked(product)
    page.locator("[name=basis]").first.wait_for()
    choose_and_import(manager)
    expect(page.locator(".w-field:has([name=again]) .error-message")).to_be_visible()
    assert stored(product) == after
    choose_and_import(manager, again=True)
    worked(product)
    page.locator("a[href$='/report/']").wait_for()
    outcomes = [row["outcome"] for row in report(manager)]
    assert outcomes == ["unchanged", "unchanged", "unchanged", "duplicate", "refused", "refused"]
    assert stored(product) == after


def test_the_screens_of_the_list_are_without_fault(
    product: Product, manager: Watched, language: str
) -> None:
    manage(product.var, "shell", "--no-imports", "-c", _MAKE)
    of_the_list = "newsletter_subscribers:{}".format
    query = "?status=unsubscribed&language=ar"
    manager.go(reverse(of_the_list("index")) + query)
    manager.page.locator("td.title a").first.wait_for()
    address = manager.page.locator("td.title a").first.get_attribute("href") or ""
    number = int(address.split("/")[-2])
    screens = (
        reverse(of_the_list("index")) + query,
        reverse(of_the_list("one"), args=[number]),
        reverse(of_the_list("new")),
        reverse(of_the_list("figures")),
        reverse(of_the_list("segments")),
        reverse(of_the_list("segment_new")) + "?language=ar&audience=media",
        reverse(of_the_list("suppressions")),
        reverse("newsletter_imports:index"),
        reverse("newsletter_imports:new"),
    )
    for screen in screens:
        assert_without_fault(manager, screen)
        assert (manager.page.locator("html").get_attribute("lang") or "").startswith(language)
