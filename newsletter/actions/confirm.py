"""The owner of an address says yes: what was asked for holds from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from newsletter.models import SignUp, StatusReason, Subscriber, SubscriberStatus

if TYPE_CHECKING:
    from datetime import datetime


def confirm(sign_up_id: int, now: datetime) -> bool:
    """Whether it was still open. Confirming twice does nothing the second time.

    A link that was used takes nobody back who has left since.
    """
    with transaction.atomic():
        # The reader's row first, as in `subscribe` and `leave`: two that lock the same rows in
        # another order would wait for each other until the database ends one of them.
        readers = Subscriber.objects.select_for_update(of=("self",))
        subscriber = readers.filter(sign_ups=sign_up_id).first()
        sign_up = SignUp.objects.filter(pk=sign_up_id).first()
        if subscriber is None or sign_up is None or not sign_up.is_open(now):
            return False
        subscriber.language = sign_up.language
        subscriber.audience = sign_up.audience
        subscriber.abroad, subscriber.entity_id = sign_up.abroad, sign_up.entity_id
        subscriber.name, subscriber.outlet = sign_up.name, sign_up.outlet
        subscriber.become(SubscriberStatus.ACTIVE, StatusReason.CONFIRMED, now)
        subscriber.confirmed_at = sign_up.confirmed_at = now
        subscriber.save()
        sign_up.save(update_fields=["confirmed_at"])
    return True
