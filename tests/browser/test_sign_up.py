"""Onto the list and to the press page's pictures, in a real browser without script."""

from __future__ import annotations

import email
import io
import json
import re
import time
from datetime import timedelta
from email import policy
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from newsletter.views.evidence import LEAST_TIME
from tests.browser.addresses import LANGUAGES, prefix
from tests.browser.product import manage
from tests.browser.watching import Watched, watched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.browser.product import Product
    from tests.browser.unlinked import Unlinked

MAIL_LIMIT = 20.0  # seconds until the product's worker has sent what it holds
_BETWEEN = re.compile(r"^-{79}$", re.MULTILINE)


@pytest.fixture
def reader(reader_without_script: Watched) -> Iterator[Watched]:
    """With no cookie before and none after."""
    yield reader_without_script
    assert reader_without_script.page.context.cookies() == []


def mails_to(product: Product, address: str) -> Iterator[str]:
    """The texts of all mails to `address`, in no order: every worker has a file of its own."""
    for file in (product.var / "mail").iterdir():
        for part in _BETWEEN.split(file.read_text(encoding="utf-8")):
            message = email.message_from_string(part.strip(), policy=policy.default)
            body = message.get_body(("plain",)) if message["To"] == address else None
            if body is not None:
                yield str(body.get_content())


# No more of them: a network is allowed as many without a proof of work in ten minutes.
@pytest.mark.parametrize(
    ("list_", "language"), [("letter", "ar"), ("letter", "en"), ("media", "ar")]
)
def test_a_reader_comes_onto_the_list_without_script(
    reader: Watched, product: Product, list_: str, language: str
) -> None:
    page, start = reader.page, prefix(language)
    address = f"{list_}-{language}-{product.url.rpartition(':')[2]}@readers.example"
    reader.go(f"{start}/" if list_ == "letter" else f"{start}/press/")
    if list_ == "media":
        page.locator("#media-name").fill("نورة" if language == "ar" else "Noura")
        page.locator("#media-outlet").fill("صحيفة البحر" if language == "ar" else "Sea Daily")
    page.locator(f"#{list_}-email").fill(address)
    page.locator(f"form:has(#{list_}-email) button[type=submit]").click()
    # No proof of work without script: what was written is shown once more.
    page.locator(".error-summary").wait_for()
    reader.errors[:] = [error for error in reader.errors if "422" not in error]
    assert page.locator("#id_email").input_value() == address
    page.wait_for_timeout(LEAST_TIME / timedelta(milliseconds=1) + 1000)
    page.locator("form:has(#id_email) button[type=submit]").click()
    page.wait_for_url(f"**{start}/subscribe/sent/")
    assert page.locator("html").get_attribute("lang") == language

    assert reader.go(link_to(product, address, "subscribe/confirm")) == 200
    assert page.locator("html").get_attribute("lang") == language
    button = page.locator("main form button")
    assert button.count() == 1
    button.click()
    status = page.locator("main [role=status]")
    status.wait_for()
    assert page.locator("main form").count() == 0
    page.locator("main a[href*='/subscription/']").click()
    page.locator("input[name=language]").first.wait_for()
    # The reader's own page works without a cookie too.
    page.locator("input[name=language][value=both]").check()
    page.locator("main form button").click()
    page.locator("main [role=status]").wait_for()
    assert page.locator("input[value=both]").is_checked()


def link_to(product: Product, address: str, door: str) -> str:
    """The path of the link to `door` in a mail to `address`.

    Whichever worker comes first sends it: the product's, or ours, which names another port.
    """
    manage(product.var, "worker", "--once", "--verbosity", "0")
    link = re.compile(rf"http://[^/\s]+(\S*/{door}/\S+)")
    until = time.monotonic() + MAIL_LIMIT
    while time.monotonic() < until:
        for text in mails_to(product, address):
            if found := link.search(text):
                return found[1]
        time.sleep(0.1)  # between two looks at what another process writes
    raise AssertionError(f"no mail to {address} holds a link to {door}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_comes_chooses_leaves_and_stays(
    product: Product, chromium: Browser, language: str
) -> None:
    """On a phone, with script: the proof of work is done while the address is written."""
    address = f"phone-{language}-{product.url.rpartition(':')[2]}@readers.example"
    start = prefix(language)
    with watched(chromium, product.url, width=390) as visitor:
        page = visitor.page
        visitor.go(f"{start}/subscribe/")
        entity = page.locator("#id_entity")
        assert not entity.is_visible()
        page.locator("#id_audience").select_option("government")
        assert entity.is_visible()
        page.locator("#id_email").fill(address)
        assert visitor.sideways_scroll() == 0
        page.locator("form:has(#id_email) button[type=submit]").click()
        page.wait_for_url(f"**{start}/subscribe/sent/")

        visitor.go(link_to(product, address, "subscribe/confirm"))
        page.locator("main form button").click()
        page.locator("main [role=status]").wait_for()
        page.locator("main a[href*='/subscription/']").click()
        page.locator("input[name=language][value=both]").check()
        page.locator("main form button").click()
        page.locator("main [role=status]").wait_for()
        assert page.locator("input[value=both]").is_checked()
        assert page.locator("#id_audience").input_value() == "government"
        own = visitor.path

        visitor.go(own)
        page.locator("main a[href$='/data/']").click()
        page.locator("main form button").click()
        page.locator("main [role=status]").wait_for()
        own_data = link_to(product, address, "subscription/data")
        with page.expect_download() as taken:
            visitor.go(own_data)
            page.locator("main form button").click()
        held = json.loads(taken.value.path().read_text(encoding="utf-8"))
        assert held["subscription"]["email"] == address
        assert held["subscription"]["language"] == "both"

        visitor.go(own)
        page.locator("main a[href$='/unsubscribe/']").click()
        page.locator("input[value=too-often]").check()
        page.locator("main form button").click()
        page.wait_for_url("**/subscription/left/**")
        page.locator("main [role=status]").wait_for()
        assert visitor.sideways_scroll() == 0
        page.locator("main form button").click()
        page.locator("main form").wait_for(state="detached")
        visitor.go(own)
        assert page.locator("input[value=both]").is_checked()

        visitor.go(own_data)
        page.locator("main a[href$='/erase/']").click()
        page.locator("main form button").click()
        page.wait_for_url(f"**{start}/subscribe/erased/")
        assert page.context.cookies() == []
        visitor.assert_calm()
        assert visitor.go(own) == 410


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_was_sent_and_gone_back_to_is_sent_again(
    product: Product, chromium: Browser, language: str
) -> None:
    """A proof is good once: the page makes another. The short form comes in by nothing else."""
    start = prefix(language)
    with watched(chromium, product.url, width=390) as visitor:
        page = visitor.page
        visitor.go(f"{start}/")
        for name in ("first", "second"):
            page.locator("#letter-email").fill(f"{name}-{language}@readers.example")
            page.locator("form:has(#letter-email) button[type=submit]").click()
            page.wait_for_url(f"**{start}/subscribe/sent/")
            page.go_back()
        visitor.assert_calm()


