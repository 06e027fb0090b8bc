"""What log-in has done by the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from cms.login import throttle
from cms.work.jobs import job

if TYPE_CHECKING:
    from datetime import datetime


@job("login.forget", every=timedelta(days=1))
def forget(now: datetime) -> None:
    """Deletes sessions that are over, and what was remembered of tries and codes."""
    Session.objects.filter(expire_date__lt=now).delete()
    alive = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=alive).delete()
    throttle.forget(now)
