"""Opens the month's call by itself, where the house wants that (N4)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from newsletter.actions.open_call import open_call
from newsletter.call_days import in_waking_hours, local_day, why_free
from newsletter.models import EntityContact, ItemCall

if TYPE_CHECKING:
    from datetime import datetime

#: How long entities have; a deadline on a free day goes to the next working day.
OPEN_FOR: Final = timedelta(days=14)


def open_monthly_call(now: datetime, from_day: int) -> ItemCall | None:
    """The call that this opened, or None.

    From `from_day` of the month on (0: never), from eight in the morning in the site's zone, with
    all contacts who are asked and the guidance of the call before. May run any number of times; a
    month that has a call keeps it.
    """
    today = local_day(now)
    month = today.replace(day=1)
    if not from_day or today.day < from_day or not in_waking_hours(now):
        return None
    if ItemCall.objects.filter(month=month).exists():
        return None
    contacts = EntityContact.objects.filter(is_active=True).select_related("entity")
    if not contacts.exists():
        return None
    deadline = today + OPEN_FOR
    while why_free(deadline, "") is not None:
        deadline += timedelta(days=1)
    before = ItemCall.objects.order_by("-month").first()
    call, made = open_call(
        month=month,
        deadline=deadline,
        guidance=before.guidance if before else "",
        contacts=contacts,
        opened_by=None,
        now=now,
    )
    return call if made else None
