"""When an approved issue goes out, to whom, and that it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from newsletter.actions.compare_editions import differences, is_unchanged
from newsletter.actions.move_mailing import FROM, move
from newsletter.actions.render_editions import manuscript_of
from newsletter.actions.tell_managers import tell
from newsletter.actions.void_changed import ContentChanged, void_if_changed
from newsletter.gate.lasting import changes
from newsletter.models import Holiday, Mailing, MailingEventKind, MailingState
from newsletter.sending_days import Calendar, Refusal, refusal, refusal_of_end

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cms.models import User
    from newsletter.gate.lasting import Change
    from newsletter.models import Segment


class WillChange(Exception):
    """By that moment the letter would no longer be the one that was approved.

    `changes` name the pages; `lines` are what goes and comes in the text.
    """

    def __init__(self, changes: Sequence[Change], lines: str) -> None:
        super().__init__("; ".join(change.coming for change in changes) or lines)
        self.changes, self.lines = changes, lines


class NotThen(Exception):
    """The moment breaks a rule; `refusal` says which."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.rule)
        self.refusal = refusal


def schedule(
    mailing_id: int,
    by: User,
    *,
    send_at: datetime,
    not_after: datetime,
    segment: Segment | None,
    now: datetime,
) -> None:
    """For an approved issue, or one that is scheduled already.

    Raises NotThen, WillChange (the approval holds), ContentChanged (it is void then), NotNow.
    """
    found = refusal(send_at, now, calendar()) or refusal_of_end(send_at, not_after)
    if found is not None:
        raise NotThen(found)
    mailing = Mailing.objects.get(pk=mailing_id)
    if void_if_changed(mailing, now):
        raise ContentChanged
    _assert_lasting(mailing, send_at, now)
    with transaction.atomic():
        move(
            mailing_id,
            MailingEventKind.SCHEDULED,
            now,
            by=by,
            detail=f"{timezone.localtime(send_at, timezone.get_default_timezone()):%Y-%m-%d %H:%M}",
            only={"fingerprint": mailing.fingerprint},
            send_at=send_at,
            not_after=not_after,
            segment=segment,
            scheduled_by=by,
        )


def _assert_lasting(mailing: Mailing, send_at: datetime, now: datetime) -> None:
    """Raises WillChange: else it would be found void when it is sent, and nobody would get it."""
    if mailing.state not in FROM[MailingEventKind.SCHEDULED]:
        return
    then = manuscript_of(mailing.month, send_at)
    coming = [change for change in changes(then, now) if change.prevents(send_at)]
    if coming or not is_unchanged(mailing, then):
        raise WillChange(coming, differences(mailing, then))


def unschedule(mailing_id: int, by: User, now: datetime) -> None:
    """Takes it off the schedule; the approval holds. Raises NotNow."""
    with transaction.atomic():
        move(mailing_id, MailingEventKind.UNSCHEDULED, now, by=by)


def cancel(mailing_id: int, by: User, reason: str, now: datetime) -> None:
    """Ends it before anything was sent; the month can have another. Raises NotNow."""
    mailing = Mailing.objects.get(pk=mailing_id)
    with transaction.atomic():
        move(mailing_id, MailingEventKind.CANCELLED, now, by=by, detail=reason)
        if mailing.state != MailingState.DRAFT:
            people = (mailing.submitted_by, mailing.approved_by, mailing.scheduled_by)
            tell(mailing, "cancelled", [p for p in people if p != by], now, reason=reason)


def calendar() -> Calendar:
    """The house's zone and the days that managers declared free, or working after all."""
    rows = list(Holiday.objects.all())
    return Calendar(
        timezone.get_default_timezone(),
        free={row.day: _names(row) for row in rows if not row.is_working},
        working=frozenset(row.day for row in rows if row.is_working),
    )


def _names(holiday: Holiday) -> dict[str, str]:
    data = holiday.name.data
    return dict(data) if isinstance(data, dict) else {"ar": str(data), "en": str(data)}
