"""Notices by the clock."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cms.notices.actions.deliver import due
from cms.notices.models import Notice, NoticeState
from cms.notices.tasks import deliver
from cms.work.enqueue import enqueue
from cms.work.jobs import job

if TYPE_CHECKING:
    from datetime import datetime

KEEP_ADDRESSES = timedelta(days=90)
_AT_ONCE = 500


@job("notices.send_pending", every=timedelta(minutes=1))
def send_pending(now: datetime) -> None:
    """Has sent what is to be tried again, and what has lost its task."""
    # Notices first: the task of one that is made between the two queries is in the second.
    waiting = list(due(now).order_by("changed_at").values_list("pk", flat=True))
    held = _held() if waiting else set()
    for pk in islice((pk for pk in waiting if pk not in held), _AT_ONCE):
        enqueue(deliver, pk)


def _held() -> set[int]:
    """Notices with a task that waits, runs or is tried again, or that an operator puts back."""
    tasks = DBTaskResult.objects.filter(task_path=deliver.module_path)
    unsettled = tasks.exclude(status=TaskResultStatus.SUCCESSFUL).order_by()
    return set(unsettled.values_list("args_kwargs__args__0", flat=True))


@job("notices.forget_addresses", every=timedelta(days=1))
def forget_addresses(now: datetime) -> None:
    """Of notices long sent or failed only the key stays, so that none is ever sent twice."""
    over = Notice.objects.filter(
        state__in=[NoticeState.SENT, NoticeState.FAILED], changed_at__lt=now - KEEP_ADDRESSES
    )
    over.exclude(recipient="", context={}).update(recipient="", context={})
