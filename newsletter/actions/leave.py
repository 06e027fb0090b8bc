"""A reader leaves; links of sign-ups that were asked for before confirm nothing any more.

The address stays, so that nobody takes them back; who they are and for whom they write does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from newsletter.models import SignUp, StatusReason, Subscriber, SubscriberStatus

if TYPE_CHECKING:
    from datetime import datetime

#: Of these no letter is sent either, and what they say must not be forgotten.
_GONE = (
    SubscriberStatus.UNSUBSCRIBED,
    SubscriberStatus.BOUNCED,
    SubscriberStatus.COMPLAINED,
)


def leave(subscriber_id: int, reason: StatusReason, now: datetime) -> bool:
    """Whether they were still on the list. Done twice, the first time and its reason stay."""
    with transaction.atomic():
        subscriber = (
            Subscriber.objects.select_for_update(of=("self",)).filter(pk=subscriber_id).first()
        )
        if subscriber is None:
            return False
        was_here = subscriber.status not in _GONE
        if was_here:
            subscriber.become(SubscriberStatus.UNSUBSCRIBED, reason, now)
        subscriber.name = subscriber.outlet = ""
        subscriber.save()
        sign_ups = SignUp.objects.filter(subscriber=subscriber)
        sign_ups.filter(confirmed_at__isnull=True).delete()
        sign_ups.update(name="", outlet="")
    return was_here
