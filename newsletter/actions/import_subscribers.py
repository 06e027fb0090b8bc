"""A list from elsewhere is taken over: looked through first, then written part by part (N3).

Each part is one transaction that also says how far the import came. Whatever ends the process,
the next run goes on there and ends as one that was never interrupted.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cms.dates import moment
from newsletter.actions.apply_plan import apply_plan
from newsletter.importing.list_file import Choices
from newsletter.importing.outcomes import Totals
from newsletter.importing.planning import batches, known_entities, plan
from newsletter.importing.refusals import ImportRefused, Refusal
from newsletter.importing.report import append
from newsletter.importing.seen import seen_in
from newsletter.importing.storage import forget_list, forget_report, report_of
from newsletter.models import ImportState, SubscriberImport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from cms.models import User
    from newsletter.importing.list_file import ListFile
    from newsletter.importing.planning import Planned
    from newsletter.importing.seen import Seen

    #: Told how many rows of how many are done; 0 of them while the file is only looked through.
    Progress = Callable[[int, int], None]
    Clock = Callable[[], datetime]

#: Someone may sign up by the form between the look and the writing: then it is looked again.
_TRIES: Final = 5
#: Seconds between two parts on SQLite, whose one lock others want too.
_COURTESY: Final = 0.02


def _quiet(done: int, total: int) -> None:
    """Nobody watches."""


def dry_run(
    file: ListFile, now: datetime, *, report: Path | None = None, progress: Progress = _quiet
) -> Totals:
    """What an import at `now` would come to, row by row in `report`; changes nothing else.

    Raises ImportRefused where the import would.
    """
    totals, size = Totals.of({}), 0
    with _looked_through(file, now, progress) as seen:
        entities = known_entities()
        for batch in batches(file.people(now)):
            planned = plan(batch, seen, entities)
            totals.update(one.decision.outcome.value for one in planned)
            if report is not None:
                size = append(report, size, [one.line for one in planned])
            progress(totals.read, seen.rows)
    return totals


def import_list(
    file: ListFile,
    choices: Choices,
    now: datetime,
    *,
    again: bool = False,
    by: User | None = None,
    progress: Progress = _quiet,
) -> SubscriberImport:
    """Takes the list over, or goes on where the same import of it stopped.

    Raises ImportRefused: DONE_BEFORE when it is done already and not wanted `again`, ELSEWHERE
    when another process is at it; what the file itself is refused for before anything is written.
    """
    row = _begun(file, choices, now, again=again, by=by)
    return go_on(row, file, progress=progress)


def _begun(
    file: ListFile, choices: Choices, now: datetime, *, again: bool, by: User | None
) -> SubscriberImport:
    digest = file.digest(choices)
    with transaction.atomic():
        row, _made = SubscriberImport.objects.select_for_update().get_or_create(
            digest=digest,
            defaults={
                "name": file.name[-200:],
                "file_format": file.columns.file_format,
                "encoding": file.encoding,
                "basis": choices.basis,
                "note": choices.note,
                "defaults": {"language": choices.language, "audience": choices.audience},
                "started_by": by,
                "started_at": now,
                "changed_at": now,
            },
        )
        if row.state == ImportState.DONE:
            if not again:
                raise done_before(row)
            begin_anew(row, now)
        elif row.next_row and not (row.report_file and report_of(row).exists()):
            begin_anew(row, now)  # stopped so long ago that its report was forgotten
        row.state, row.error = ImportState.RUNNING, ""
        row.report_file = row.report_file or f"{digest[:32]}.report.csv"
        row.save()
    return row


def done_before(row: SubscriberImport) -> ImportRefused:
    return ImportRefused(Refusal.DONE_BEFORE, day=lambda: moment(row.changed_at))


def begin_anew(row: SubscriberImport, now: datetime) -> None:
    """From the first row on; saves nothing but takes the old report away."""
    forget_report(row)
    row.next_row = row.rows = row.report_size = 0
    row.totals, row.started_at, row.changed_at = {}, now, now


def go_on(
    row: SubscriberImport,
    file: ListFile,
    *,
    progress: Progress = _quiet,
    clock: Clock = timezone.now,
) -> SubscriberImport:
    """From the row's `next_row` on; times of what is written are those of its beginning.

    `clock` only says when the row was last changed.
    """
    choices = Choices(row.basis, row.note, **row.defaults)
    detail = (f"{row.name}: {row.note}" if row.note else row.name)[:300]
    with _looked_through(file, row.started_at, progress) as seen:
        row.rows = seen.rows
        SubscriberImport.objects.filter(pk=row.pk).update(rows=seen.rows, changed_at=clock())
        entities = known_entities()
        for batch in batches(file.people(row.started_at, after=row.next_row)):
            for attempt in range(1, _TRIES + 1):
                try:
                    with transaction.atomic():
                        _move(row, batch[-1].row)
                        planned = plan(batch, seen, entities, lock=True)
                        apply_plan(planned, choices, detail, row.started_at)
                        _note(row, planned, clock())
                    break
                except IntegrityError:
                    row.refresh_from_db()
                    if attempt == _TRIES:
                        raise
            progress(Totals.of(row.totals).read, seen.rows)
            if connection.vendor == "sqlite":
                time.sleep(_COURTESY)
    forget_list(row)
    row.state, row.error, row.changed_at = ImportState.DONE, "", clock()
    row.save()
    return row


def _move(row: SubscriberImport, last: int) -> None:
    """First of all in the transaction: of two processes one moves the row, the other gives up."""
    mine = SubscriberImport.objects.filter(
        pk=row.pk, next_row=row.next_row, state=ImportState.RUNNING
    )
    if not mine.update(next_row=last):
        raise ImportRefused(Refusal.ELSEWHERE)
    row.next_row = last


def _note(row: SubscriberImport, planned: list[Planned], now: datetime) -> None:
    """Last of all: the report's lines, and how many of its bytes count."""
    totals = Totals.of(row.totals)
    totals.update(one.decision.outcome.value for one in planned)
    size = append(report_of(row), row.report_size, [one.line for one in planned])
    row.totals, row.report_size, row.changed_at = dict(totals), size, now
    row.save(update_fields=["totals", "report_size", "changed_at"])


@contextmanager
def _looked_through(file: ListFile, latest: datetime, progress: Progress) -> Iterator[Seen]:
    with seen_in(batches(file.people(latest)), lambda rows: progress(0, rows)) as seen:
        if not seen.rows:
            raise ImportRefused(Refusal.NO_ROWS)
        yield seen
