"""A day was declared free after a letter was scheduled for it: the letter is taken off again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.actions.move_and_tell import move_and_tell
from newsletter.actions.schedule import calendar
from newsletter.models import Mailing, MailingEventKind, MailingState
from newsletter.sending_days import NOTICE, Rule, refusal

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.sending_days import Holiday


def heed_holidays(now: datetime) -> None:
    """All scheduled letters, when the days that were declared have changed."""
    for mailing in Mailing.objects.filter(state=MailingState.SCHEDULED):
        taken_off(mailing, now)


def taken_off(mailing: Mailing, now: datetime) -> bool:
    """Whether the day of a scheduled letter is free now; then it only stays approved.

    Those who worked on it are told.
    """
    holiday = _holiday_of(mailing)
    if holiday is None:
        return False
    reason = " · ".join(dict.fromkeys(name for name in holiday.names.values() if name))
    people = [mailing.scheduled_by, mailing.submitted_by]
    only = {"send_at": mailing.send_at}
    return move_and_tell(
        mailing, MailingEventKind.UNSCHEDULED, now, people, reason=reason, only=only
    )


def _holiday_of(mailing: Mailing) -> Holiday | None:
    if mailing.state != MailingState.SCHEDULED or mailing.send_at is None:
        return None
    found = refusal(mailing.send_at, mailing.send_at - NOTICE, calendar())
    return found.holiday if found is not None and found.rule is Rule.HOLIDAY else None
