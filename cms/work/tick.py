"""Which jobs' turn is it? Each turn is a row, and whoever writes it has the job done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.work.enqueue import enqueue
from cms.work.jobs import JOBS
from cms.work.models import JobSlot
from cms.work.tasks import run_job

if TYPE_CHECKING:
    from cms.work.jobs import Job

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def slot_of(every: timedelta, now: datetime) -> datetime:
    """The beginning of the turn that `now` (aware) falls in, in UTC."""
    return now.astimezone(UTC) - (now - _EPOCH) % every


def tick(now: datetime) -> list[str]:
    """Has each job done whose turn is not taken yet; gives their names.

    Any number of processes may tick at once, and as often as they like. Turns that were missed
    are not made up for: a job is done once and looks itself at what is due. When the clock is
    set back, the turns of that hour are taken already and nothing is done twice.
    """
    wanted = {job.name: slot_of(job.every, now) for job in JOBS.values()}
    taken = set(
        JobSlot.objects.filter(job__in=wanted, slot__in=set(wanted.values())).values_list(
            "job", "slot"
        )
    )
    return [
        name for name, slot in wanted.items() if (name, slot) not in taken and _took(name, slot)
    ]


def _took(name: str, slot: datetime) -> bool:
    """Whether this process got the turn: the row and the task are one transaction."""
    try:
        with transaction.atomic():
            JobSlot.objects.create(job=name, slot=slot, made_at=timezone.now())
            enqueue(run_job, name, slot.isoformat())
    except IntegrityError:
        return False
    return True


def kept_slots(job: Job) -> int:
    """How many of a job's turns are kept: three days of them, counted and not by date.

    A clock that ran ahead and is set right again must still find the turns of today.
    """
    return max(100, timedelta(days=3) // job.every)
