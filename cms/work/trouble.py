"""What went wrong, how often, and when is it tried again?"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from cms.work.fault import Fault
from cms.work.models import Kind, Reason, State, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    PutBack = Callable[[str, datetime], None]

logger = logging.getLogger("cms.work")

#: Kinds with a next turn of their own: they are tried for ever, at the longest delay.
_NEVER_GIVEN_UP = frozenset({Kind.JOB, Kind.PUBLICATION})
_DEATH = Fault(Reason.DIED)

#: How each kind is put back: `(subject, now)`; features register theirs with `puts_back`.
_PUT_BACK: dict[Kind, PutBack] = {}


def failed(kind: Kind, subject: str, name: str, fault: Fault, now: datetime) -> Trouble:
    """Writes a failure down and says in `retry_at` when to try again; None means parked."""
    with transaction.atomic():
        row = _locked(kind, subject, name, now)
        row.failures += 1
        row.retry_at = _retry_at(row.failures, now, for_ever=kind in _NEVER_GIVEN_UP)
        _note(row, fault, now)
    return row


def died(kind: Kind, subject: str, name: str, now: datetime) -> Trouble:
    """As `failed`, for work in which a worker died; after some deaths it is parked."""
    with transaction.atomic():
        row = _locked(kind, subject, name, now)
        row.deaths += 1
        over = row.deaths >= settings.WORK_MAX_DEATHS
        row.retry_at = None if over else _retry_at(row.deaths, now, for_ever=True)
        _note(row, _DEATH, now)
    return row


def given_up(kind: Kind, subject: str, name: str, fault: Fault, now: datetime) -> Trouble:
    """Parks at once what no further try can help."""
    with transaction.atomic():
        row = _locked(kind, subject, name, now)
        row.failures += 1
        row.retry_at = None
        _note(row, fault, now)
    return row


def cleared(kind: Kind, subject: str) -> None:
    """It succeeded, or there is nothing left to do."""
    troubles = Trouble.objects.filter(kind=kind, subject=subject)
    if troubles.exists():  # a read, where a deletion would take SQLite's one lock
        troubles.delete()


def is_parked(kind: Kind, subject: str) -> bool:
    return Trouble.objects.filter(kind=kind, subject=subject, state=State.PARKED).exists()


def puts_back(kind: Kind) -> Callable[[PutBack], PutBack]:
    """Registers how troubles of a kind are put back."""

    def register(function: PutBack) -> PutBack:
        _PUT_BACK[kind] = function
        return function

    return register


def put_back(trouble: Trouble, now: datetime) -> None:
    """Has it tried again at once, with all its tries; does nothing when it is gone already."""
    with transaction.atomic():
        deleted, _by_model = Trouble.objects.filter(pk=trouble.pk).delete()
        if deleted:
            _PUT_BACK[Kind(trouble.kind)](trouble.subject, now)


def _locked(kind: Kind, subject: str, name: str, now: datetime) -> Trouble:
    Trouble.objects.get_or_create(
        kind=kind,
        subject=subject,
        defaults={"name": name[-200:], "reason": Reason.RAISED, "first_at": now, "last_at": now},
    )
    return Trouble.objects.select_for_update().get(kind=kind, subject=subject)


def _retry_at(times: int, now: datetime, *, for_ever: bool) -> datetime | None:
    delays = settings.WORK_RETRY_AFTER
    if times > len(delays) and not for_ever:
        return None
    return now + timedelta(seconds=delays[min(times, len(delays)) - 1])


def _note(row: Trouble, fault: Fault, now: datetime) -> None:
    row.state = State.PARKED if row.retry_at is None else State.RETRYING
    row.reason = fault.reason
    row.exception, row.location = fault.exception, fault.location
    row.last_at = now
    row.save()
    logger.log(
        logging.ERROR if row.state == State.PARKED else logging.WARNING,
        "%s %s %s: %s %s (%d failures, %d deaths)",
        row.state, row.kind, row.name, row.exception or row.reason, row.location,
        row.failures, row.deaths,
    )  # fmt: skip
