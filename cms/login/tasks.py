"""What log-in leaves to the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django_tasks import task

from cms.access.language import language_of

if TYPE_CHECKING:
    from cms.models import User


@task()
def send_reset_link(user_id: int) -> None:
    """Mails a link to set a new password; does nothing where there is no such active user.

    The link is made here and kept nowhere: whoever reads the queue learns a number only.
    """
    users = get_user_model()._default_manager
    user: User | None = users.filter(pk=user_id, is_active=True).first()
    if user is None:
        return
    token = PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    key = f"{user_pk_to_url_str(user)}-{token}"
    with translation.override(language_of(user)):
        context = {"url": get_adapter().get_reset_password_from_key_url(key)}
        subject = render_to_string("login/mail/reset.subject.txt", context).strip()
        text = render_to_string("login/mail/reset.txt", context)
    EmailMessage(subject, text, to=[user.email]).send()
