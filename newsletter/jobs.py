"""What is done by the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cms.work.jobs import job
from newsletter.actions import forget_unconfirmed as forgetting

if TYPE_CHECKING:
    from datetime import datetime


@job("newsletter.forget_unconfirmed", every=timedelta(days=1))
def forget_unconfirmed(now: datetime) -> None:
    forgetting.forget_unconfirmed(now)
