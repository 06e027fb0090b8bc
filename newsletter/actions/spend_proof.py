"""A proof of work opens one form once, in whichever process it arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from newsletter.models import SpentProof

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.proof import Proof


def spend_proof(proof: Proof) -> bool:
    """Whether it was still unused; of two at the same moment one is refused."""
    try:
        with transaction.atomic():
            SpentProof.objects.create(digest=proof.digest, expires_at=proof.expires_at)
    except IntegrityError:
        return False
    return True


def forget_spent(now: datetime) -> int:
    """Deletes those that nobody could use again because they have expired; says how many."""
    deleted, _by_model = SpentProof.objects.filter(expires_at__lte=now).delete()
    return deleted
