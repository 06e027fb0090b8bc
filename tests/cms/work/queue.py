"""The product's queue within a test, where tasks are otherwise done at once."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.test import override_settings

from cms.work.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Iterator

QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@contextmanager
def queued() -> Iterator[None]:
    with override_settings(TASKS=QUEUE):
        yield


def work() -> None:
    """Does all that is ready, as `manage.py worker --once` does."""
    with queued():
        Worker(once=True).run()
