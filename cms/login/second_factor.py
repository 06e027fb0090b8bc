"""Who needs a second factor, who has one, and has this session passed it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings

from cms.access.roles import GUARDED, Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest

    from cms.models import User

#: What proves a second factor; recovery codes are spare keys to one of these.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_needed(user: User | AnonymousUser) -> bool:
    """Whether the user may publish, send or see subscribers, and so must have a second factor.

    A group the house does not know counts as such: it may hold any right.
    """
    if not settings.MFA_REQUIRED or not user.is_authenticated:
        return False
    if user.is_superuser:
        return True
    free = [role.group_name for role in set(Role) - GUARDED]
    return user.groups.exclude(name__in=free).exists()


def is_set_up(user: User | AnonymousUser) -> bool:
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists())


def is_passed(request: HttpRequest) -> bool:
    """Whether a second factor was shown since this session began."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)
