"""How is a moment said to people? Day and hour in the house's zone, in the active language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import get_language, gettext

from cms.dates import long_day

if TYPE_CHECKING:
    from datetime import datetime


def moment(at: datetime) -> str:
    """ "22 November 2026, 14:30"."""
    local = timezone.localtime(at)
    return gettext("%(day)s, %(time)s") % {
        "day": long_day(local.date(), get_language() or "ar"),
        "time": f"{local:%H:%M}",
    }
