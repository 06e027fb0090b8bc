"""The demo's letters: last month's went through everybody's hands, this month's is being made."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils import timezone

from cms.dates import previous_month
from cms.models import User
from newsletter.actions.approve import approve
from newsletter.actions.draft_issue import NothingPublished, draft_issue
from newsletter.actions.hand_over import hand_over
from newsletter.actions.open_mailing import mailing_of, open_mailing
from newsletter.actions.render_editions import manuscript_of
from newsletter.actions.schedule import calendar, schedule
from newsletter.actions.submit import GateClosed, submit
from newsletter.demo.letters import write_letter
from newsletter.gate.run import findings, to_be_seen
from newsletter.month_issue import month_issue
from newsletter.sending_days import USUAL_SPAN, refusal
from newsletter.transports.file import FileTransport

if TYPE_CHECKING:
    from datetime import date

    from cms.demo.seeding import Seeder

MANAGER: Final = "letter@barza.example"
APPROVER: Final = "editor@barza.example"
_NINE: Final = time(9)
#: Where nobody is sent to: further back there is no free morning that would do.
_FURTHEST: Final = 40


def seed_mailings(seeder: Seeder) -> None:
    """What is there already stays as it is. Does nothing without the demo's accounts."""
    people = {user.email: user for user in User.objects.filter(email__in=(MANAGER, APPROVER))}
    if len(people) < 2:
        return
    manager = people[MANAGER]
    this = timezone.localdate(seeder.now).replace(day=1)
    last = previous_month(this)
    if mailing_of(last) is None:
        _last_month(seeder, last, manager, people[APPROVER])
    if month_issue(this) is not None:
        return
    try:
        draft_issue(this, seeder.now)
    except NothingPublished:  # on the first days of a month
        return
    write_letter("this", this, seeder, manager)


def _last_month(seeder: Seeder, month: date, manager: User, approver: User) -> None:
    """Submitted, approved and scheduled three days before it went out."""
    if month_issue(month) is None:
        draft_issue(month, seeder.now)
        write_letter("last", month, seeder, manager)
    begins = sending_moment(seeder.now)
    handled = begins - timedelta(days=3)
    mailing = open_mailing(month, handled)
    looked_at = to_be_seen(findings(manuscript_of(month, handled), handled))
    try:
        submit(mailing.pk, manager, [finding.key for finding in looked_at], handled)
    except GateClosed:  # an editor changed what it shows; the draft stays for them
        return
    mailing.refresh_from_db()
    approve(mailing.pk, approver, mailing.fingerprint, handled + timedelta(hours=2))
    schedule(
        mailing.pk,
        manager,
        send_at=begins,
        not_after=begins + USUAL_SPAN,
        segment=None,
        now=handled + timedelta(hours=3),
    )
    hand_over(mailing.pk, FileTransport(settings.OUTBOX_DIR), begins)


def sending_moment(now: datetime) -> datetime:
    """Nine o'clock of this month's first day on which letters go out; of the last such day
    before `now` where that is still to come."""
    zone = timezone.get_default_timezone()
    today = timezone.localdate(now, zone)
    days = [today.replace(day=number) for number in range(1, today.day + 1)]
    days += [days[0] - timedelta(days=back) for back in range(1, _FURTHEST)]
    rules = calendar()
    for day in days:
        at = datetime.combine(day, _NINE, zone)
        if at <= now and refusal(at, at - timedelta(days=1), rules) is None:
            return at
    return now
