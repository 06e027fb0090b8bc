"""What a public installation must not leave out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004 - Django's name


@register(Tags.security, deploy=True)
def second_factor_is_required(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.MFA_REQUIRED:
        return []
    return [
        Warning(
            "People who publish or send may log in with a password alone.",
            hint="Remove MFA_REQUIRED from the environment, or set it to true.",
            id="login.W001",
        )
    ]


@register(Tags.security, deploy=True)
def demo_account_is_closed(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not settings.DEMO_LOGIN:
        return []
    return [
        Warning(
            "An account whose password everyone knows may be made.",
            hint="Use cms.settings.production.",
            id="login.W002",
        )
    ]


@register(Tags.security, deploy=True)
def readers_are_told_apart(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT or not settings.SECURE_PROXY_SSL_HEADER:
        return []
    return [
        Warning(
            "All readers seem to come from the server in front: the limits of log-in, search, "
            "rating and sign-up hold for all of them together.",
            hint="Set TRUSTED_PROXIES to the number of proxies that write X-Forwarded-For.",
            id="login.W003",
        )
    ]
