"""What is over is forgotten: whose vote it was with its day, words after some months."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from cms.feedback.models import DaySalt, Rating

if TYPE_CHECKING:
    from datetime import date, datetime


def forget_voters(now: datetime) -> None:
    """The salts of past days, and with them what their hashes could tell."""
    today = timezone.localdate(now)
    DaySalt.objects.filter(day__lt=today).delete()
    Rating.objects.filter(day__lt=today).exclude(voter="").update(voter="")


def forget_comments(now: datetime) -> int:
    """Empties comments older than RATING_COMMENTS_MONTHS; how many. Votes and reasons stay."""
    oldest = months_before(timezone.localdate(now), settings.RATING_COMMENTS_MONTHS)
    return Rating.objects.filter(day__lt=oldest).exclude(comment="").update(comment="")


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of a month that is too short."""
    year, before = divmod(day.year * 12 + day.month - 1 - months, 12)
    _weekday, last = monthrange(year, before + 1)
    return day.replace(year=year, month=before + 1, day=min(day.day, last))
