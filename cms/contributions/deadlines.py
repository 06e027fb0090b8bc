"""When is a reminder due? Pure rules on days of the site's zone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date, datetime

#: Days before the deadline on which the entity is reminded, the last first.
MARKS: Final = (1, 2, 7)

#: Nobody's telephone rings at night.
FIRST_HOUR: Final = 8

#: How long editors are shown an invitation whose deadline passed with entities outstanding.
OVERDUE_SHOWN: Final = timedelta(days=30)

#: From when on an invitation is urgent on the contributor's first screen.
URGENT: Final = timedelta(days=3)


def mark_due(deadline: date, today: date, *, known_since: date) -> int | None:
    """The mark whose reminder is due on `today`: the latest one that has come, or None.

    A mark of a day on or before `known_since`, when the entity learned of the deadline, is never
    due; after a day on which nothing ran the latest mark stands for those that were missed.
    """
    left = (deadline - today).days
    if left < 0:
        return None
    for mark in MARKS:
        if left <= mark:
            return mark if deadline - timedelta(days=mark) > known_since else None
    return None


def in_waking_hours(local: datetime) -> bool:
    """Whether mail may go out at this moment of the site's zone."""
    return local.hour >= FIRST_HOUR
