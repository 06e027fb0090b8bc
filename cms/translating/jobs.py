"""What the clock does: gives rows to translations that came by no ordinary way."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cms.translating.actions.keep import keep_all
from cms.work.jobs import job

if TYPE_CHECKING:
    from datetime import datetime


@job("translating.keep", every=timedelta(hours=1))
def keep_rows(now: datetime) -> None:
    keep_all(now)
