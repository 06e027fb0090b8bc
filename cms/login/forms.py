"""The forms of log-in: allauth's, in the house's words and under its limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.internal.userkit import filter_users_by_email
from allauth.mfa.adapter import get_adapter as factor_adapter
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.login import throttle
from cms.login.tasks import send_reset_link
from cms.work.enqueue import enqueue

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator
    from django.http import HttpRequest


def _words(form: forms.Form, labels: dict[str, Any]) -> None:
    for name, label in labels.items():
        field = form.fields[name]
        field.label = label
        field.help_text = ""
        field.widget.attrs.pop("placeholder", None)


class LoginForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(self, {"login": _("E-mail address"), "password": _("Password")})
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class PasswordAgainForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(self, {"password": _("Password")})


class ResetForm(account.ResetPasswordForm):
    """Answers alike, and takes alike, whether the address belongs to an account or not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(self, {"email": _("E-mail address")})

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"]
        self.users = filter_users_by_email(address.lower(), is_active=True, for_login=True)
        return address

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        address: str = self.cleaned_data["email"]
        user_id = self.users[0].pk if self.users else 0
        subject = throttle.folded(address)
        if throttle.reserve(throttle.RESET, subject, now=timezone.now()):
            enqueue(send_reset_link, user_id)
        return address


class NewPasswordForm(account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = self.fields["password1"].help_text
        _words(self, {"password1": _("New password"), "password2": _("New password, again")})
        self.fields["password1"].help_text = rules


class _CodeTries(forms.Form):
    """Counts codes in the database, and takes each only once."""

    user: Any
    authenticator: Authenticator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(self, {"code": _("Code")})
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "dir": "ltr"}

    def clean_code(self) -> str:
        now = timezone.now()
        if not throttle.reserve(throttle.CODE, self.user.pk, now=now):
            raise account_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()  # type: ignore[misc]  # of the allauth form beside this
        if not throttle.use_once(self.user.pk, code, now=now):
            raise factor_adapter().validation_error("incorrect_code")
        throttle.forgive(throttle.CODE, self.user.pk)
        return code


class CodeForm(_CodeTries, factor.AuthenticateForm):
    """The second factor at log-in."""


class CodeAgainForm(_CodeTries, factor.ReauthenticateForm):
    """The second factor before something that cannot be undone."""


class ActivateAppForm(_CodeTries, totp.ActivateTOTPForm):
    """The first code of an authenticator app."""


class AddKeyForm(webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(self, {"name": _("Name"), "passwordless": _("Log in with it alone (passkey)")})
        self.fields["name"].help_text = _("So that you know it again in the list.")
        self.fields["passwordless"].help_text = _(
            "Without password or code; the device asks for your fingerprint, face or PIN."
        )
        self.fields["passwordless"].initial = True


class KeyNameForm(webauthn.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(self, {"name": _("Name")})
