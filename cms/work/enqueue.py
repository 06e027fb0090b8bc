"""How does work get into the background? Only by here, and never before its data is there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django_tasks_db.backend import DatabaseBackend

if TYPE_CHECKING:
    from django_tasks.base import Task


def enqueue(task: Task[Any, Any], *args: Any, **kwargs: Any) -> None:
    """Has `task` done by the worker once the running transaction is committed.

    Arguments are JSON values: ids, never objects. With the database as queue the task is a row
    of the same transaction, so that neither can be without the other; every other backend is
    told only after the commit, and never when it is rolled back.
    """
    if isinstance(task.get_backend(), DatabaseBackend):
        task.enqueue(*args, **kwargs)
    else:
        transaction.on_commit(partial(task.enqueue, *args, **kwargs))
