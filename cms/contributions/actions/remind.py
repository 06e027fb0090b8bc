"""Reminds entities before a deadline, and tells who invited when it is over."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from cms.contributions import letters
from cms.contributions.deadlines import in_waking_hours, mark_due
from cms.contributions.models import Contribution, Invitation
from cms.contributions.states import WITH_THE_ENTITY

if TYPE_CHECKING:
    from datetime import date, datetime

logger = logging.getLogger(__name__)


def remind(now: datetime) -> None:
    """All that is due at `now`; run again, it writes nothing twice. Each row stands by itself."""
    local = timezone.localtime(now, timezone.get_default_timezone())
    if not in_waking_hours(local):
        return
    today = local.date()
    running = Invitation.objects.filter(cancelled_at=None)
    for contribution_id in Contribution.objects.filter(
        invitation__in=running.filter(deadline__gte=today), state__in=WITH_THE_ENTITY
    ).values_list("pk", flat=True):
        try:
            _remind(contribution_id, today, now)
        except Exception as error:  # one bad row must not keep the others from theirs
            # Not the error's own words, which may hold an address.
            logger.error("contribution %s not reminded: %s", contribution_id, type(error).__name__)
    for invitation in running.filter(deadline__lt=today):
        try:
            _report(invitation, now)
        except Exception as error:
            logger.error("invitation %s not reported: %s", invitation.pk, type(error).__name__)


@transaction.atomic
def _remind(contribution_id: int, today: date, now: datetime) -> None:
    # Held, so that who submits at this moment is not reminded afterwards.
    contribution = (
        Contribution.objects.select_for_update(of=("self",))
        .select_related("invitation")
        .get(pk=contribution_id)
    )
    invitation = contribution.invitation
    if contribution.state not in WITH_THE_ENTITY:
        return
    mark = mark_due(invitation.deadline, today, known_since=_known_since(contribution))
    if mark is None:
        return
    letters.to_contacts(
        contribution,
        "reminder",
        now=now,
        once=f"{invitation.deadline.isoformat()}:{mark}",
        days=(invitation.deadline - today).days,
    )


def _known_since(contribution: Contribution) -> date:
    """The day on which the entity learned of the deadline."""
    moment = max(contribution.invited_at, contribution.invitation.deadline_set_at)
    return timezone.localdate(moment, timezone.get_default_timezone())


@transaction.atomic
def _report(invitation: Invitation, now: datetime) -> None:
    """Once for each deadline, and only when someone has not sent."""
    missing = letters.outstanding(invitation)
    if missing:
        letters.to_editor(
            invitation,
            "overdue",
            now=now,
            once=invitation.deadline.isoformat(),
            contributions=missing,
        )
