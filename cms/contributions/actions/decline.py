"""The editors decline what an entity sent, with a reason that the entity is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cms.contributions import letters
from cms.contributions.actions.move import move
from cms.contributions.states import DECIDABLE, ContributionState

if TYPE_CHECKING:
    from datetime import datetime

    from cms.contributions.models import Contribution
    from cms.models import User


@transaction.atomic
def decline(contribution: Contribution, reason: str, user: User, now: datetime) -> bool:
    """Ends the review of the draft, which stays the entity's; False when it was decided already."""
    moved = move(contribution, ContributionState.DECLINED, now=now, among=DECIDABLE, reason=reason)
    if moved:
        # The state comes first: what the workflow tells when it ends finds it decided.
        if contribution.page is not None:
            running = contribution.page.current_workflow_state
            if running is not None:
                running.cancel(user=user)
        letters.to_contacts(contribution, "declined", now=now, once=now.isoformat(), reason=reason)
    return moved
