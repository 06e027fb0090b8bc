"""An entity from the invitation to the thanks, in Arabic."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest

from tests.browser.desk import number_in
from tests.browser.product import manage
from tests.browser.test_column import Letters, at_work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.browser.product import Product
    from tests.browser.watching import Watched

EDITOR, CONTRIBUTOR = "desk@barza.example", "health@barza.example"
ENTITY = "الهيئة الاتحادية للصحة"
SUBJECT = "ماذا تعلمنا من المرضى حين سألناهم؟"
GUIDANCE = "ثمانمئة كلمة ورقم واحد عن النتيجة."
SUMMARY = "سألنا المرضى عن الانتظار، فقصر الانتظار."
PARAGRAPH = "بدأنا بسؤال واحد في قاعة الانتظار."
CHANGES = "أضيفوا رقمًا يبين النتيجة."
FIGURE = "انخفض الانتظار من تسعين دقيقة إلى ثلاثين."
#: As fast as a browser can; where each click leads.
CLICKS_AT_ONCE = """
async ([url, token]) => {
  const click = () => fetch(url, { method: "POST", headers: { "X-CSRFToken": token } })
    .then((answer) => answer.url);
  return Promise.all([click(), click(), click(), click()]);
}
"""
_CLEAR = (
    "from cms.contributions.models import Invitation; from cms.models import ContentPage;"
    f"Invitation.objects.filter(subject='{SUBJECT}').delete();"
    f"[page.delete() for page in ContentPage.objects.filter(title='{SUBJECT}')]"
)


@pytest.fixture
def unheard_of(product: Product) -> Iterator[None]:
    """The subject is new, and new again for whoever comes after."""
    manage(product.var, "shell", "--no-imports", "-c", _CLEAR)
    yield
    manage(product.var, "shell", "--no-imports", "-c", _CLEAR)


@pytest.mark.usefixtures("unheard_of")
def test_an_entity_from_the_invitation_to_the_thanks(product: Product, chromium: Browser) -> None:
    with (
        at_work(chromium, product, EDITOR) as editor,
        at_work(chromium, product, CONTRIBUTOR) as author,
    ):
        before = counted(editor)
        letters = Letters(product)
        invitation = invite(editor)
        (link,) = letters.links(CONTRIBUTOR, "/contributions/mine/")

        page = open_the_draft(author, urlsplit(link).path)
        write(author)
        submit(author, page)

        ask_for_changes(editor, invitation, page)
        letters = Letters(product)
        improve(author, urlsplit(link).path)
        submit(author, page)

        approve(editor, invitation, page)
        (address,) = letters.links(CONTRIBUTOR, "/blog/")
        assert counted(editor) == [number + 1 for number in before]
        reads_what_was_published(author, address, product)
        author.go("/admin/contributions/mine/")
        assert SUBJECT in author.text("table")
        editor.assert_calm()
        author.assert_calm()


def counted(editor: Watched) -> list[int]:
    """Invited, sent and published of the entity in the overview."""
    editor.go("/admin/contributions/overview/")
    row = editor.page.locator("tbody tr", has_text=ENTITY)
    if not row.count():
        return [0, 0, 0]
    return [int(row.locator("td").nth(column).inner_text()) for column in range(3)]


def invite(editor: Watched) -> int:
    """From the first screen; gives the number of the invitation."""
    page = editor.page
    editor.go("/admin/")
    page.locator("main a[href='/admin/contributions/new/']").first.click()
    page.locator("[name=subject]").fill(SUBJECT)
    page.get_by_label(ENTITY).check()
    deadline = datetime.now(ZoneInfo("Asia/Dubai")) + timedelta(days=10)
    page.locator("[name=deadline]").fill(f"{deadline:%Y-%m-%d}")
    page.locator("[name=deadline]").press("Tab")
    page.locator("[name=also][value=en]").check()
    page.locator("[name=guidance]").fill(GUIDANCE)
    page.locator("form:has([name=subject]) [type=submit]").last.click()
    page.wait_for_url(re.compile(r"/admin/contributions/\d+/$"))
    assert page.locator(".messages .success").count() == 1
    return int(editor.path.rstrip("/").rpartition("/")[2])


def open_the_draft(author: Watched, path: str) -> int:
    """From the first screen, where the invitation stands; gives the number of the page."""
    page = author.page
    author.go("/admin/")
    page.locator(f"main a[href='{path}']").first.click()
    page.wait_for_url(f"**{path}")
    assert GUIDANCE in author.text("main")
    token = page.locator("form[action$='/open/'] [name=csrfmiddlewaretoken]").input_value()
    led = page.evaluate(CLICKS_AT_ONCE, [f"{path}open/", token])
    page.locator("form[action$='/open/'] [type=submit]").click()
    page.wait_for_url("**/edit/")
    assert set(led) == {page.url}
    assert page.locator("[name=title]").input_value() == SUBJECT
    return number_in(author.path)


def write(author: Watched) -> None:
    page = author.page
    page.locator("[name=summary]").fill(SUMMARY)
    paragraph(author, PARAGRAPH)


def improve(author: Watched, path: str) -> None:
    author.go(path)
    assert CHANGES in author.text("main")
    author.page.locator("form[action$='/open/'] [type=submit]").click()
    author.page.wait_for_url("**/edit/")
    paragraph(author, FIGURE)


def paragraph(author: Watched, text: str) -> None:
    """Adds one at the end of the body."""
    page = author.page
    stream = page.locator("[name=body-count] + *")
    before = stream.locator("> [data-streamfield-child]").count()
    stream.locator("> div > .c-sf-add-button").last.click()
    page.locator(".w-combobox__option:has(use[href='#icon-pilcrow'])").click()
    block = stream.locator("> [data-streamfield-child]").nth(before)
    block.locator("[contenteditable=true]").click()
    page.keyboard.type(text)
    # The editor of rich text hands over what was typed a moment later.
    page.wait_for_function(
        "text => [...document.querySelectorAll('[name^=body-]')].some(f => f.value.includes(text))",
        arg=text,
    )


def submit(author: Watched, number: int) -> None:
    page = author.page
    assert number_in(author.path) == number
    page.locator("footer .w-dropdown__toggle").first.click()
    page.locator("[name=action-submit]").click()
    done(author)


def done(visitor: Watched) -> None:
    """The admin left the editor and says that it went well."""
    visitor.page.wait_for_url(re.compile(r"/admin/pages/\d+/$"), timeout=60_000)
    visitor.page.locator(".messages .success").first.wait_for()


def review(editor: Watched, invitation: int, number: int) -> None:
    """Opens what was sent from the page of the invitation."""
    editor.go(f"/admin/contributions/{invitation}/")
    with editor.page.expect_navigation():
        editor.page.locator(f"a[href='/admin/pages/{number}/edit/']").click()
    editor.page.locator("footer .w-dropdown__toggle").first.click()


def ask_for_changes(editor: Watched, invitation: int, number: int) -> None:
    review(editor, invitation, number)
    page = editor.page
    page.locator("[data-workflow-action-name=reject]").click()
    page.locator(".modal-content [name$=comment]").fill(CHANGES)
    page.locator(".modal-content [type=submit]").click()
    done(editor)


def approve(editor: Watched, invitation: int, number: int) -> None:
    review(editor, invitation, number)
    plain = "[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])"
    editor.page.locator(plain).click()
    done(editor)


def reads_what_was_published(author: Watched, address: str, product: Product) -> None:
    assert address.startswith(product.url)
    author.page.goto(address)
    assert author.text("h1") == SUBJECT
    for part in (SUMMARY, PARAGRAPH, FIGURE, ENTITY):
        assert part in author.text("main")
