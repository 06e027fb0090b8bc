"""Logs someone out wherever they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

if TYPE_CHECKING:
    from datetime import datetime

    from cms.models import User


def end_sessions(user: User, *, now: datetime, but: str | None = None) -> int:
    """Ends the user's sessions, except the one whose key is `but`; gives how many there were."""
    ended = 0
    for session in Session.objects.filter(expire_date__gt=now).exclude(session_key=but).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()
            ended += 1
    UserSession.objects.filter(user=user).exclude(session_key=but or "").delete()
    return ended
