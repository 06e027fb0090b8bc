"""Where the house differs from allauth: no sign-up, its own limits, its own words and mails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.access.language import language_of
from cms.login import next_address, secrets_at_rest, step_up
from cms.login.password_tries import PasswordTry
from cms.notices.actions.notify import notify

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest

    from cms.models import User

_WAIT = _(
    "Too many tries. Wait a few minutes and try again, or log in with a passkey. If you have "
    "forgotten your password, ask for a link to set a new one."
)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Ask an administrator."),
        "email_password_mismatch": _(
            "The e-mail address or the password is not right. Check both and try again."
        ),
        "incorrect_password": _("The password is not right. Try again."),
        "invalid_password_reset": _(
            "This link is no longer valid: it has been used, or is older than an hour. "
            "Ask for another."
        ),
        "too_many_login_attempts": _WAIT,
        "rate_limited": _WAIT,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by administrators."""
        return False

    def is_safe_url(self, url: str) -> bool:
        return next_address.is_safe(url)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raises the error of too many tries, in the same words whether the account exists."""
        self._try = PasswordTry.of(
            request, str(credentials.get("email", "")), self.get_client_ip(request)
        )
        if not self._try.reserve(timezone.now()):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user = cast("User | None", super().authenticate(request, **credentials))
        if user is not None:
            self._try.succeeded()
        return user

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        """Who has a second factor proves it; a stolen password is not enough then."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        words = {
            "reauthenticate": gettext("Use your password"),
            "mfa_reauthenticate": gettext("Use a code"),
            "mfa_reauthenticate:webauthn": gettext("Use a passkey or security key"),
        }
        factors = [method for method in methods if method["id"] != "reauthenticate"]
        return [{**method, "description": words[method["id"]]} for method in factors or methods]

    def is_reauthentication_required(self, *, app: str | None = None) -> bool:
        """A log-in a minute ago is proof enough."""
        return not step_up.recently_proved(context.request)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """From the settings, never from the request's own idea of its host."""
        path = reverse("account_reset_password_from_key", args=["UID", "KEY"])
        return settings.WAGTAILADMIN_BASE_URL + path.replace("UID-KEY", key)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tells people that something about their log-in changed; "mfa/email/totp_activated"."""
        now = timezone.now()
        change = template_prefix.rpartition("/")[2]
        notify(
            f"login.{change}:{user.pk}:{now.timestamp()}",
            recipient=user.email,
            language=language_of(user),
            template="login/mail/changed",
            context={"change": change, "address": settings.WAGTAILADMIN_BASE_URL
                     + reverse("mfa_index")},
            now=now,
        )  # fmt: skip


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "The code is not right, or was used before. Wait for the next one and try again."
        ),
        "cannot_generate_recovery_codes": _(
            "Recovery codes are made once there is an authenticator app or a passkey."
        ),
    }

    def get_totp_issuer(self) -> str:
        return str(settings.WAGTAIL_SITE_NAME)

    def _get_site_name(self) -> str:
        return str(settings.WAGTAIL_SITE_NAME)

    def encrypt(self, text: str) -> str:
        return secrets_at_rest.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets_at_rest.decrypt(encrypted_text)

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002 - allauth's
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Key %(number)s") % {"number": number}
