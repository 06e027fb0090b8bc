"""What follows when someone comes in, or their second factor changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_reset, user_logged_in
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver
from django.utils import timezone
from wagtail.log_actions import log

from cms.login import known_browser, second_factor
from cms.login.actions.end_sessions import end_sessions

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator
    from django.http import HttpRequest, HttpResponseBase

    from cms.models import User


@receiver(user_logged_in)
def came_in(
    request: HttpRequest, user: User, response: HttpResponseBase | None = None, **_: Any
) -> None:
    # The audit trail records that they came in.
    if response is not None:
        known_browser.remember(response, user)


@receiver(password_reset)
def set_a_new_password(request: HttpRequest, user: User, **_: Any) -> None:
    end_sessions(user, now=timezone.now())
    log(user, "login.password_reset", user=user)


@receiver(authenticator_added)
def added(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type in second_factor.FACTORS:
        # Setting it up was showing it.
        record_authentication(
            request, user, "mfa", id=authenticator.pk, type=str(authenticator.type)
        )
    _changed(request, user, "login.factor_added", authenticator)


@receiver(authenticator_removed)
def removed(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    _changed(request, user, "login.factor_removed", authenticator)


@receiver(authenticator_reset)
def reset(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    _changed(request, user, "login.codes_made", authenticator)


def _changed(request: HttpRequest, user: User, action: str, authenticator: Authenticator) -> None:
    """Whoever else is logged in as this user shows the new factor, or is out."""
    end_sessions(user, now=timezone.now(), but=request.session.session_key)
    log(user, action, user=user, data={"kind": str(authenticator.type)})
