"""Uploaded lists are imported one after another, whoever confirmed them (N3)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction

from newsletter.actions.import_subscribers import begin_anew, done_before, go_on
from newsletter.actions.receive_list import file_of
from newsletter.importing.refusals import ImportRefused, Refusal
from newsletter.models import ImportState, SubscriberImport

if TYPE_CHECKING:
    from datetime import datetime

    from cms.models import User
    from newsletter.importing.list_file import Choices


def confirm_import(
    pk: int, choices: Choices, by: User | None, now: datetime, *, again: bool = False
) -> None:
    """Puts the counted list into the queue; done twice, the first choices hold.

    Raises ImportRefused: DONE_BEFORE unless it is wanted `again`, ELSEWHERE while the same import
    waits or runs, GONE without the file.
    """
    row = SubscriberImport.objects.get(pk=pk)
    digest = file_of(row).digest(choices)
    with transaction.atomic():
        row = SubscriberImport.objects.select_for_update().get(pk=pk)
        if row.state != ImportState.READY:
            return
        other = SubscriberImport.objects.select_for_update().filter(digest=digest).first()
        if other is not None:
            if other.state in (ImportState.QUEUED, ImportState.RUNNING):
                raise ImportRefused(Refusal.ELSEWHERE)
            if other.state == ImportState.DONE and not again:
                raise done_before(other)
            other.digest = uuid4().hex  # it stays in the list of imports, as history
            other.save(update_fields=["digest"])
        counted = row.rows
        begin_anew(row, now)
        row.rows = counted
        row.digest, row.basis, row.note = digest, choices.basis, choices.note
        row.defaults = {"language": choices.language, "audience": choices.audience}
        row.report_file = f"{digest[:32]}-{row.pk}.report.csv"
        row.state, row.started_by = ImportState.QUEUED, by
        row.save()


def try_again(pk: int, now: datetime) -> bool:
    """Puts one that was stopped back into the queue, from where it stopped; whether it was one."""
    stopped = SubscriberImport.objects.filter(pk=pk, state=ImportState.FAILED)
    stopped = stopped.exclude(stored_file="").exclude(basis="")
    return bool(stopped.update(state=ImportState.QUEUED, error="", changed_at=now))


def next_import(now: datetime) -> int | None:
    """Begins the one that waits longest, unless one is running; its key."""
    with transaction.atomic():
        waiting = SubscriberImport.objects.select_for_update().filter(state=ImportState.QUEUED)
        first = next(iter(waiting.order_by("started_at", "pk")), None)
        # Lists of the command have no stored file: who started one sees to it.
        running = SubscriberImport.objects.filter(state=ImportState.RUNNING)
        if first is None or running.exclude(stored_file="").exists():
            return None
        first.state, first.changed_at = ImportState.RUNNING, now
        first.save(update_fields=["state", "changed_at"])
    return first.pk


def carry_out(pk: int, now: datetime) -> None:
    """Imports the list, or goes on with it. What stops it stands in the row.

    Raises what was not foreseen, after noting it: the queue tries again, and goes on.
    """
    runnable = (ImportState.RUNNING, ImportState.FAILED)
    row = SubscriberImport.objects.filter(pk=pk, state__in=runnable).exclude(stored_file="").first()
    if row is None:
        return
    row.state = ImportState.RUNNING
    row.save(update_fields=["state"])
    try:
        go_on(row, file_of(row))
    except ImportRefused as refused:
        _stopped(pk, refused.refusal, now)
    except Exception:
        _stopped(pk, Refusal.UNEXPECTED, now)
        raise


def _stopped(pk: int, refusal: Refusal, now: datetime) -> None:
    running = SubscriberImport.objects.filter(pk=pk, state=ImportState.RUNNING)
    running.update(state=ImportState.FAILED, error=refusal.value, changed_at=now)
