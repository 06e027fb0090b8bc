"""Invites entities to contribute, and tells their contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cms.contributions import letters
from cms.contributions.models import Contribution, Invitation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from cms.models import Entity, User


@transaction.atomic
def invite(
    *,
    kind: str,
    subject: str,
    guidance: str,
    deadline: date,
    languages: list[str],
    entities: Iterable[Entity],
    invited_by: User,
    token: UUID,
    now: datetime,
) -> Invitation:
    """Makes the invitation and its rows; again with the same `token` gives the one there is."""
    invitation, made = Invitation.objects.get_or_create(
        token=token,
        defaults={
            "kind": kind,
            "subject": subject,
            "guidance": guidance,
            "deadline": deadline,
            "deadline_set_at": now,
            "languages": languages,
            "invited_by": invited_by,
            "created_at": now,
        },
    )
    if made:
        add_entities(invitation, entities, now)
    return invitation


@transaction.atomic
def add_entities(
    invitation: Invitation, entities: Iterable[Entity], now: datetime
) -> list[Contribution]:
    """Invites these entities too; gives the rows that are new. A cancelled one stays as it is."""
    if invitation.cancelled_at is not None:
        return []
    added = []
    for entity in entities:
        contribution, made = Contribution.objects.get_or_create(
            invitation=invitation, entity=entity, defaults={"invited_at": now}
        )
        if made:
            letters.invited(contribution, now)
            added.append(contribution)
    return added
