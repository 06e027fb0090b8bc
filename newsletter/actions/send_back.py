"""Sends a submitted or approved issue back to its makers, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from newsletter.actions.move_mailing import move
from newsletter.actions.tell_managers import tell
from newsletter.models import Mailing, MailingEventKind

if TYPE_CHECKING:
    from datetime import datetime

    from cms.models import User


def send_back(mailing_id: int, by: User, reason: str, now: datetime) -> None:
    """Raises NotNow."""
    mailing = Mailing.objects.get(pk=mailing_id)
    with transaction.atomic():
        move(mailing_id, MailingEventKind.RETURNED, now, by=by, detail=reason)
        others = [user for user in (mailing.submitted_by, mailing.approved_by) if user != by]
        tell(mailing, "returned", others, now, reason=reason)
