"""A reader has everything about them erased; what stays tells nobody who they were.

Kept are the digest of the address on the list of those who are not written to, so that no import
brings them back, and the proofs of consent by the same digest (N8, threat row 47).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cms.notices.models import Notice
from newsletter.actions.subscribe import NOTICE_KEY
from newsletter.models import SignUp, Subscriber, Suppression, SuppressionReason
from newsletter.own_data import OTHER_MAILS

if TYPE_CHECKING:
    from datetime import datetime


def erase(subscriber_id: int, now: datetime) -> bool:
    """Whether there was anyone; may be done twice. A stronger suppression is not replaced."""
    with transaction.atomic():
        subscriber = (
            Subscriber.objects.select_for_update(of=("self",)).filter(pk=subscriber_id).first()
        )
        if subscriber is None:
            return False
        Suppression.objects.get_or_create(
            address=subscriber.address, defaults={"reason": SuppressionReason.ERASED, "at": now}
        )
        sign_ups = SignUp.objects.filter(subscriber=subscriber).values_list("pk", flat=True)
        keys = [f"{NOTICE_KEY}{pk}" for pk in sign_ups]
        Notice.objects.filter(key__in=keys).delete()
        # Of sign-ups that were deleted before, by leaving, the mails may still be there.
        Notice.objects.filter(recipient=subscriber.email, template__in=OTHER_MAILS).delete()
        subscriber.delete()
    return True
