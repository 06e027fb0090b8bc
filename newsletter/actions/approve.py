"""Approves what was submitted: a second person, and exactly what that person saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.models import Revision

from newsletter.actions.move_mailing import move
from newsletter.actions.render_editions import issue_pages
from newsletter.actions.tell_managers import tell
from newsletter.actions.void_changed import ContentChanged, void_if_changed
from newsletter.models import Mailing, MailingEventKind

if TYPE_CHECKING:
    from datetime import datetime

    from cms.models import User


class OwnWork(Exception):
    """Nobody approves what they submitted, or edited since."""


class AnotherLetter(Exception):
    """What was on the screen is not what is waiting now."""


def approve(mailing_id: int, by: User, fingerprint: str, now: datetime) -> None:
    """`fingerprint` is that of the editions that were looked at.

    Raises OwnWork, AnotherLetter, ContentChanged, NotNow.
    """
    mailing = Mailing.objects.get(pk=mailing_id)
    if is_own_work(mailing, by):
        raise OwnWork
    if fingerprint != mailing.fingerprint:
        raise AnotherLetter
    if void_if_changed(mailing, now):
        raise ContentChanged
    with transaction.atomic():
        move(
            mailing_id,
            MailingEventKind.APPROVED,
            now,
            by=by,
            only={"fingerprint": fingerprint},
            approved_by=by,
            approved_at=now,
        )
        tell(mailing, "approved", [mailing.submitted_by], now)


def is_own_work(mailing: Mailing, user: User) -> bool:
    """Whether the user submitted the mailing, or saved a text of its issue since."""
    if mailing.submitted_by_id == user.pk:
        return True
    if mailing.submitted_at is None:
        return False
    pages = [str(page.pk) for page in issue_pages(mailing.month)]
    saved = Revision.objects.page_revisions().filter(
        object_id__in=pages, created_at__gt=mailing.submitted_at, user=user
    )
    return bool(saved.exists())
