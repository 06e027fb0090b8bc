"""A reader leaves; links of sign-ups that were asked for before confirm nothing any more.

The address stays, so that nobody takes them back; who they are and for whom they write does not.
"""

from __future__ import annotations

from django.db import transaction

from newsletter.models import SignUp, Subscriber, SubscriberStatus


def leave(subscriber_id: int) -> None:
    """May be done twice."""
    with transaction.atomic():
        Subscriber.objects.filter(pk=subscriber_id).update(
            status=SubscriberStatus.UNSUBSCRIBED, name="", outlet=""
        )
        sign_ups = SignUp.objects.filter(subscriber=subscriber_id)
        sign_ups.filter(confirmed_at__isnull=True).delete()
        sign_ups.update(name="", outlet="")
