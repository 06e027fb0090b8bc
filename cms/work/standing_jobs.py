"""The jobs of the background itself."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from cms.work import pruning
from cms.work import publish_due as publishing
from cms.work.jobs import job

if TYPE_CHECKING:
    from datetime import datetime

logger = logging.getLogger("cms.work")


@job("work.publish_due", every=timedelta(seconds=30))
def publish_due(now: datetime) -> None:
    outcome = publishing.publish_due(now)
    if outcome.published or outcome.unpublished or outcome.failed:
        logger.info(
            "on schedule: %d published, %d taken back, %d failed",
            outcome.published, outcome.unpublished, outcome.failed,
        )  # fmt: skip


@job("work.prune", every=timedelta(days=1))
def prune(now: datetime) -> None:
    pruning.prune(now)
