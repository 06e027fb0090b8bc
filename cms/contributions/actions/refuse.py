"""An entity says that it cannot contribute, and why; who invited is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cms.contributions import letters
from cms.contributions.actions.move import move
from cms.contributions.states import REFUSABLE, ContributionState

if TYPE_CHECKING:
    from datetime import datetime

    from cms.contributions.models import Contribution


@transaction.atomic
def refuse(contribution: Contribution, reason: str, now: datetime) -> bool:
    """Whether it was still theirs to refuse. A draft that was begun stays."""
    moved = move(contribution, ContributionState.REFUSED, now=now, among=REFUSABLE, reason=reason)
    if moved:
        letters.to_editor(
            contribution.invitation,
            "refused",
            now=now,
            once=f"{contribution.pk}:{now.isoformat()}",
            contributions=[contribution],
            reason=reason,
        )
    return moved
