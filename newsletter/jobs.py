"""What is done by the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from cms.work.enqueue import enqueue
from cms.work.jobs import job
from newsletter.actions import forget_unconfirmed as forgetting
from newsletter.actions import open_monthly_call as opening
from newsletter.actions import remind_entities as reminding
from newsletter.actions import tell_entities as telling
from newsletter.actions.due_mailings import due_mailings
from newsletter.actions.receive_list import forget_lists as forget_old_lists
from newsletter.actions.spend_proof import forget_spent
from newsletter.tasks import hand_over_mailing

if TYPE_CHECKING:
    from datetime import datetime


@job("newsletter.forget_unconfirmed", every=timedelta(days=1))
def forget_unconfirmed(now: datetime) -> None:
    forgetting.forget_unconfirmed(now)


@job("newsletter.open_monthly_call", every=timedelta(hours=1))
def open_monthly_call(now: datetime) -> None:
    opening.open_monthly_call(now, settings.NEWSLETTER_CALL_DAY)


@job("newsletter.remind_entities", every=timedelta(hours=1))
def remind_entities(now: datetime) -> None:
    reminding.remind_entities(now)


@job("newsletter.tell_entities", every=timedelta(minutes=10))
def tell_entities(now: datetime) -> None:
    telling.tell_entities(now)


@job("newsletter.send_due", every=timedelta(minutes=1))
def send_due(now: datetime) -> None:
    """Has due mailings handed over, and those go on that something stopped."""
    for pk in due_mailings(now, hand_over_mailing.module_path):
        enqueue(hand_over_mailing, pk)


@job("newsletter.forget_proofs", every=timedelta(hours=1))
def forget_proofs(now: datetime) -> None:
    forget_spent(now)


@job("newsletter.forget_lists", every=timedelta(hours=1))
def forget_lists(now: datetime) -> None:
    forget_old_lists(now)
