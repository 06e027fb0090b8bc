"""How is a command's work done when it ends? At once, in the command itself, and not queued."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django_tasks import task_backends
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import DEFAULT_TASK_BACKEND_ALIAS

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def tasks_at_once() -> Iterator[None]:
    """Within, tasks of this thread are done where they are enqueued.

    For commands that fill a database by the thousand: their indexes are complete when they end,
    with or without a worker.
    """
    usual = task_backends[DEFAULT_TASK_BACKEND_ALIAS]
    task_backends[DEFAULT_TASK_BACKEND_ALIAS] = ImmediateBackend(DEFAULT_TASK_BACKEND_ALIAS, {})
    try:
        yield
    finally:
        task_backends[DEFAULT_TASK_BACKEND_ALIAS] = usual
