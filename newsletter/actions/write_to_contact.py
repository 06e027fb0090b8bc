"""Writes to a contact of an entity, in their language, with the link that is theirs alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from cms.addresses import form_address
from cms.dates import hijri_day, long_day, month_name
from cms.notices.actions.notify import notify
from newsletter.models import CallRecipient
from newsletter.tokens import call_token_for

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from newsletter.models import EntityContact, EntityItem

#: Begins the key of every notice of a call; the recipient's number follows.
NOTICE_KEY: Final = "newsletter.call:"


def write_to_contact(
    recipient: CallRecipient, event: str, *, now: datetime, once: str = "", **more: Any
) -> None:
    """Sends `newsletter/mail/<event>`, once for each `once`; nothing to who is asked no more."""
    contact, call = recipient.contact, recipient.call
    if not contact.is_active:
        return
    language = language_of(contact)
    with translation.override(language):
        context = {
            "entity": " ".join(str(contact.entity).split()),
            "month": month_name(call.month, language),
            "deadline": long_day(call.deadline, language),
            "hijri": hijri_day(call.deadline, language),
            "guidance": call.guidance,
            "url": link_of(recipient),
            **more,
        }
    notify(
        f"{NOTICE_KEY}{recipient.pk}:{event}:{once}",
        recipient=contact.email,
        language=language,
        template=f"newsletter/mail/{event}",
        context=context,
        now=now,
    )


def write_about(
    item: EntityItem,
    event: str,
    *,
    now: datetime,
    once: str,
    by_language: Mapping[str, Mapping[str, str]] | None = None,
    **more: Any,
) -> None:
    """To who sent the item; to all of the entity who were asked when that person is gone.

    `by_language` is for the context what `more` is, of the language in which it is written.
    """
    asked = CallRecipient.objects.select_related("contact__entity", "call").filter(
        call=item.call_id, contact__entity=item.entity_id, contact__is_active=True
    )
    sender = [row for row in asked if row.contact_id == item.contact_id]
    for recipient in sender or asked:
        language = language_of(recipient.contact)
        context = {"title": title_for(item, language), **(by_language or {}).get(language, {})}
        write_to_contact(recipient, event, now=now, once=f"{item.pk}:{once}", **context, **more)


def title_for(item: EntityItem, language: str) -> str:
    """The title as the entity wrote it, in this language if it did."""
    own = item.title_en if language == "en" else item.title_ar
    return " ".join((own or item.title_ar or item.title_en).split())


def language_of(contact: EntityContact) -> str:
    known = contact.language in dict(settings.LANGUAGES)
    return contact.language if known else str(settings.LANGUAGE_CODE)


def link_of(recipient: CallRecipient) -> str:
    """Where the recipient sends items, in the active language."""
    return form_address(reverse("entity_items", args=[call_token_for(recipient.pk)]))
