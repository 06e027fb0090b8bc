"""How is a command's work done when it ends? In the command itself, each thing once."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django_tasks import task_backends
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import DEFAULT_TASK_BACKEND_ALIAS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django_tasks.base import TaskResult


class _OnceAtTheEnd(ImmediateBackend):
    """Keeps what is to be done; the same of the same arguments is one, at its last place."""

    def __init__(self) -> None:
        super().__init__(DEFAULT_TASK_BACKEND_ALIAS, {})
        self._waiting: dict[str, TaskResult[Any]] = {}

    def _execute_task(self, task_result: TaskResult[Any]) -> None:
        named = [task_result.task.module_path, task_result.args, task_result.kwargs]
        key = json.dumps(named, sort_keys=True)
        self._waiting.pop(key, None)
        self._waiting[key] = task_result

    def do_all(self) -> None:
        """What is done may ask for more."""
        while self._waiting:
            super()._execute_task(self._waiting.pop(next(iter(self._waiting))))


@contextmanager
def tasks_at_once() -> Iterator[None]:
    """Tasks of this thread that are enqueued within are done when it ends without an error.

    For commands that fill a database by the thousand: their indexes are complete when they end,
    with or without a worker, and a page that was saved ten times is indexed once.
    """
    usual = task_backends[DEFAULT_TASK_BACKEND_ALIAS]
    collecting = _OnceAtTheEnd()
    task_backends[DEFAULT_TASK_BACKEND_ALIAS] = collecting
    try:
        yield
        collecting.do_all()
    finally:
        task_backends[DEFAULT_TASK_BACKEND_ALIAS] = usual
