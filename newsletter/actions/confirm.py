"""The owner of an address says yes: what was asked for holds from now on, and the proof is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from newsletter.barred import LIFTED, is_barred
from newsletter.models import (
    Audience,
    Consent,
    ConsentSource,
    SignUp,
    StatusReason,
    Subscriber,
    SubscriberStatus,
    Suppression,
)

if TYPE_CHECKING:
    from datetime import datetime


def confirm(sign_up_id: int, now: datetime) -> bool:
    """Whether it was still open. Confirming twice does nothing the second time.

    Of a reader who is known what the form did not ask for stays as it was.
    A link that was used takes nobody back who has left since. Lifts what only kept others from
    writing to the address, and not what its owner or the managers said against us.
    """
    with transaction.atomic():
        # The reader's row first, as in `subscribe` and `leave`: two that lock the same rows in
        # another order would wait for each other until the database ends one of them.
        readers = Subscriber.objects.select_for_update(of=("self",))
        subscriber = readers.filter(sign_ups=sign_up_id).first()
        sign_up = SignUp.objects.select_related("wording").filter(pk=sign_up_id).first()
        if subscriber is None or sign_up is None or not sign_up.is_open(now):
            return False
        if is_barred(subscriber):
            return False
        subscriber.language = sign_up.language
        if sign_up.audience:
            subscriber.audience, subscriber.outlet = sign_up.audience, sign_up.outlet
            subscriber.abroad, subscriber.entity_id = sign_up.abroad, sign_up.entity_id
        subscriber.name = sign_up.name or subscriber.name
        subscriber.become(SubscriberStatus.ACTIVE, StatusReason.CONFIRMED, now)
        subscriber.confirmed_at = sign_up.confirmed_at = now
        subscriber.save()
        sign_up.save(update_fields=["confirmed_at"])
        Suppression.objects.filter(address=subscriber.address, reason__in=LIFTED).delete()
        _keep_the_proof(subscriber, sign_up, now)
    return True


def _keep_the_proof(subscriber: Subscriber, sign_up: SignUp, now: datetime) -> None:
    of_media = sign_up.audience == Audience.MEDIA
    Consent.objects.create(
        subscriber=subscriber,
        address=subscriber.address,
        wording=sign_up.wording,
        language=sign_up.wording.language if sign_up.wording else sign_up.language,
        source=ConsentSource.MEDIA_FORM if of_media else ConsentSource.FORM,
        given_at=sign_up.asked_at,
        confirmed_at=now,
    )
