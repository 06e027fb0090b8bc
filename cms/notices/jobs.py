"""Notices by the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from cms.notices.actions.deliver import due
from cms.notices.models import Notice, NoticeState
from cms.notices.tasks import deliver
from cms.work.enqueue import enqueue
from cms.work.jobs import job

if TYPE_CHECKING:
    from datetime import datetime

#: A new notice has a task of its own; one that still waits then has lost it.
GRACE = timedelta(minutes=2)
KEEP_ADDRESSES = timedelta(days=90)
_AT_ONCE = 500


@job("notices.send_pending", every=timedelta(minutes=1))
def send_pending(now: datetime) -> None:
    """Has sent what is to be tried again, and what has lost its task."""
    fresh = Q(state=NoticeState.PENDING, due_at=None, created_at__gt=now - GRACE)
    waiting = due(now).exclude(fresh).order_by("changed_at")
    for pk in waiting.values_list("pk", flat=True)[:_AT_ONCE]:
        enqueue(deliver, pk)


@job("notices.forget_addresses", every=timedelta(days=1))
def forget_addresses(now: datetime) -> None:
    """Of notices long sent or failed only the key stays, so that none is ever sent twice."""
    over = Notice.objects.filter(
        state__in=[NoticeState.SENT, NoticeState.FAILED], changed_at__lt=now - KEEP_ADDRESSES
    )
    over.exclude(recipient="", context={}).update(recipient="", context={})
