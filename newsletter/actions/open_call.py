"""Asks entities for items of a month: each contact by a mail with a link of their own (N4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from newsletter.actions.write_to_contact import write_to_contact
from newsletter.models import CallRecipient, ItemCall

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from cms.models import User
    from newsletter.models import EntityContact


@transaction.atomic
def open_call(
    *,
    month: date,
    deadline: date,
    guidance: str,
    contacts: Iterable[EntityContact],
    opened_by: User | None,
    now: datetime,
) -> tuple[ItemCall, bool]:
    """The month's call, and whether this made it; who was asked already is not asked again.

    `month` is any day of it. Where the month has a call, its deadline and guidance stay, and
    nobody is asked.
    """
    call, made = ItemCall.objects.get_or_create(
        month=month.replace(day=1),
        defaults={
            "deadline": deadline,
            "guidance": guidance,
            "opened_by": opened_by,
            "opened_at": now,
        },
    )
    if made:
        ask(call, contacts, now)
    return call, made


@transaction.atomic
def ask(call: ItemCall, contacts: Iterable[EntityContact], now: datetime) -> int:
    """Asks these contacts too; gives how many had not been. A call that is over asks nobody."""
    if call.is_over(now):
        return 0
    asked = 0
    for contact in contacts:
        if not contact.is_active:
            continue
        recipient, made = CallRecipient.objects.get_or_create(
            call=call, contact=contact, defaults={"asked_at": now}
        )
        if made:
            write_to_contact(recipient, "call", now=now)
            asked += 1
    return asked
