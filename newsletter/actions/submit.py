"""Submits the month's issue for approval: what it looks like now is frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from newsletter.actions.move_mailing import move
from newsletter.actions.render_editions import manuscript_of
from newsletter.actions.tell_managers import approvers, tell
from newsletter.gate.run import findings, stops, to_be_seen
from newsletter.models import Edition, Mailing, MailingEventKind

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from cms.models import User
    from newsletter.gate.findings import Finding
    from newsletter.gate.manuscript import Manuscript


class GateClosed(Exception):
    """Something must be mended first, or was not ticked as seen; `found` is all the gate said."""

    def __init__(self, found: list[Finding]) -> None:
        super().__init__("; ".join(f"{f.check}: {f.verdict}: {f.text}" for f in found))
        self.found = found


def submit(mailing_id: int, by: User, seen: Collection[str], now: datetime) -> Manuscript:
    """Freezes the editions and asks for approval.

    `seen` are keys of findings that whoever submits has looked at. Raises GateClosed, NotNow.
    """
    mailing = Mailing.objects.get(pk=mailing_id)
    manuscript = manuscript_of(mailing.month, now)
    found = findings(manuscript, now)
    if stops(found) or any(finding.key not in seen for finding in to_be_seen(found)):
        raise GateClosed(found)
    with transaction.atomic():
        move(
            mailing_id,
            MailingEventKind.SUBMITTED,
            now,
            by=by,
            fingerprint=manuscript.fingerprint,
            revisions=dict(manuscript.revisions),
            checks=[finding.to_json() for finding in found],
            submitted_by=by,
            submitted_at=now,
            approved_by=None,
            approved_at=None,
            send_at=None,
            not_after=None,
            scheduled_by=None,
        )
        Edition.objects.filter(mailing_id=mailing_id).delete()
        Edition.objects.bulk_create(
            Edition(
                mailing_id=mailing_id,
                variant=edition.variant,
                subject=edition.head.subject[:300],
                html=edition.html,
                plain=edition.plain,
                head=edition.head.to_json(),
                fingerprint=edition.fingerprint,
            )
            for edition in manuscript.editions
        )
        mailing.refresh_from_db()
        tell(mailing, "submitted", approvers(mailing), now)
    return manuscript
