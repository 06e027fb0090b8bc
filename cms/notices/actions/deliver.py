"""Delivers a notice: claims it, hands it over, writes down what came of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import F, Q

from cms.notices.letter import letter_of
from cms.notices.models import Failure, Notice, NoticeState
from cms.notices.sending import Verdict, hand_over
from cms.work import trouble
from cms.work.fault import Fault
from cms.work.models import Kind, Reason

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

#: Until the next try after the first, the second …; then it has failed: three days in all.
RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=8),
    timedelta(hours=12),
    timedelta(hours=24),
    timedelta(hours=24),
)
#: As often may nobody know whether it was sent; so there are two copies at most.
UNCERTAIN_ONCE = 1

_REASONS = {
    Failure.UNCERTAIN: Reason.UNCERTAIN,
    Failure.GAVE_UP: Reason.GAVE_UP,
}


def due(now: datetime) -> QuerySet[Notice]:
    """Notices that someone should deliver: waiting, or left behind by one who was stopped.

    Nobody holds a notice longer than the lease, which outlasts every limit of a conversation.
    """
    lease = timedelta(seconds=settings.NOTICES_LEASE)
    waiting = Q(state=NoticeState.PENDING) & (Q(due_at=None) | Q(due_at__lte=now))
    left = Q(state=NoticeState.SENDING, changed_at__lte=now - lease)
    return Notice.objects.filter(waiting | left)


def deliver(notice_id: int, now: datetime) -> None:
    """Sends it if it is due, and once, however many try at once.

    Between the mail server's taking it and our writing that down a kill leaves it SENDING. Who
    finds it so after the lease sends it once more with the same Message-ID: one copy too many at
    most, and told as such; a second time it has failed as uncertain.
    """
    notice = due(now).filter(pk=notice_id).first()
    if notice is None:
        return
    message = letter_of(notice)
    message.message()  # what template or address raise leaves the notice as it was
    uncertain = notice.uncertain + (notice.state == NoticeState.SENDING)
    if uncertain > UNCERTAIN_ONCE:
        _fail(notice, Failure.UNCERTAIN, now)
        return
    claimed = (
        due(now)
        .filter(pk=notice.pk, state=notice.state, attempts=notice.attempts)
        .update(
            state=NoticeState.SENDING,
            attempts=F("attempts") + 1,
            uncertain=uncertain,
            changed_at=now,
        )
    )
    if not claimed:
        return
    notice.attempts, notice.uncertain, notice.state = (
        notice.attempts + 1,
        uncertain,
        NoticeState.SENDING,
    )
    verdict, failure = hand_over(message)
    if verdict == Verdict.SENT:
        _held(notice).update(state=NoticeState.SENT, changed_at=now, due_at=None, failure="")
        trouble.cleared(Kind.MAIL, str(notice.pk))
    elif verdict == Verdict.LATER:
        _postpone(notice, failure or Failure.POSTPONED, now)
    elif verdict == Verdict.UNKNOWN and uncertain < UNCERTAIN_ONCE:
        _held(notice).update(uncertain=F("uncertain") + 1)
        _postpone(notice, Failure.UNCERTAIN, now)
    else:
        _fail(notice, failure or Failure.GAVE_UP, now)


def _held(notice: Notice) -> QuerySet[Notice]:
    """The row while it is ours: another who took it after the lease has another number."""
    return Notice.objects.filter(pk=notice.pk, state=notice.state, attempts=notice.attempts)


def _postpone(notice: Notice, failure: Failure, now: datetime) -> None:
    if notice.attempts > len(RETRY_AFTER):
        _fail(notice, Failure.GAVE_UP, now)
        return
    _held(notice).update(
        state=NoticeState.PENDING,
        changed_at=now,
        due_at=now + RETRY_AFTER[notice.attempts - 1],
        failure=failure,
    )


def _fail(notice: Notice, failure: Failure, now: datetime) -> None:
    if not _held(notice).update(state=NoticeState.FAILED, changed_at=now, failure=failure):
        return
    reason = _REASONS.get(failure, Reason.REFUSED)
    trouble.given_up(Kind.MAIL, str(notice.pk), notice.template, Fault(reason), now)
