"""Moves the deadline of an invitation, or cancels it; whom it concerns is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cms.contributions import letters
from cms.contributions.actions.move import move
from cms.contributions.models import Invitation
from cms.contributions.states import UNSENT, WITH_THE_ENTITY, ContributionState

if TYPE_CHECKING:
    from datetime import date, datetime


@transaction.atomic
def set_deadline(invitation: Invitation, deadline: date, now: datetime) -> bool:
    """Whether the deadline is a new one; a cancelled invitation keeps its own."""
    changed = (
        Invitation.objects.running()
        .filter(pk=invitation.pk)
        .exclude(deadline=deadline)
        .update(deadline=deadline, deadline_set_at=now)
    )
    invitation.refresh_from_db()
    if changed:
        for contribution in invitation.contributions.filter(state__in=WITH_THE_ENTITY):
            letters.to_contacts(contribution, "deadline", now=now, once=now.isoformat())
    return bool(changed)


@transaction.atomic
def cancel(invitation: Invitation, now: datetime) -> bool:
    """Ends the invitation for those who sent nothing; what was sent stays in review."""
    changed = Invitation.objects.running().filter(pk=invitation.pk).update(cancelled_at=now)
    invitation.refresh_from_db()
    if changed:
        for contribution in invitation.contributions.filter(state__in=UNSENT):
            if move(contribution, ContributionState.CANCELLED, now=now, among=UNSENT):
                letters.to_contacts(contribution, "cancelled", now=now)
    return bool(changed)
