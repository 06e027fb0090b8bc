"""The worker: takes tasks one by one, looks between them whose turn it is and who has died.

Queue and claim are those of `django_tasks_db`. What its own worker lacks is here: a failed task
is tried again, a dead worker's task is freed, and an idle worker takes no lock.
"""

from __future__ import annotations

import logging
import signal
import time
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, SuspiciousOperation
from django.db import (
    DatabaseError,
    InterfaceError,
    close_old_connections,
    connection,
    connections,
    transaction,
)
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks.base import TaskContext
from django_tasks.signals import task_finished, task_started
from django_tasks_db.models import DBTaskResult

from cms.work.fault import fault_of
from cms.work.liveness import Heartbeat, Watch, silent
from cms.work.models import Reason
from cms.work.reclaim import reclaim
from cms.work.settle import lost_interest, settle_failure, settle_success
from cms.work.tick import tick

if TYPE_CHECKING:
    from types import FrameType

    from django_tasks.base import TaskResult

logger = logging.getLogger("cms.work")

_NAP = 0.2  # seconds: so soon does an idle worker see that it shall end
_NO_DATABASE = 5.0
#: Wagtail's tasks that bring an index up to date; of a deleted row nothing is left to index.
_OF_INDEXES = frozenset(
    {
        "wagtail.tasks.update_reference_index_task",
        "modelsearch.tasks.insert_or_update_object_task",
    }
)
#: SQLite's one lock goes to whoever happens to ask when it is free: without a pause a worker
#: with much to do would be asking most of the time, and editors wait for seconds.
_COURTESY = 0.02


class Interrupted(BaseException):
    """The operator insists: the task in hand goes back to the queue."""


class Worker:
    """One process's worker. `once` ends it when no task is ready."""

    def __init__(self, *, interval: float = 1.0, once: bool = False) -> None:
        self.worker_id = f"worker-{get_random_string(20)}"
        self.interval = interval
        self.once = once
        self._ending = False
        self._busy = False
        self._next_round = 0.0
        self._watch = Watch()

    # -- signals -------------------------------------------------------------------------------

    def listen(self) -> None:
        """SIGTERM and SIGINT end it after the task in hand, the second SIGINT at once."""
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGINT, self._end)

    def _end(self, number: int, _frame: FrameType | None) -> None:
        if self._ending and self._busy and number == signal.SIGINT:
            raise Interrupted
        self._ending = True

    # -- the loop ------------------------------------------------------------------------------

    def run(self) -> None:
        with Heartbeat(self.worker_id):
            logger.info("worker %s begins", self.worker_id)
            while not self._ending:
                try:
                    worked = self.step()
                except (DatabaseError, InterfaceError) as error:
                    if self.once:
                        raise
                    # A server that restarts; a worker that ended would only have to come back.
                    logger.error("the database does not answer: %s", type(error).__name__)
                    connections.close_all()
                    self._rest(_NO_DATABASE)
                    continue
                if worked:
                    continue
                if self.once:
                    break
                self._rest(self.interval)
            logger.info("worker %s ends", self.worker_id)

    def step(self) -> bool:
        """One task, or none; before it, the round when it is time for one."""
        close_old_connections()
        if time.monotonic() >= self._next_round:
            self._round()
            self._next_round = time.monotonic() + settings.WORK_ROUND_EVERY
        task = claim(self.worker_id)
        if task is not None:
            self._do(task)
            if connection.vendor == "sqlite":
                time.sleep(_COURTESY)
        close_old_connections()
        return task is not None

    def _rest(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not self._ending and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, _NAP))

    def _round(self) -> None:
        now = timezone.now()
        for name in tick(now):
            logger.debug("turn of %s", name)
        # Who stays can watch; who only passes by has but the clock.
        judge = (
            partial(silent, now=now)
            if self.once
            else partial(self._watch.dead, stopwatch=time.monotonic())
        )
        reclaim(
            now,
            lambda workers: judge(w for w in workers if w.worker_id != self.worker_id),
            idle=self.worker_id,
        )

    # -- a task --------------------------------------------------------------------------------

    def _do(self, row: DBTaskResult[Any, Any]) -> None:
        self._busy = True
        started = time.monotonic()
        error: BaseException | None = None
        value: Any = None
        try:
            value = _call(row)
        except ObjectDoesNotExist as caught:
            # What was to be indexed is gone: an editor's next save may replace a page's rows.
            error = None if row.task_path in _OF_INDEXES else caught
        except Interrupted:
            lost_interest(row)
            logger.warning("task %s went back to the queue", row.pk)
            return
        except BaseException as caught:  # whatever a task does, the worker goes on
            error = caught
        finally:
            self._busy = False
        took = time.monotonic() - started
        if error is None:
            settled = settle_success(row, value)
            logger.info("done %s in %.2f s%s", _name(row), took, _said(value))
        else:
            reason = Reason.UNKNOWN if _is_unknown(row) else Reason.RAISED
            settled = settle_failure(row, fault_of(error, reason=reason), timezone.now())
        if not settled:
            logger.warning("task %s was taken away meanwhile", row.pk)
        elif not _is_unknown(row):
            task_finished.send(type(row.task.get_backend()), task_result=row.task_result)


def claim(worker_id: str) -> DBTaskResult[Any, Any] | None:
    """The next task, now this worker's; a look without a lock comes first."""
    ready = DBTaskResult.objects.ready().filter(backend_name="default")
    if not ready.exists():
        return None
    with transaction.atomic():
        row: DBTaskResult[Any, Any] | None = ready.get_locked()
        if row is not None:
            row.claim(worker_id)
    return row


def _call(row: DBTaskResult[Any, Any]) -> Any:
    task, result = row.task, cast("TaskResult[Any]", row.task_result)
    task_started.send(type(task.get_backend()), task_result=result)
    context = (TaskContext(task_result=result),) if task.takes_context else ()
    return task.call(*context, *result.args, **result.kwargs)


def _is_unknown(row: DBTaskResult[Any, Any]) -> bool:
    try:
        row.task  # noqa: B018 - a property that imports
    except (ImportError, SuspiciousOperation):
        return True
    return False


def _name(row: DBTaskResult[Any, Any]) -> str:
    args = row.args_kwargs["args"]
    return f"job {args[0]}" if row.task_path.endswith(".run_job") else str(row.task_path)


def _said(value: Any) -> str:
    return f": {value}" if isinstance(value, str) else ""
