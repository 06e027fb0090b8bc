"""A reader leaves; links of sign-ups that were asked for before confirm nothing any more."""

from __future__ import annotations

from django.db import transaction

from newsletter.models import SignUp, Subscriber, SubscriberStatus


def leave(subscriber_id: int) -> None:
    """May be done twice."""
    with transaction.atomic():
        Subscriber.objects.filter(pk=subscriber_id).update(status=SubscriberStatus.UNSUBSCRIBED)
        SignUp.objects.filter(subscriber=subscriber_id, confirmed_at__isnull=True).delete()
