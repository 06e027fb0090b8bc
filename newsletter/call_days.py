"""When entities are asked and reminded, and which days are good for a deadline (N4).

Days are calendar days of the site's zone.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from newsletter.models import Holiday
from newsletter.sending_days import Calendar

if TYPE_CHECKING:
    from datetime import date, datetime

#: Days before the deadline on which an entity that sent nothing is reminded, the last first.
MARKS: Final = (1, 5)
#: Nobody's telephone rings at night.
FIRST_HOUR: Final = 8
_SATURDAY: Final = 5


def mark_due(deadline: date, today: date, *, known_since: date) -> int | None:
    """The mark whose reminder is due on `today`: the latest one that has come, or None.

    A mark of a day on or before `known_since`, when the contact learned of the deadline, is never
    due; after days on which nothing ran the latest mark stands for those that were missed.
    """
    left = (deadline - today).days
    if left < 0:
        return None
    for mark in MARKS:
        if left <= mark:
            return mark if deadline - timedelta(days=mark) > known_since else None
    return None


def in_waking_hours(now: datetime) -> bool:
    return timezone.localtime(now, timezone.get_default_timezone()).hour >= FIRST_HOUR


def local_day(now: datetime) -> date:
    """The day in the site's zone, whatever zone the reader has."""
    return timezone.localdate(now, timezone.get_default_timezone())


def why_free(day: date, language: str) -> str | None:
    """Why nobody works on the day: the holiday's name, empty for a weekend; None on others."""
    declared = Holiday.objects.filter(day=day)
    calendar = Calendar(
        timezone.get_default_timezone(),
        free={row.day: _names(row) for row in declared if not row.is_working},
        working=frozenset(row.day for row in declared if row.is_working),
    )
    holiday = calendar.holiday(day)
    if holiday is not None:
        return holiday.name(language)
    return "" if day.weekday() >= _SATURDAY else None


def _names(row: Holiday) -> dict[str, str]:
    data = getattr(row.name, "data", row.name)
    return dict(data) if isinstance(data, dict) else {"": str(data)}
