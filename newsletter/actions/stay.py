"""A reader who has just left takes it back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from newsletter.barred import is_barred
from newsletter.models import OWN_LEAVING, StatusReason, Subscriber, SubscriberStatus

if TYPE_CHECKING:
    from datetime import datetime

#: How long leaving can be taken back.
UNDO_LIFE: Final = timedelta(days=28)


def may_stay(subscriber: Subscriber, left_at: datetime, now: datetime) -> bool:
    """Whether it is this leaving, their own, that can still be taken back at `now`.

    `left_at` counts by whole seconds, as the link carries it.
    """
    return (
        subscriber.status == SubscriberStatus.UNSUBSCRIBED
        and subscriber.status_reason in OWN_LEAVING
        and int(subscriber.status_at.timestamp()) == int(left_at.timestamp())
        and now < subscriber.status_at + UNDO_LIFE
        and not is_barred(subscriber)
    )


def stay(subscriber_id: int, left_at: datetime, now: datetime) -> bool:
    """Whether they are back. What was deleted when they left, as their name, is not."""
    with transaction.atomic():
        subscriber = (
            Subscriber.objects.select_for_update(of=("self",)).filter(pk=subscriber_id).first()
        )
        if subscriber is None or not may_stay(subscriber, left_at, now):
            return False
        subscriber.become(SubscriberStatus.ACTIVE, StatusReason.STAYED, now)
        subscriber.save()
    return True
