"""Moves a contribution from one state to another, once, whoever asks at the same time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cms.contributions.models import Contribution
from cms.contributions.states import ContributionState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

_MOMENTS = {
    ContributionState.OPENED: "opened_at",
    ContributionState.SUBMITTED: "submitted_at",
    ContributionState.CHANGES_REQUESTED: "changes_requested_at",
    ContributionState.ACCEPTED: "accepted_at",
    ContributionState.PUBLISHED: "published_at",
    ContributionState.DECLINED: "declined_at",
    ContributionState.REFUSED: "refused_at",
    ContributionState.CANCELLED: "cancelled_at",
}


def move(
    contribution: Contribution,
    to: ContributionState,
    *,
    now: datetime,
    among: Iterable[ContributionState],
    **fields: Any,
) -> bool:
    """Sets the state and its moment if it is still one of `among`; says whether it did.

    One conditional UPDATE, so that of two callers one is told True. The object given is brought
    to what is stored.
    """
    fields[_MOMENTS[to]] = now
    moved = Contribution.objects.filter(pk=contribution.pk, state__in=list(among)).update(
        state=to, **fields
    )
    contribution.refresh_from_db()
    return bool(moved)
