"""What is done by the clock: closed links keep no text, and go after a while."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cms.previews.models import PreviewLink
from cms.work.jobs import job

if TYPE_CHECKING:
    from datetime import datetime

#: How long the row of a closed link tells who opened what and when.
KEPT = timedelta(days=90)


@job("previews.tidy", every=timedelta(days=1))
def tidy(now: datetime) -> None:
    PreviewLink.objects.closed_before(now - KEPT).delete()
    PreviewLink.objects.closed_before(now).exclude(content=None).update(content=None)
