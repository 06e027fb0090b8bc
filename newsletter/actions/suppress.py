"""An address is put on the suppression list or taken off it; only its digest is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from newsletter.actions.take_off import take_off
from newsletter.mailboxes import address_digest
from newsletter.models import StatusReason, Subscriber, Suppression, SuppressionReason

if TYPE_CHECKING:
    from datetime import datetime


def block(address: str, now: datetime) -> bool:
    """Whether it was not suppressed before; an older reason stays.

    Whoever has the address is taken off the list as well.
    """
    digest = address_digest(address)
    with transaction.atomic():
        # The reader's row first, as whoever confirms or leaves locks them.
        reader = Subscriber.objects.select_for_update(of=("self",)).filter(address=digest).first()
        if reader is not None:
            take_off(reader.pk, StatusReason.BY_MANAGER, now)
        _row, made = Suppression.objects.get_or_create(
            address=digest, defaults={"reason": SuppressionReason.BY_MANAGER, "at": now}
        )
    return made


def lift_block(suppression_id: int) -> bool:
    """Whether there was a block of the managers' own: no other suppression is theirs to lift.

    Nobody comes back onto the list by it.
    """
    blocks = Suppression.objects.filter(pk=suppression_id, reason=SuppressionReason.BY_MANAGER)
    return bool(blocks.delete()[0])


def suppression_of(address: str) -> Suppression | None:
    return Suppression.objects.filter(address=address_digest(address)).first()
