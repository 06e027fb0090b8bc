"""Is a worker alive? It beats in a thread of its own, however long its task takes."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import F
from django.utils import timezone

from cms.work.models import WorkerHeartbeat

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from types import TracebackType

logger = logging.getLogger("cms.work")

#: Beats within the time after which a worker counts as dead: some may be late.
_BEATS = 6


class Heartbeat:
    """Beats from entering to leaving; the row is there before the first task is claimed."""

    def __init__(self, worker_id: str) -> None:
        self.worker_id = worker_id
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat_on, name="heartbeat", daemon=True)

    def __enter__(self) -> Heartbeat:
        beat(self.worker_id)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join(timeout=5)
        try:
            WorkerHeartbeat.objects.filter(worker_id=self.worker_id).delete()
        except DatabaseError:
            logger.warning("the end of worker %s is not written down", self.worker_id)

    def _beat_on(self) -> None:
        while not self._ended.wait(settings.WORK_DEAD_AFTER / _BEATS):
            try:
                beat(self.worker_id)
            except DatabaseError as error:
                # While nobody can write, nobody can take a task away either.
                logger.warning("a beat was missed: %s", type(error).__name__)
                connection.close()
        connection.close()  # this thread's own


def beat(worker_id: str) -> None:
    now = timezone.now()
    mine = WorkerHeartbeat.objects.filter(worker_id=worker_id)
    if not mine.update(beats=F("beats") + 1, seen_at=now):
        # At the start; or taken for dead, as after a long halt of the process, and back.
        WorkerHeartbeat.objects.create(worker_id=worker_id, beats=1, seen_at=now)


class Watch:
    """Whose beats have stood still, by the watcher's own stop-watch.

    `since` holds, for each worker, its number and the moment it was first seen with it. The
    stop-watch does not run while the machine sleeps, and no clock that is set moves it.
    """

    def __init__(self) -> None:
        self._since: dict[str, tuple[int, float]] = {}

    def dead(self, workers: Iterable[WorkerHeartbeat], stopwatch: float) -> list[WorkerHeartbeat]:
        """Those who did not beat for `WORK_DEAD_AFTER` seconds of `stopwatch`."""
        seen: dict[str, tuple[int, float]] = {}
        found = []
        for worker in workers:
            beats, since = self._since.get(worker.worker_id, (worker.beats, stopwatch))
            if beats != worker.beats:
                since = stopwatch
            seen[worker.worker_id] = (worker.beats, since)
            if stopwatch - since >= settings.WORK_DEAD_AFTER:
                found.append(worker)
        self._since = seen
        return found


def silent(workers: Iterable[WorkerHeartbeat], now: datetime) -> list[WorkerHeartbeat]:
    """As `Watch.dead` for one that has just come and cannot watch: by the clock, once.

    A clock set back makes it find the dead later, never the living dead.
    """
    limit = now - timedelta(seconds=settings.WORK_DEAD_AFTER)
    return [worker for worker in workers if worker.seen_at <= limit]
