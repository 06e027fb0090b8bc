"""Addresses whose owners never said yes are not kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from newsletter.models import SignUp, Subscriber, SubscriberStatus

if TYPE_CHECKING:
    from datetime import datetime

KEPT: Final = timedelta(days=7)


def forget_unconfirmed(now: datetime) -> int:
    """Deletes sign-ups that nobody confirmed, then those who only ever asked; gives how many.

    Never younger than a week: the limits of mails count them.
    """
    SignUp.objects.filter(confirmed_at__isnull=True, asked_at__lte=now - KEPT).delete()
    gone = Subscriber.objects.filter(
        status=SubscriberStatus.PENDING, sign_ups__isnull=True, created_at__lte=now - KEPT
    )
    return gone.delete()[1].get("newsletter.Subscriber", 0)
