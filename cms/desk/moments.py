"""How far off is a moment, in words of the active language, counted in days of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext, ngettext

if TYPE_CHECKING:
    from datetime import datetime


def relative_day(at: datetime, now: datetime) -> str:
    """ "today", "in 3 days", "2 days ago": by the calendar of the house, not by hours."""
    days = (timezone.localdate(at) - timezone.localdate(now)).days
    if days == 0:
        return gettext("today")
    if days == 1:
        return gettext("tomorrow")
    if days == -1:
        return gettext("yesterday")
    if days > 0:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    return ngettext("%(days)s day ago", "%(days)s days ago", -days) % {"days": -days}


def greeting(now: datetime) -> str:
    """By the hour of the house."""
    return gettext("Good morning") if timezone.localtime(now).hour < 12 else gettext("Good evening")
