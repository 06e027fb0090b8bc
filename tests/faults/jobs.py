"""A job that comes round often enough to be raced for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cms.work.jobs import job
from tests.faults.tasks import tell

if TYPE_CHECKING:
    from datetime import datetime


@job("faults.often", every=timedelta(milliseconds=50))
def often(now: datetime) -> None:
    tell("often")


@job("faults.hourly", every=timedelta(hours=1))
def hourly(now: datetime) -> None:
    tell("hourly")
