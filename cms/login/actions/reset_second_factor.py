"""Takes away someone's second factor, for those who have lost theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.db import transaction
from wagtail.log_actions import log

from cms.login import throttle
from cms.login.actions.end_sessions import end_sessions

if TYPE_CHECKING:
    from datetime import datetime

    from cms.models import User


def reset_second_factor(user: User, *, by: User | None, now: datetime) -> int:
    """Deletes the user's factors and ends their sessions; gives how many factors there were.

    At the next log-in the user is led to set up another. `by` is None for the operator.
    """
    with transaction.atomic():
        kinds = sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
        Authenticator.objects.filter(user=user).delete()
        throttle.forgive(throttle.CODE, user.pk)
        end_sessions(user, now=now)
        log(user, "login.factors_reset", user=by, data={"kinds": kinds})
    return len(kinds)
