"""Lists in the background: looked through as they come, imported one after another."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from cms.work.enqueue import enqueue
from newsletter.actions.queue_import import carry_out, next_import
from newsletter.actions.receive_list import count_list as count


@task()
def count_list(import_id: int) -> None:
    count(import_id, timezone.now())


@task()
def run_import(import_id: int) -> None:
    try:
        carry_out(import_id, timezone.now())
    finally:
        start_next()


def start_next() -> None:
    """Has the list that waits longest imported, unless one is being imported already."""
    import_id = next_import(timezone.now())
    if import_id is not None:
        enqueue(run_import, import_id)
