"""Addresses whose owners never said yes are not kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from cms.notices.models import Notice
from newsletter.actions.subscribe import NOTICE_KEY
from newsletter.models import SignUp, Subscriber, SubscriberStatus

if TYPE_CHECKING:
    from datetime import datetime

KEPT: Final = timedelta(days=7)


def forget_unconfirmed(now: datetime) -> None:
    """Deletes sign-ups that nobody confirmed with their mails, then those who only ever asked.

    Never younger than a week: the limits of mails count them. Of mails that had to wait for their
    turn the week begins when they could go, for their link is good from then.
    """
    over = now - KEPT
    waiting = Subscriber.objects.filter(status=SubscriberStatus.PENDING, created_at__lte=over)
    sign_ups = SignUp.objects.alias(mailed=Coalesce("mail_at", "asked_at")).filter(
        confirmed_at__isnull=True, mailed__lte=over
    )
    key = Concat(Value(NOTICE_KEY), Cast("pk", CharField(max_length=20)))
    with transaction.atomic():
        # Locked: who asks again has done so before we look, or begins anew when they are gone.
        list(waiting.select_for_update().values_list("pk"))
        Notice.objects.filter(key__in=sign_ups.order_by().annotate(key=key).values("key")).delete()
        sign_ups.delete()
        waiting.filter(sign_ups__isnull=True).delete()
