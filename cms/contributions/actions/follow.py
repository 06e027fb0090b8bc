"""What the workflow and publication of a page mean for the contribution that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cms.contributions import letters
from cms.contributions.actions.move import move
from cms.contributions.models import Contribution
from cms.contributions.states import DECIDABLE, PAST_SUBMISSION, ContributionState

if TYPE_CHECKING:
    from datetime import datetime

S = ContributionState


def contribution_of(page_id: int) -> Contribution | None:
    found = Contribution.objects.filter(page_id=page_id)
    return found.select_related("invitation", "entity", "page").first()


def submitted(contribution: Contribution, now: datetime) -> bool:
    """Whatever came before: a draft that was sent is before the editors."""
    return move(contribution, S.SUBMITTED, now=now, among=_all_but(S.PUBLISHED, S.SUBMITTED))


@transaction.atomic
def changes_requested(
    contribution: Contribution, comment: str, *, once: str, now: datetime
) -> bool:
    """`once` names the decision, so that each is written once."""
    moved = move(contribution, S.CHANGES_REQUESTED, now=now, among=(S.SUBMITTED,), reason=comment)
    if moved:
        letters.to_contacts(contribution, "changes", now=now, once=once, reason=comment)
    return moved


def taken_back(contribution: Contribution, now: datetime) -> bool:
    """The review ended without a decision: the draft is with the entity again.

    Where the invitation was cancelled meanwhile, nothing was sent, so that it ends here.
    """
    to = S.CANCELLED if _is_cancelled(contribution) else S.OPENED
    return move(contribution, to, now=now, among=DECIDABLE, submitted_at=None)


@transaction.atomic
def accepted(contribution: Contribution, goes_live: datetime | None, now: datetime) -> bool:
    """Approved; when it is to be published later, the entity is told that it will be."""
    moved = move(
        contribution, S.ACCEPTED, now=now, among=_all_but(*PAST_SUBMISSION), reason="",
        submitted_at=contribution.submitted_at or now,
    )  # fmt: skip
    if moved and goes_live is not None and goes_live > now:
        letters.accepted(contribution, goes_live, now)
    return moved


@transaction.atomic
def published(contribution: Contribution, now: datetime) -> bool:
    moved = move(
        contribution, S.PUBLISHED, now=now, among=_all_but(S.PUBLISHED), reason="",
        submitted_at=contribution.submitted_at or now,
        accepted_at=contribution.accepted_at or now,
    )  # fmt: skip
    if moved:
        letters.published(contribution, now)
    return moved


def draft_deleted(contribution: Contribution, now: datetime) -> bool:
    """Where the draft goes, the invitation stands as before it; what was decided stays decided."""
    begun = (S.OPENED, *DECIDABLE)
    if _is_cancelled(contribution):
        return move(
            contribution, S.CANCELLED, now=now, among=begun, opened_at=None, submitted_at=None
        )
    began = Contribution.objects.filter(pk=contribution.pk, state__in=begun)
    return bool(began.update(state=S.INVITED, opened_at=None, submitted_at=None))


def _is_cancelled(contribution: Contribution) -> bool:
    return contribution.invitation.cancelled_at is not None


def _all_but(*states: ContributionState) -> list[ContributionState]:
    return [state for state in S if state not in states]
