"""Calls, links and items, as managers and contacts make them."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from PIL import Image

from cms.access.roles import Role
from cms.notices.models import Notice, NoticeState
from cms.notices.tasks import deliver
from newsletter.actions.open_call import open_call
from newsletter.models import CallRecipient, EntityContact, EntityItem, ItemCall
from newsletter.tokens import call_token_for
from tests.factories import people

if TYPE_CHECKING:
    from cms.models import Entity, User

MONTH = date(2026, 11, 1)
ARABIC = {"title_ar": "خدمة جديدة لتجديد الرخص", "text_ar": "صار تجديد الرخصة في دقيقتين."}
ENGLISH = {"title_en": "Licences renewed in two minutes", "text_en": "A new service does it."}


def contact(entity: Entity | None = None, *, language: str = "ar", **fields: Any) -> EntityContact:
    serial = EntityContact.objects.count() + 1
    return EntityContact.objects.create(
        **{
            "entity": entity or people.entity(),
            "name": f"منسقة {serial}",
            "email": f"contact-{serial}@entities.example",
            "language": language,
        }
        | fields
    )


def local_day(days: int = 0) -> date:
    """The site's date so many days from now."""
    return timezone.localdate(timezone=timezone.get_default_timezone()) + timedelta(days=days)


def called(
    *contacts: EntityContact,
    month: date = MONTH,
    days: int = 10,
    now: datetime | None = None,
    guidance: str = "",
) -> ItemCall:
    """A call whose deadline is so many days from now."""
    call, made = open_call(
        month=month,
        deadline=local_day(days),
        guidance=guidance,
        contacts=contacts,
        opened_by=None,
        now=now or timezone.now(),
    )
    assert made
    return call


def over(call: ItemCall) -> None:
    """The deadline was yesterday."""
    ItemCall.objects.filter(pk=call.pk).update(deadline=local_day(-1))
    call.refresh_from_db()


def token_of(call: ItemCall, who: EntityContact) -> str:
    return call_token_for(CallRecipient.objects.get(call=call, contact=who).pk)


def address(name: str, token: str, *args: Any, language: str = "ar") -> str:
    with translation.override(language):
        return reverse(name, args=[token, *args])


def form(**fields: Any) -> dict[str, Any]:
    return {"token": str(uuid4())} | fields


def send(token: str, *, language: str = "ar", **fields: Any) -> Any:
    """What the browser of a contact sends by the form."""
    url = address("entity_items", token, language=language)
    return Client().post(url, form(**fields))


def sent(call: ItemCall, who: EntityContact, **fields: Any) -> EntityItem:
    """An item that came by the contact's link."""
    known = set(EntityItem.objects.values_list("pk", flat=True))
    answer = send(token_of(call, who), **(fields or ARABIC))
    assert answer.status_code == 303, answer.content.decode()[:3000]
    return EntityItem.objects.select_related("call", "entity").exclude(pk__in=known).get()


def png(size: tuple[int, int] = (320, 200), name: str = "خدمة.png") -> SimpleUploadedFile:
    data = io.BytesIO()
    Image.new("RGB", size, (12, 90, 60)).save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue(), "image/png")


def manager(language: str = "ar") -> User:
    return people.user(Role.NEWSLETTER_MANAGER, language=language)


def at_desk(user: User | None = None) -> Client:
    """A browser in which a manager is logged in."""
    client = Client()
    client.force_login(user or manager())
    return client


def decide(client: Client, item: EntityItem, what: str, **fields: Any) -> Any:
    """Presses a button of the desk, having seen the item as it stands."""
    item.refresh_from_db()
    data = {"version": item.version} | fields
    answer = client.post(reverse(f"newsletter_items:{what}", args=[item.pk]), data)
    item.refresh_from_db()
    return answer


def letters(to: EntityContact) -> list[str]:
    """Subject and text of the letters to this contact, the oldest first.

    A test's own transaction never commits, so what waits for the commit is sent here.
    """
    for notice in Notice.objects.exclude(state=NoticeState.SENT).order_by("pk"):
        deliver.call(notice.pk)
    return [f"{m.subject}\n{m.body}" for m in mail.outbox if m.to == [to.email]]
