"""Whose task is nobody's any more? That of a dead worker; it is made ready again, or parked."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cms.work import trouble
from cms.work.models import State, WorkerHeartbeat
from cms.work.subjects import subject_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    Judge = Callable[[Iterable[WorkerHeartbeat]], list[WorkerHeartbeat]]

logger = logging.getLogger("cms.work")


def reclaim(now: datetime, judge: Judge, *, idle: str = "") -> int:
    """Frees the tasks of dead workers, as `judge` tells them; gives how many.

    A worker without a row never began or ended; a task that is still its own is free as well.
    So are those of the worker `idle`, which asks and has none in hand: it could not write down
    how they ended.
    """
    # Tasks first: a worker that begins between the two queries is in the second one.
    running = list(DBTaskResult.objects.running())
    workers = {row.worker_id: row for row in WorkerHeartbeat.objects.all()}
    dead = {row.worker_id: row for row in judge(workers.values())}
    freed = 0
    for task in running:
        worker_id = task.worker_ids[-1] if task.worker_ids else ""
        if worker_id not in workers or worker_id in dead or worker_id == idle:
            freed += _free(task, dead.get(worker_id), now)
    for worker in dead.values():
        _bury(worker)
    return freed


def _bury(worker: WorkerHeartbeat) -> bool:
    """Takes the row of the dead away, unless it has beaten since it was judged."""
    silent = WorkerHeartbeat.objects.filter(worker_id=worker.worker_id, beats=worker.beats)
    return bool(silent.delete()[0])


def _free(task: DBTaskResult[Any, Any], dead: WorkerHeartbeat | None, now: datetime) -> bool:
    with transaction.atomic():
        if dead is not None:
            alive = WorkerHeartbeat.objects.filter(worker_id=dead.worker_id)
            if alive.exclude(beats=dead.beats).exists():
                return False
        mine = DBTaskResult.objects.select_for_update().filter(
            pk=task.pk, status=TaskResultStatus.RUNNING, worker_ids=task.worker_ids
        )
        if not list(mine.values_list("pk")):
            return False  # it has ended, or another worker has freed it
        kind, subject, name = subject_of(task)
        noted = trouble.died(kind, subject, name, now)
        if noted.state == State.PARKED:
            mine.update(status=TaskResultStatus.FAILED, finished_at=now)
        else:
            mine.update(status=TaskResultStatus.READY, run_after=noted.retry_at)
    logger.warning("task %s was freed of a dead worker", task.pk)
    return True
