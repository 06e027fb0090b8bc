"""An administrator enrols a second factor in Arabic; and the walls hold with a real browser."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.browser.desk import Desk
from tests.browser.product import Product, manage, served
from tests.browser.watching import Watched, watched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

PASSWORD = "a-long-password-of-tests"
HALF_MINUTE = 30
_MAKE = """
from cms.models import User
from wagtail.users.models import UserProfile
User.objects.filter(email={email!r}).delete()
user = User.objects.create_superuser({email!r}, {password!r}, first_name="أمين", last_name="النظام")
profile = UserProfile.get_for_user(user)
profile.preferred_language = "ar"
profile.save()
"""


@pytest.fixture(scope="module")
def guarded(product: Product) -> Iterator[Product]:
    """The same house, with the second factor required."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MFA_REQUIRED", "true")
        with served(product.var) as running:
            yield running


def administrator(product: Product, name: str) -> str:
    email = f"{name}@barza.example"
    manage(product.var, "shell", "-c", _MAKE.format(email=email, password=PASSWORD))
    return email


class App:
    """An authenticator app: shows each code once, and waits for the next when it must."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.shown = 0

    def code(self) -> str:
        # The house takes the codes of the half minutes before and after, so a new one is always
        # at hand without waiting.
        step = max(int(time.time()) // HALF_MINUTE - 1, self.shown + 1)
        self.shown = step
        return format_hotp_value(hotp_value(self.secret, step))


def enter_password(visitor: Watched, email: str) -> None:
    visitor.go("/admin/")
    page = visitor.page
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form:has([name=password]) [type=submit]").click()


def enter_code(page: Page, code: str) -> None:
    page.locator("[name=code]").fill(code)
    page.locator("form:has([name=code]) [type=submit]").click()


def log_out(visitor: Watched) -> None:
    visitor.go("/account/logout/")
    visitor.page.locator("form[action='/account/logout/'] [type=submit]").click()
    visitor.page.wait_for_url("**/account/login/")


def enrol_app(visitor: Watched) -> tuple[App, list[str]]:
    page = visitor.page
    page.locator("a[href='/account/security/app/']").click()
    app = App(page.locator("#secret").input_value())
    assert page.locator("img.entrance__code").evaluate("e => e.naturalWidth") > 100
    enter_code(page, app.code())
    page.wait_for_url("**/account/security/codes/")
    return app, page.locator(".entrance__codes li").all_inner_texts()


def test_an_administrator_enrols_an_app_and_comes_in_with_its_codes(
    guarded: Product, chromium: Browser
) -> None:
    email = administrator(guarded, "app")
    with watched(chromium, guarded.url) as visitor:
        page = visitor.page
        enter_password(visitor, email)
        page.wait_for_url("**/account/security/")
        assert page.locator("html").get_attribute("lang") == "ar"
        assert page.locator("html").get_attribute("dir") == "rtl"
        visitor.go("/admin/pages/")
        assert visitor.path == "/account/security/"
        app, codes = enrol_app(visitor)
        assert len(codes) == 10
        page.locator("a.aegov-btn[href='/admin/']").click()
        page.wait_for_url("**/admin/")
        log_out(visitor)

        enter_password(visitor, email)
        page.wait_for_url("**/account/security/challenge/")
        enter_code(page, "000000")
        assert page.locator("[role=alert]").first.is_visible()
        enter_code(page, app.code())
        page.wait_for_url("**/admin/")
        log_out(visitor)

        enter_password(visitor, email)
        enter_code(page, codes[0])
        page.wait_for_url("**/admin/")
        log_out(visitor)
        enter_password(visitor, email)
        enter_code(page, codes[0])
        assert visitor.path == "/account/security/challenge/"
        visitor.assert_calm()


def test_a_passkey_is_enrolled_and_is_all_that_is_needed_to_come_in(
    guarded: Product, chromium: Browser
) -> None:
    email = administrator(guarded, "passkey")
    with watched(chromium, guarded.url, width=390, height=844) as visitor:
        page = visitor.page
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        enter_password(visitor, email)
        page.locator("a[href='/account/security/keys/add/']").click()
        page.locator("#passkey").click()
        page.wait_for_url("**/account/security/codes/")
        log_out(visitor)

        visitor.go("/account/login/")
        page.locator("#passkey").click()
        page.wait_for_url("**/admin/")
        log_out(visitor)

        enter_password(visitor, email)
        page.wait_for_url("**/account/security/challenge/")
        page.locator("#passkey").click()
        page.wait_for_url("**/admin/")
        visitor.assert_calm()


def test_log_in_works_without_script_in_both_languages(guarded: Product, chromium: Browser) -> None:
    email = administrator(guarded, "plain")
    with watched(chromium, guarded.url, script=False, width=390) as visitor:
        page = visitor.page
        visitor.go("/account/login/")
        page.locator("button[name=language][value=en]").click()
        page.locator("html[lang=en][dir=ltr]").wait_for()
        page.locator("button[name=language][value=ar]").click()
        page.locator("html[lang=ar][dir=rtl]").wait_for()
        enter_password(visitor, email)
        app, _codes = enrol_app(visitor)
        log_out(visitor)
        enter_password(visitor, email)
        enter_code(page, app.code())
        page.wait_for_url("**/admin/")


PAGES = (
    "/account/login/", "/account/password/reset/", "/account/password/reset/done/",
    "/account/password/reset/key/1-none/",
)  # fmt: skip
INSIDE = (
    "/account/security/", "/account/security/app/", "/account/security/keys/add/",
    "/account/security/keys/", "/account/sessions/", "/account/logout/", "/account/reauthenticate/",
)  # fmt: skip


@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_of_log_in_are_open_to_everyone(
    width: int, product: Product, chromium: Browser
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with watched(chromium, product.url, width=width) as visitor:
        found: dict[str, Any] = {}
        for number, address in enumerate((*PAGES, *INSIDE)):
            if number == len(PAGES):
                Desk(visitor).log_in()
            visitor.go(address)
            result = Axe().run(visitor.page)
            if result.violations_count:
                found[address] = [fault["id"] for fault in result.response["violations"]]
            assert visitor.sideways_scroll() == 0, address
        assert found == {}
        visitor.assert_calm()


# --- the walls of the admin -----------------------------------------------------------------------

WANTED_VIEWS = 60
_ELSEWHERE = re.compile(
    r"/(logout|sprite|release|export|sample|bulk|failwhale|jsi18n|view_draft|login)\b"
)


def addresses_on(page: Page) -> list[str]:
    hrefs = page.eval_on_selector_all("a[href]", "links => links.map((link) => link.href)")
    return [urlsplit(href).path for href in hrefs]


def kind_of(address: str) -> str:
    return re.sub(r"\d+", "N", address)


def test_the_admin_runs_no_inline_script_on_any_view(product: Product, chromium: Browser) -> None:
    with watched(chromium, product.url) as visitor:
        Desk(visitor).log_in()
        waiting, kinds, seen = ["/admin/"], {"/admin/"}, 0
        while waiting:
            status = visitor.go(address := waiting.pop(0))
            if address.endswith("/edit/"):
                visitor.page.wait_for_load_state("networkidle")  # its own preview included
            assert status == 200, address
            assert visitor.page.evaluate(_LEFT_OVER) == [], address
            seen += 1
            for found in addresses_on(visitor.page):
                if found.startswith("/admin/") and not _ELSEWHERE.search(found):
                    if kind_of(found) not in kinds:
                        waiting.append(found)
                    kinds.add(kind_of(found))
        assert seen >= WANTED_VIEWS
        visitor.assert_calm()


#: Scripts that stand in the page without an address and would not run.
_LEFT_OVER = """
() => [...document.querySelectorAll("script:not([src])")]
  .filter((script) => !/json|template/.test(script.type)).map((script) => script.textContent)
