"""Moves the deadline of a call, or closes it; whom it concerns is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from newsletter.actions.write_to_contact import write_to_contact
from newsletter.models import EntityItem, ItemCall, ItemState

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from newsletter.models import CallRecipient


@transaction.atomic
def move_deadline(call: ItemCall, deadline: date, now: datetime) -> bool:
    """Whether the deadline is a new one. Opens a call again whose deadline had passed."""
    moved = (
        ItemCall.objects.filter(pk=call.pk, closed_at=None)
        .exclude(deadline=deadline)
        .update(deadline=deadline, deadline_set_at=now)
    )
    call.refresh_from_db()
    if moved:
        for recipient in _asked(call):
            recipient.reminded = []
            recipient.save(update_fields=["reminded"])
            write_to_contact(recipient, "call_moved", now=now, once=now.isoformat())
    return bool(moved)


@transaction.atomic
def close_call(call: ItemCall, now: datetime) -> bool:
    """Takes nothing more; who sent nothing before its time is told. False if it was closed."""
    early = not call.is_over(now)
    closed = ItemCall.objects.filter(pk=call.pk, closed_at=None).update(closed_at=now)
    call.refresh_from_db()
    if closed and early:
        for recipient in _asked(call).exclude(contact__entity__in=senders(call)):
            write_to_contact(recipient, "call_closed", now=now)
    return bool(closed)


def senders(call: ItemCall) -> QuerySet[EntityItem, int]:
    """Numbers of the entities that sent something and did not take it back."""
    sent = EntityItem.objects.filter(call=call).exclude(state=ItemState.WITHDRAWN)
    return sent.order_by().values_list("entity", flat=True)


def _asked(call: ItemCall) -> QuerySet[CallRecipient]:
    return call.recipients.select_related("contact__entity", "call")
