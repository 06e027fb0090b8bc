"""The task of every job."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django_tasks import task

from cms.work import trouble
from cms.work.jobs import JOBS
from cms.work.models import JobSlot, Kind


@task(priority=50)  # behind no long queue of mails
def run_job(name: str, slot: str) -> str:
    """Does a job for the turn that begins at `slot` (ISO 8601); says what came of it.

    A turn whose successor has begun is over: after a standstill only the newest is done.
    """
    job = JOBS.get(name)
    if job is None:
        return "unknown"  # of another version of the product
    if trouble.is_parked(Kind.JOB, name):
        return "parked"
    turns = JobSlot.objects.filter(job=name)
    mine = turns.filter(slot=datetime.fromisoformat(slot)).values_list("pk", flat=True).first()
    # By the order of writing and not by time: a clock that once ran ahead stops nothing.
    if mine is None or turns.filter(pk__gt=mine).exists():
        return "superseded"
    job.run(timezone.now())
    trouble.cleared(Kind.JOB, name)
    return "done"
