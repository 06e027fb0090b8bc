"""Tells those who had a hand in a mailing what became of it: one notice a person and event."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse

from cms.access.language import language_of
from cms.dates import moment, month_name
from cms.notices.actions.notify import notify

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cms.models import User
    from newsletter.models import Mailing


def tell(
    mailing: Mailing,
    event: str,
    people: Iterable[User | None],
    now: datetime,
    *,
    reason: str = "",
) -> None:
    """Writes `newsletter/mail/mailing_<event>` to each of the people who is still there.

    `reason` is what someone wrote, or what changed, in plain text.
    """
    told: set[int] = set()
    for user in people:
        if user is None or not user.is_active or user.pk in told:
            continue
        told.add(user.pk)
        language = language_of(user)
        at = mailing.send_at
        notify(
            f"newsletter.mailing:{mailing.pk}:{event}:{now.isoformat()}:{user.pk}",
            recipient=user.email,
            language=language,
            template=f"newsletter/mail/mailing_{event}",
            context={
                "month": month_name(mailing.month, language),
                "reason": reason,
                "at": moment(at, language) if at else "",
                "url": address_of(mailing),
            },
            now=now,
        )


def approvers(mailing: Mailing) -> list[User]:
    """Who may approve it: everyone with the right, save who submitted it."""
    right = (
        Q(is_superuser=True)
        | Q(user_permissions__codename="approve_mailing")
        | Q(groups__permissions__codename="approve_mailing")
    )
    users = get_user_model()._default_manager.filter(right, is_active=True).distinct()
    return [user for user in users.order_by("pk") if user.pk != mailing.submitted_by_id]


def address_of(mailing: Mailing) -> str:
    """Its screen in the admin, with the host."""
    path = reverse("newsletter_mailings:month", args=[f"{mailing.month:%Y-%m}"])
    return urljoin(f"{settings.WAGTAILADMIN_BASE_URL}/", path)
