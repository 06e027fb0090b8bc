"""A list is uploaded, looked through, and forgotten again where nobody confirms it (N3)."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from newsletter.actions.import_subscribers import dry_run
from newsletter.importing.list_file import look_into
from newsletter.importing.refusals import ImportRefused, Refusal
from newsletter.importing.storage import (
    folder,
    forget_list,
    forget_report,
    list_of,
    report_of,
)
from newsletter.models import ImportState, SubscriberImport

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from cms.models import User
    from newsletter.importing.list_file import ListFile

#: Lists of people are not kept longer than someone is at work on them.
UNCONFIRMED_LIFE: Final = timedelta(days=1)
STOPPED_LIFE: Final = timedelta(days=7)
REPORT_LIFE: Final = timedelta(days=30)
#: One that says nothing of itself for so long has no worker any more.
SILENCE: Final = timedelta(hours=1)

#: Nobody has said yet what to do with it.
BEFORE_CHOICES: Final = (ImportState.COUNTING, ImportState.READY)


def receive_list(
    content: Iterable[bytes], name: str, by: User | None, now: datetime, *, encoding: str = ""
) -> SubscriberImport:
    """Keeps the list and says what it is; it is to be counted next.

    Raises ImportRefused, and then keeps nothing.
    """
    stored = f"{uuid4().hex}.csv"
    path = folder() / stored
    try:
        _write(path, content)
        file = look_into(path, name, encoding)
        return SubscriberImport.objects.create(
            name=name[-200:],
            digest=uuid4().hex,
            file_format=file.columns.file_format,
            encoding=file.encoding,
            state=ImportState.COUNTING,
            stored_file=stored,
            started_by=by,
            started_at=now,
            changed_at=now,
        )
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _write(path: Path, content: Iterable[bytes]) -> None:
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "wb") as file:
        for chunk in content:
            file.write(chunk)


def file_of(row: SubscriberImport) -> ListFile:
    """The list of a row as it was recognised; raises ImportRefused when it is gone."""
    try:
        return look_into(list_of(row), row.name, row.encoding)
    except OSError as error:
        raise ImportRefused(Refusal.GONE) from error


def count_list(pk: int, now: datetime) -> None:
    """Says in the row what its import would come to, and in its report of each line of the list.

    May be done twice.
    """
    row = SubscriberImport.objects.filter(pk=pk, state=ImportState.COUNTING).first()
    if row is None:
        return
    row.report_file = f"{row.stored_file.removesuffix('.csv')}.dry-run.csv"
    row.save(update_fields=["report_file"])
    try:
        totals = dry_run(file_of(row), now, report=report_of(row))
    except ImportRefused as refused:
        forget_list(row)
        forget_report(row)
        row.state, row.error = ImportState.FAILED, refused.refusal.value
    else:
        row.state, row.totals, row.rows = ImportState.READY, dict(totals), totals.read
    row.changed_at = now
    row.save()


def forget_import(pk: int) -> bool:
    """Takes back an upload that is not running and was never imported; whether there was one."""
    row = SubscriberImport.objects.filter(
        pk=pk, next_row=0, state__in=(*BEFORE_CHOICES, ImportState.QUEUED, ImportState.FAILED)
    ).first()
    if row is None or not SubscriberImport.objects.filter(pk=pk, state=row.state).delete()[0]:
        return False
    forget_list(row)
    forget_report(row)
    return True


def forget_lists(now: datetime) -> None:
    """Files whose time is over; what was imported, when and with which numbers stays.

    An import that nobody works on any more counts as stopped, and holds up no other.
    """
    SubscriberImport.objects.filter(state=ImportState.RUNNING, changed_at__lt=now - SILENCE).update(
        state=ImportState.FAILED, error=Refusal.UNEXPECTED.value, changed_at=now
    )
    old = SubscriberImport.objects.filter(
        state__in=BEFORE_CHOICES, changed_at__lt=now - UNCONFIRMED_LIFE
    )
    for pk in old.values_list("pk", flat=True):
        forget_import(pk)
    stopped = SubscriberImport.objects.filter(
        state=ImportState.FAILED, changed_at__lt=now - STOPPED_LIFE
    )
    for row in stopped.exclude(stored_file=""):
        forget_list(row)
        row.save(update_fields=["stored_file"])
    reported = SubscriberImport.objects.filter(
        state__in=(ImportState.DONE, ImportState.FAILED), changed_at__lt=now - REPORT_LIFE
    )
    for row in reported.exclude(report_file=""):
        forget_report(row)
        row.save(update_fields=["report_file"])
