"""What does the audit do by the clock? It seals what was logged."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cms.audit import chain
from cms.work.jobs import job

if TYPE_CHECKING:
    from datetime import datetime


@job("audit.seal", every=timedelta(minutes=1))
def seal(now: datetime) -> None:
    chain.seal(now)
