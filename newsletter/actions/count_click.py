"""Counts that a link of a mailing was followed, and nothing else about it (N9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F
from django.utils import timezone

from newsletter.models import ClickCount

if TYPE_CHECKING:
    from datetime import datetime


def count_click(link_id: int, variant: str, now: datetime) -> None:
    """One more click on the link by readers of an edition, on the day in the site's zone.

    One write; three for the first click of a day. Clicks at the same moment are all counted.
    Raises IntegrityError where the link has gone meanwhile.
    """
    day = timezone.localdate(now)
    row = ClickCount.objects.filter(link_id=link_id, variant=variant, day=day)
    if row.update(count=F("count") + 1):
        return
    # Who comes first makes the row; who comes at the same moment finds it.
    ClickCount.objects.bulk_create(
        [ClickCount(link_id=link_id, variant=variant, day=day, count=0)], ignore_conflicts=True
    )
    row.update(count=F("count") + 1)
