"""Which rows of the background are over? Finished tasks, old turns, rows of long-gone workers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cms.work.jobs import JOBS
from cms.work.models import JobSlot, Kind, Trouble
from cms.work.tick import kept_slots

if TYPE_CHECKING:
    from datetime import datetime

KEEP_FINISHED = timedelta(days=3)
KEEP_PARKED = timedelta(days=90)
_BATCH = 1000


def prune(now: datetime) -> None:
    """Deletes in small steps: no other writer waits long. Waiting tasks are never touched."""
    finished = DBTaskResult.objects.filter(
        Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_FINISHED)
        | Q(status=TaskResultStatus.FAILED, finished_at__lt=now - KEEP_PARKED)
    )
    while ids := list(finished.order_by("pk").values_list("pk", flat=True)[:_BATCH]):
        DBTaskResult.objects.filter(pk__in=ids).delete()
    # Of such a task the row is gone, and of such a mail the address.
    Trouble.objects.filter(kind__in=[Kind.TASK, Kind.MAIL], last_at__lt=now - KEEP_PARKED).delete()
    _prune_slots()


def _prune_slots() -> None:
    for name in JobSlot.objects.values_list("job", flat=True).distinct().order_by():
        job = JOBS.get(name)
        turns = JobSlot.objects.filter(job=name).order_by("-pk")
        if job is None:
            turns.delete()
            continue
        last_kept = turns.values_list("pk", flat=True)[kept_slots(job) - 1 :][:1]
        for pk in last_kept:
            JobSlot.objects.filter(job=name, pk__lt=pk).delete()
