"""What is done by the clock: nothing is kept longer than it is needed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cms.feedback.actions.forget import forget_comments, forget_voters
from cms.work.jobs import job

if TYPE_CHECKING:
    from datetime import datetime


@job("feedback.forget_voters", every=timedelta(hours=1))
def voters(now: datetime) -> None:
    forget_voters(now)


@job("feedback.forget_comments", every=timedelta(days=1))
def comments(now: datetime) -> None:
    forget_comments(now)
