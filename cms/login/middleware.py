"""May this session go on? Not for ever, and not without the second factor its user needs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponseRedirect
from django.urls import resolve, reverse
from django.urls.exceptions import Resolver404
from django.utils import timezone

from cms.login import second_factor

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    Next = Callable[[HttpRequest], HttpResponseBase]

#: What someone may reach who still has to set up a second factor.
OPEN_WITHOUT_FACTOR: Final = frozenset(
    {
        "account_login", "account_logout", "account_reauthenticate", "account_inactive",
        "account_reset_password", "account_reset_password_done",
        "account_reset_password_from_key", "account_reset_password_from_key_done",
        "account_language", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn",
        "wagtailadmin_logout", "favicon",
    }
)  # fmt: skip

_BEGAN, _SEEN = "login_began", "login_seen"
_MINUTE: Final = 60
#: Asked every few seconds by an open editor, whether anyone sits before it or not.
_UNATTENDED: Final = "/admin/editing-sessions/"


class SessionAgeMiddleware:
    """Ends sessions that nobody has used for a while, and all of them after a day's work.

    `SESSION_IDLE_AGE` and `SESSION_COOKIE_AGE`, both in seconds.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            now = time.time()
            session = request.session
            began, seen = session.get(_BEGAN, now), session.get(_SEEN, now)
            if now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_AGE:
                logout(request)
            elif _SEEN not in session or (
                now - seen > _MINUTE and not request.path.startswith(_UNATTENDED)
            ):
                session[_BEGAN], session[_SEEN] = began, now
                UserSession.objects.filter(session_key=session.session_key).update(
                    last_seen_at=timezone.now()
                )
        return self.get_response(request)


class SecondFactorMiddleware:
    """Leads those who need a second factor to it, whichever door they came in by."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Asked only of sessions: readers' pages stay the same for all, and may be cached.
        if settings.MFA_REQUIRED and settings.SESSION_COOKIE_NAME in request.COOKIES:
            answer = self._lead(request)
            if answer is not None:
                return answer
        return self.get_response(request)

    def _lead(self, request: HttpRequest) -> HttpResponseBase | None:
        user = request.user
        if not user.is_authenticated or second_factor.is_passed(request):
            return None
        if second_factor.is_set_up(user):
            logout(request)
            return _to("account_login", request)
        if not second_factor.is_needed(user) or _is_open(request):
            return None
        return HttpResponseRedirect(reverse("mfa_index"))


def _is_open(request: HttpRequest) -> bool:
    if request.path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return True
    try:
        return resolve(request.path_info).view_name in OPEN_WITHOUT_FACTOR
    except Resolver404:
        return False


def _to(name: str, request: HttpRequest) -> HttpResponseRedirect:
    query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
    return HttpResponseRedirect(f"{reverse(name)}?{query}" if query else reverse(name))
