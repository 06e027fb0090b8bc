"""Which mailings are to be handed over now, and are in nobody's hands?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from newsletter.models import Mailing, MailingState

if TYPE_CHECKING:
    from datetime import datetime


def due_mailings(now: datetime, task_path: str) -> list[int]:
    """Those whose time has come and those that send, save what a task of `task_path` holds."""
    # Mailings first: the task of one that is enqueued between the two queries is in the second.
    wanted = Q(state=MailingState.SCHEDULED, send_at__lte=now) | Q(state=MailingState.SENDING)
    due = list(Mailing.objects.filter(wanted).order_by("pk").values_list("pk", flat=True))
    tasks = DBTaskResult.objects.filter(task_path=task_path)
    # One that failed is tried again, or put back by an operator, and is not enqueued beside that.
    waiting = tasks.exclude(status=TaskResultStatus.SUCCESSFUL).order_by()
    held = set(waiting.values_list("args_kwargs__args__0", flat=True)) if due else set()
    return [pk for pk in due if pk not in held]
