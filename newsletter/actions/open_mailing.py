"""The month's mailing: the open one, or a new one where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from newsletter.models import Mailing

if TYPE_CHECKING:
    from datetime import date, datetime


def mailing_of(month: date) -> Mailing | None:
    """The mailing that is worked on, or the last that was given up; `month` is its first day."""
    return open_one(month) or Mailing.objects.filter(month=month).order_by("-pk").first()


def open_one(month: date) -> Mailing | None:
    return Mailing.objects.open().filter(month=month).first()


def open_mailing(month: date, now: datetime) -> Mailing:
    """The open mailing of the month. Of two who ask at once both get the same."""
    month = month.replace(day=1)
    found = open_one(month)
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Mailing.objects.create(month=month, created_at=now)
    except IntegrityError:
        return Mailing.objects.open().get(month=month)
