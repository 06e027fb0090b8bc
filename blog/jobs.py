"""What is done by the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from blog.actions.report_missing import report_missing
from cms.work.jobs import job

if TYPE_CHECKING:
    from datetime import datetime


@job("blog.column_missing", every=timedelta(days=1))
def column_missing(now: datetime) -> None:
    report_missing(now)
