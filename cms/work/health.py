"""Is the house well? For load balancers and for operators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import DatabaseError, InterfaceError
from django.db.models import Count, Max, Min, Q
from django_tasks_db.models import DBTaskResult, get_date_max

from cms.work.models import JobSlot, State, Trouble, WorkerHeartbeat

if TYPE_CHECKING:
    from datetime import datetime

#: A job comes round each minute: without one for so long nobody ticks.
LONGEST_SILENCE = timedelta(minutes=5)
LONGEST_WAIT = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Health:
    """Seconds are None where nothing was ever done, or nothing waits."""

    database: bool
    seconds_since_tick: float | None = None
    seconds_waiting: float | None = None
    waiting: int = 0
    workers: int = 0
    parked: int = 0

    @property
    def working(self) -> bool:
        """Whether the background does its work; parked tasks are told elsewhere."""
        ticked, waited = self.seconds_since_tick, self.seconds_waiting
        return (
            self.database
            and ticked is not None
            and ticked <= LONGEST_SILENCE.total_seconds()
            and (waited or 0) <= LONGEST_WAIT.total_seconds()
        )


def health(now: datetime) -> Health:
    """Never raises: a database that does not answer is an answer."""
    try:
        return _look(now)
    except (DatabaseError, InterfaceError):
        return Health(database=False)


def _look(now: datetime) -> Health:
    ticked = JobSlot.objects.aggregate(at=Max("made_at"))["at"]
    at_once = Q(run_after=get_date_max())
    ready = DBTaskResult.objects.ready().aggregate(
        count=Count("pk"),
        enqueued=Min("enqueued_at", filter=at_once),
        # A new try counts from its own moment, not from that of the first.
        due=Min("run_after", filter=~at_once),
    )
    waits = [since for since in (ready["enqueued"], ready["due"]) if since is not None]
    return Health(
        database=True,
        seconds_since_tick=(now - ticked).total_seconds() if ticked else None,
        seconds_waiting=(now - min(waits)).total_seconds() if waits else None,
        waiting=ready["count"],
        workers=WorkerHeartbeat.objects.count(),
        parked=Trouble.objects.filter(state=State.PARKED).count(),
    )
