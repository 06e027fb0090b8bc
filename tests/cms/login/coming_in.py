"""How tests come in: by the form, with a code of the second factor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse

if TYPE_CHECKING:
    from cms.models import User

PASSWORD = "a-long-password-of-tests"
LOGIN = "/account/login/"
HOME = "/admin/"


def enrolled(user: User) -> str:
    """Gives the user an authenticator app and recovery codes; gives the app's secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code_of(secret: str, step: int = 0) -> str:
    """The code the app shows now, or `step` half minutes later (-1 and 1 are still taken)."""
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2] + step))


def recovery_codes(user: User) -> list[str]:
    row = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    codes: list[str] = row.wrap().get_unused_codes()
    return codes


def try_password(
    client: Any, email: str, password: str = PASSWORD, *, place: str = "192.0.2.1", after: str = ""
) -> Any:
    posted = {"login": email, "password": password} | ({"next": after} if after else {})
    return client.post(LOGIN, posted, REMOTE_ADDR=place)


def try_code(client: Any, code: str) -> Any:
    return client.post(reverse("mfa_authenticate"), {"code": code})


def is_in(client: Any) -> bool:
    return "_auth_user_id" in client.session
