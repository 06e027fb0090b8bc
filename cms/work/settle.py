"""How did a task end? Written only by the worker whose task it still is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks.utils import normalize_json
from django_tasks_db.models import DBTaskResult, get_date_max

from cms.work import trouble
from cms.work.models import Kind
from cms.work.subjects import subject_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from cms.work.fault import Fault


def _still_mine(row: DBTaskResult[Any, Any]) -> QuerySet[Any]:
    """The row while nobody has freed it: a worker that was halted must not write over another."""
    mine: QuerySet[Any] = DBTaskResult.objects.filter(
        pk=row.pk, status=TaskResultStatus.RUNNING, worker_ids=row.worker_ids
    )
    return mine


def settle_success(row: DBTaskResult[Any, Any], value: Any) -> bool:
    """Whether the task was still this worker's."""
    try:
        value = normalize_json(value)
    except (TypeError, ValueError):
        value = None  # the work is done, whatever it gave back
    now = timezone.now()
    kind, subject, _name = subject_of(row)
    with transaction.atomic():
        written = _still_mine(row).update(
            status=TaskResultStatus.SUCCESSFUL,
            finished_at=now,
            return_value=value,
            exception_class_path="",
            traceback="",
        )
        if not written:
            return False
        # Jobs clear theirs when they really ran; and only a task with a past can have trouble.
        if kind == Kind.TASK and len(row.worker_ids) > 1:
            trouble.cleared(kind, subject)
    row.status, row.finished_at, row.return_value = TaskResultStatus.SUCCESSFUL, now, value
    return True


def settle_failure(row: DBTaskResult[Any, Any], fault: Fault, now: datetime) -> bool:
    """Has it tried again later, or parks it; whether the task was still this worker's."""
    kind, subject, name = subject_of(row)
    with transaction.atomic():
        if not list(_still_mine(row).select_for_update().values_list("pk")):
            return False
        noted = trouble.failed(kind, subject, name, fault, now)
        row.exception_class_path, row.traceback = fault.exception, fault.frames
        if noted.retry_at is None:
            row.status, row.finished_at = TaskResultStatus.FAILED, now
        else:
            row.status, row.run_after = TaskResultStatus.READY, noted.retry_at
        row.save(
            update_fields=[
                "status", "run_after", "finished_at", "exception_class_path", "traceback",
            ]
        )  # fmt: skip
    return True


def lost_interest(row: DBTaskResult[Any, Any]) -> bool:
    """Puts a task back that was interrupted through no fault of its own."""
    return bool(_still_mine(row).update(status=TaskResultStatus.READY, run_after=get_date_max()))
