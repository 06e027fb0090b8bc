"""An approval is of exact words: when they change, it is void."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.actions.compare_editions import differences, is_unchanged
from newsletter.actions.move_and_tell import move_and_tell
from newsletter.actions.move_mailing import FROM
from newsletter.actions.render_editions import manuscript_of
from newsletter.models import Mailing, MailingEventKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from newsletter.gate.manuscript import Manuscript


class ContentChanged(Exception):
    """What would be sent is no longer what was submitted; the approval is void now."""


def void_if_changed(mailing: Mailing, now: datetime) -> bool:
    """Whether the present content differs from the frozen one; then the approval is void.

    A mailing that is not between submission and sending is left alone.
    """
    if mailing.state not in FROM[MailingEventKind.VOIDED]:
        return False
    manuscript = manuscript_of(mailing.month, now)
    if is_unchanged(mailing, manuscript):
        return False
    return _void(mailing, manuscript, now)


def void_changed_month(month: date, now: datetime) -> bool:
    """The same for the open mailing of a month, if it has one."""
    waiting = Mailing.objects.filter(month=month, state__in=FROM[MailingEventKind.VOIDED])
    mailing = waiting.first()
    return mailing is not None and void_if_changed(mailing, now)


def _void(mailing: Mailing, manuscript: Manuscript, now: datetime) -> bool:
    what = differences(mailing, manuscript)
    people = [mailing.submitted_by, mailing.approved_by, mailing.scheduled_by]
    # Only if it was not submitted anew meanwhile: that submission is of other words.
    only = {"fingerprint": mailing.fingerprint}
    return move_and_tell(mailing, MailingEventKind.VOIDED, now, people, reason=what, only=only)