"""


def test_everything_in_the_article_editor_still_works(product: Product, chromium: Browser) -> None:
    with watched(chromium, product.url) as visitor:
        desk = Desk(visitor)
        desk.log_in()
        page = visitor.page
        desk.start_article(desk.section_id("/blog/"))
        page.wait_for_load_state("networkidle")
        visitor.errors.clear()  # of pages that were left while their scripts were still coming
        page.on("dialog", lambda dialog: dialog.accept())
        desk.fill("title", "الجدار")
        # Blocks, and typing in the rich text of one.
        block = desk.add_block("paragraph")
        block.locator("[contenteditable=true]").first.click()
        page.keyboard.type("نص يُكتب")
        assert "نص يُكتب" in block.inner_text()
        # A picture and a page are chosen from their dialogues.
        _open_and_close(page, ".image-chooser")
        for panel in page.locator("[id$='-OPEN_MODAL']").all():
            if panel.is_visible():
                panel.click()
                _close_dialogue(page)
        # Inline panels add a row.
        added = 0
        for button in page.locator("[id^='id_'][id$='-ADD']").all():
            if button.is_visible():
                prefix = (button.get_attribute("id") or "").removesuffix("-ADD")
                rows = page.locator(f"{prefix and '#' + prefix}-FORMS > *")
                before = rows.count()
                button.click()
                assert rows.count() == before + 1, prefix
                added += 1
        # The schedule's dialogue and its picker.
        _schedule(page)
        visitor.assert_calm()


def _open_and_close(page: Page, chooser: str) -> None:
    field = page.locator(f"{chooser} [data-chooser-action-choose]").first
    if not field.is_visible():
        return
    field.click()
    _close_dialogue(page)


def _close_dialogue(page: Page) -> None:
    page.locator(".modal-content").wait_for()
    page.locator(".modal-content [data-dismiss=modal]").first.click()
    page.locator(".modal-content").wait_for(state="detached")


def _schedule(page: Page) -> None:
    page.locator("[data-side-panel-toggle='status']").click()
    page.locator("[data-a11y-dialog-show='schedule-publishing-dialog']").first.click()
    field = page.locator("[name=go_live_at]")
    field.wait_for()
    field.click()
    picker = page.locator(".xdsoft_datetimepicker:visible")
    picker.wait_for()
    picker.locator("td.xdsoft_date:not(.xdsoft_disabled)").last.click()
    assert re.match(r"\d{4}-\d\d-\d\d", field.input_value())