def test_whoever_stops_a_page_that_does_not_come_can_send_it_again(
    product: Product, chromium: Browser
) -> None:
    """As on a slow network: the page stays as it was, and its button works."""
    with watched(chromium, product.url, width=390) as visitor:
        page = visitor.page
        visitor.go("/subscribe/")
        page.locator("#id_email").fill("stopped@readers.example")
        button = page.locator("form:has(#id_email) button[type=submit]")
        page.route("**/subscribe/", lambda route: route.fulfill(status=204), times=1)
        with page.expect_request(lambda request: request.method == "POST"):
            button.click()
        # The first press counts for a while, lest two quick ones send twice.
        page.wait_for_timeout(4500)
        button.click()
        page.wait_for_url("**/subscribe/sent/")
        visitor.assert_calm()


def test_a_browser_that_only_looks_changes_nothing(
    product: Product, chromium: Browser, unlinked: Unlinked
) -> None:
    """As scanners do that run a page's scripts and press nothing."""
    held = ("newsletter", "--exclude", "newsletter.clickcount", "--exclude", "newsletter.issuepage")
    before = manage(product.var, "dumpdata", *held)
    personal = [path for path in unlinked.addresses.values() if "rating" not in path]
    with watched(chromium, product.url) as visitor:
        for language in LANGUAGES:
            for path in personal:
                visitor.go(f"{prefix(language)}{path}")
                visitor.page.wait_for_load_state("networkidle")
                visitor.page.mouse.move(200, 400)
                visitor.page.mouse.wheel(0, 2000)
    assert manage(product.var, "dumpdata", *held) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mistake_is_named_and_nothing_is_lost(reader: Watched, language: str) -> None:
    page = reader.page
    reader.go(f"{prefix(language)}/press/")
    page.locator("#media-name").fill("Noura")
    page.locator("#media-email").fill("noura@")
    page.locator("form:has(#media-email) button[type=submit]").click()
    summary = page.locator(".error-summary")
    summary.wait_for()
    # A status of refusal is no fault of the page.
    reader.errors[:] = [error for error in reader.errors if "422" not in error]
    assert page.locator("#id_name").input_value() == "Noura"
    assert page.locator("#id_email").input_value() == "noura@"
    summary.locator("a").first.click()
    assert page.evaluate("document.activeElement.id") in {"id_outlet", "id_email"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_of_the_press_page_are_what_their_labels_say(
    reader: Watched, language: str
) -> None:
    page = reader.page
    reader.go(f"{prefix(language)}/press/")
    links = page.locator(".press-picture__file")
    assert links.count() >= 6
    for link in links.all():
        answer = page.request.get(reader.base + (link.get_attribute("href") or ""))
        assert answer.headers["content-type"] == link.get_attribute("type")
        with Image.open(io.BytesIO(answer.body())) as image:
            facts = link.locator(".press-picture__facts").inner_text()
            assert f"{image.width} × {image.height}" in facts
            assert str(image.format).lower() in facts.lower()


def test_a_script_copies_a_statement_with_its_source(product: Product, chromium: Browser) -> None:
    with watched(chromium, product.url) as visitor:
        visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        visitor.go("/press/")
        quote = visitor.page.locator(".quotable").first
        quote.locator("button").click()
        visitor.page.wait_for_function(
            "document.querySelector('.quotable [role=status]').textContent.length > 0"
        )
        copied = visitor.page.evaluate("navigator.clipboard.readText()")
        assert quote.locator("blockquote").inner_text().strip() in copied
        assert f"{product.url}/column/" in copied
        visitor.assert_calm()


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_paper_the_statements_stay_and_forms_go(
    product: Product, chromium: Browser, language: str
) -> None:
    with watched(chromium, product.url) as visitor:
        visitor.go(f"{prefix(language)}/press/")
        visitor.page.emulate_media(media="print")
        assert visitor.page.locator(".quotable__statement").first.is_visible()
        assert visitor.page.locator(".press__address").first.is_visible()
        for gone in (".signup", ".quotable button", ".press-picture__files"):
            assert not visitor.page.locator(gone).first.is_visible(), gone
