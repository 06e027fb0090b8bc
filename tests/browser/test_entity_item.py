"""An entity from the call to the accepted item: without account and script, on a telephone."""

from __future__ import annotations

import io
import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from newsletter.sending_days import Calendar
from tests.browser.addresses import LANGUAGES, prefix
from tests.browser.barriers import barriers
from tests.browser.product import manage
from tests.browser.test_column import Letters, at_work
from tests.browser.watching import Watched, watched

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from playwright.sync_api import Browser, FilePayload

    from tests.browser.product import Product

MANAGER = "letter@barza.example"
PHONE = 390
DUBAI = ZoneInfo("Asia/Dubai")
WORDS = {
    "ar": ("موعد الطبيب برسالة واحدة", "صار حجز الموعد برسالة نصية واحدة.", "شاشة هاتف"),
    "en": ("A doctor by one message", "An appointment now takes one message.", "A telephone"),
}
ACCEPTED = {"ar": "مقبولة", "en": "Accepted"}
_CLEAR = """
from cms.models import ContentPage, CustomImage
from newsletter.models import EntityContact, EntityItem, ItemCall
ours = EntityItem.objects.filter(contact__email__endswith="@journey.example")
for number in [number for item in ours for number in item.pages.values()]:
    ContentPage.objects.get(pk=number).specific.delete()
CustomImage.objects.filter(pk__in=ours.values("picture")).delete()
calls = ItemCall.objects.filter(recipients__contact__email__endswith="@journey.example")
numbers = set(calls.values_list("pk", flat=True))
ours.delete()
ItemCall.objects.filter(pk__in=numbers).delete()
EntityContact.objects.filter(email__endswith="@journey.example").delete()
"""
_PREPARE = """
import json
from cms.models import Entity
from newsletter.models import EntityContact
contact = EntityContact.objects.create(
    entity=Entity.objects.first(), name="Noura", email="{language}@journey.example",
    language="{language}")
print(json.dumps(contact.pk))
"""


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def contact(product: Product, language: str) -> Iterator[int]:
    """Someone of an entity who was never asked, and is forgotten afterwards."""
    manage(product.var, "shell", "--no-imports", "-c", _CLEAR)
    said = manage(product.var, "shell", "--no-imports", "-c", _PREPARE.format(language=language))
    yield int(json.loads(said.splitlines()[-1]))
    manage(product.var, "shell", "--no-imports", "-c", _CLEAR)


def test_an_item_from_the_call_to_its_draft(
    product: Product, chromium: Browser, contact: int, language: str
) -> None:
    with (
        at_work(chromium, product, MANAGER) as manager,
        watched(chromium, product.url, width=PHONE, script=False) as entity,
        watched(chromium, product.url, width=PHONE) as axe,
    ):
        letters = Letters(product)
        call = ask(manager, contact)
        (link,) = letters.links(f"{language}@journey.example", "/items/")
        path = urlsplit(link).path
        assert path.startswith(f"{prefix(language)}/items/")

        send(entity, path, language)
        assert entity.page.context.cookies() == []
        accept(manager, call, language)

        entity.go(path)
        assert ACCEPTED[language] in entity.text(".items__item")
        assert not entity.page.locator(".items__item .aegov-btn").count()
        for visited in (path, f"{path}?done=sent"):
            axe.go(visited)
            assert [str(found) for found in barriers(axe.page)] == []
        for visitor in (manager, entity, axe):
            visitor.assert_calm()


def ask(manager: Watched, contact: int) -> int:
    """On a telephone too; gives the number of the call."""
    page = manager.page
    page.set_viewport_size({"width": PHONE, "height": 900})
    manager.go("/admin/newsletter/items/new/")
    for box in page.locator("[name=contacts]").all():
        box.set_checked(box.get_attribute("value") == str(contact))
    page.locator("[name=deadline]").fill(f"{working_day():%Y-%m-%d}")
    page.locator("[name=deadline]").press("Tab")
    page.locator("form:has([name=deadline]) [type=submit]").last.click()
    page.locator(".messages .success").wait_for()
    assert manager.sideways_scroll() == 0
    return int(manager.path.rstrip("/").rpartition("/")[2])


def send(entity: Watched, path: str, language: str) -> None:
    """First without a description of the picture, then with one; what was typed stays."""
    title, text, alt = WORDS[language]
    page = entity.page
    assert entity.go(path) == 200
    assert page.locator("html").get_attribute("lang") == language
    page.locator(f"[name=title_{language}]").fill(title)
    page.locator(f"[name=text_{language}]").fill(text)
    picture: FilePayload = {"name": "screen.png", "mimeType": "image/png", "buffer": png()}
    page.locator("[name=picture]").set_input_files(picture)
    page.locator("main form [type=submit]").click()
    page.locator(".error-summary").wait_for()
    entity.errors[:] = [error for error in entity.errors if "422" not in error]
    assert page.locator(f"[name=title_{language}]").input_value() == title
    page.locator(f"[name=picture_alt_{language}]").fill(alt)
    page.locator("[name=picture]").set_input_files(picture)
    page.locator("main form [type=submit]").click()
    page.locator(".items__done").wait_for()
    assert title in entity.text(".items__item")
    image = page.locator(".items__item img")
    image.scroll_into_view_if_needed()
    assert image.get_attribute("alt") == alt
    assert page.request.get(f"{entity.base}{image.get_attribute('src')}").status == 200
    assert entity.sideways_scroll() == 0


def accept(manager: Watched, call: int, language: str) -> None:
    title, text, _alt = WORDS[language]
    page = manager.page
    manager.go(f"/admin/newsletter/items/{call}/")
    page.get_by_role("link", name=title).click()
    page.locator(".entity-items__column").first.wait_for()
    assert text in manager.text(f".entity-items__column[lang={language}]")
    page.locator("[name=sort][value=app]").check()
    page.locator("form[action$='/accept/'] [type=submit]").click()
    page.locator(".messages .success").wait_for()
    assert title in page.locator(f"main li [lang={language}]").inner_text()
    assert manager.sideways_scroll() == 0


def working_day() -> date:
    calendar = Calendar(DUBAI)
    day = datetime.now(DUBAI).date() + timedelta(days=8)
    while day.weekday() >= 5 or calendar.holiday(day):
        day += timedelta(days=1)
    return day


def png() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (640, 400), (12, 90, 60)).save(data, "PNG")
    return data.getvalue()
