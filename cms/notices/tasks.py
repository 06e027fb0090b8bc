"""Notices in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django_tasks import task

from cms.notices.actions import deliver as delivering
from cms.notices.models import Notice, NoticeState
from cms.work import trouble
from cms.work.enqueue import enqueue
from cms.work.models import Kind

if TYPE_CHECKING:
    from datetime import datetime


@task()
def deliver(notice_id: int) -> None:
    delivering.deliver(notice_id, timezone.now())


@trouble.puts_back(Kind.MAIL)
def put_mail_back(subject: str, now: datetime) -> None:
    """An operator has mended the address or the server: from the beginning, same Message-ID.

    One whose address is forgotten stays as it is: sent to nobody it would count as sent.
    """
    failed = Notice.objects.filter(pk=subject, state=NoticeState.FAILED).exclude(recipient="")
    freed = failed.update(
        state=NoticeState.PENDING, attempts=0, uncertain=0, due_at=None, changed_at=now, failure=""
    )
    if freed:
        enqueue(deliver, int(subject))
