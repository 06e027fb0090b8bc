"""What is written to whom: one notice per person and event, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from cms.access.language import language_of
from cms.access.roles import Role, members
from cms.addresses import absolute
from cms.contributions.contacts import contacts_of
from cms.contributions.states import UNSENT
from cms.dates import long_day
from cms.notices.actions.notify import notify

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cms.contributions.models import Contribution, Invitation
    from cms.models import User


def to_contacts(
    contribution: Contribution, event: str, *, now: datetime, once: str = "", **more: Any
) -> int:
    """Writes `contributions/mail/<event>` to the entity's contacts; gives how many there are.

    With `once` the same event may be told again for another occasion.
    """
    told = 0
    for user in contacts_of(contribution.entity_id):
        key = ":".join(filter(None, (f"contribution:{contribution.pk}", event, once, str(user.pk))))
        _write(key, user, event, contribution.invitation, now, contribution=contribution, **more)
        told += 1
    return told


def to_editor(
    invitation: Invitation,
    event: str,
    *,
    now: datetime,
    once: str,
    contributions: Iterable[Contribution],
    **more: Any,
) -> None:
    """Writes to who invited, or to all editors when that person is gone."""
    named = list(contributions)
    inviter = invitation.invited_by
    editors = [inviter] if inviter and inviter.is_active else list(members(Role.EDITOR))
    for user in editors:
        key = f"invitation:{invitation.pk}:{event}:{once}:{user.pk}"
        _write(key, user, event, invitation, now, named=named, **more)


def _write(
    key: str,
    user: User,
    event: str,
    invitation: Invitation,
    now: datetime,
    *,
    contribution: Contribution | None = None,
    named: Iterable[Contribution] = (),
    **more: Any,
) -> None:
    language = language_of(user)
    with translation.override(language):
        context = {
            "subject": invitation.subject,
            "kind": str(invitation.get_kind_display()),
            "deadline": long_day(invitation.deadline, language),
            "guidance": invitation.guidance,
            "languages": invitation.language_names,
            **more,
        }
        if contribution is not None:
            context["entity"] = str(contribution.entity)
            context["url"] = in_admin("contributions:own", contribution.pk)
        else:
            context["entities"] = [str(row.entity) for row in named]
            context["url"] = in_admin("contributions:invitation", invitation.pk)
    notify(
        key,
        recipient=user.email,
        language=language,
        template=f"contributions/mail/{event}",
        context=context,
        now=now,
    )


def in_admin(name: str, *args: object) -> str:
    """An address of the admin with its host, for letters."""
    return urljoin(f"{settings.WAGTAILADMIN_BASE_URL}/", reverse(name, args=args))


def invited(contribution: Contribution, now: datetime) -> int:
    return to_contacts(contribution, "invited", now=now)


def published(contribution: Contribution, now: datetime) -> None:
    """Thanks, with the address at which the contribution is read."""
    if contribution.page is not None:
        address = absolute(contribution.page.get_url() or "")
        title = " ".join(contribution.page.title.split())
        to_contacts(contribution, "published", now=now, title=title, address=address)


def outstanding(invitation: Invitation) -> list[Contribution]:
    """The rows of entities that have not sent anything yet."""
    rows = invitation.contributions.filter(state__in=UNSENT)
    return list(rows.select_related("entity", "invitation"))


def accepted(contribution: Contribution, goes_live: datetime, now: datetime) -> None:
    """Good news before the thanks: it was accepted and will be published on a day to come."""
    for user in contacts_of(contribution.entity_id):
        language = language_of(user)
        day = long_day(timezone.localdate(goes_live, timezone.get_default_timezone()), language)
        key = f"contribution:{contribution.pk}:accepted:{goes_live.isoformat()}:{user.pk}"
        _write(
            key, user, "accepted", contribution.invitation, now, contribution=contribution, day=day
        )
