"""Reminds contacts before the deadline whose entity has sent nothing."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction

from newsletter.actions.change_call import senders
from newsletter.actions.write_to_contact import write_to_contact
from newsletter.call_days import in_waking_hours, local_day, mark_due
from newsletter.models import CallRecipient, ItemCall

if TYPE_CHECKING:
    from datetime import date, datetime

logger = logging.getLogger(__name__)


def remind_entities(now: datetime) -> None:
    """All that is due at `now`; run again, it writes nothing twice. Each row stands by itself."""
    if not in_waking_hours(now):
        return
    today = local_day(now)
    for call in ItemCall.objects.filter(closed_at=None, deadline__gte=today):
        silent = call.recipients.filter(contact__is_active=True)
        for number in silent.exclude(contact__entity__in=senders(call)).values_list(
            "pk", flat=True
        ):
            try:
                _remind(number, today, now)
            except Exception as error:  # one bad row must not keep the others from theirs
                # Not the error's own words, which may hold an address.
                logger.error("recipient %s not reminded: %s", number, type(error).__name__)


@transaction.atomic
def _remind(number: int, today: date, now: datetime) -> None:
    recipient = (
        CallRecipient.objects.select_for_update(of=("self",))
        .select_related("contact__entity", "call")
        .get(pk=number)
    )
    call = recipient.call
    mark = mark_due(call.deadline, today, known_since=_known_since(recipient))
    if mark is None or mark in recipient.reminded or call.is_over(now):
        return
    recipient.reminded = [*recipient.reminded, mark]
    recipient.save(update_fields=["reminded"])
    write_to_contact(
        recipient,
        "call_reminder",
        now=now,
        once=f"{call.deadline.isoformat()}:{mark}",
        days=(call.deadline - today).days,
    )


def _known_since(recipient: CallRecipient) -> date:
    """The day on which the contact learned of the deadline."""
    moved = recipient.call.deadline_set_at
    return local_day(max(recipient.asked_at, moved) if moved else recipient.asked_at)
