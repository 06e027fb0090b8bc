"""What the clock does for contributions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cms.contributions.actions import remind as reminding
from cms.work.jobs import job

if TYPE_CHECKING:
    from datetime import datetime


@job("contributions.remind", every=timedelta(hours=1))
def remind(now: datetime) -> None:
    reminding.remind(now)
