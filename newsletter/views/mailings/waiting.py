"""What of the letters waits for someone, and when letters go out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.due import CalendarEntry, DueGroup, DueItem, Happening
from newsletter.actions.approve import is_own_work
from newsletter.models import Mailing, MailingEventKind, MailingState
from newsletter.views.mailings.doors import named, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cms.models import User

#: A missed letter is told of for so long.
_TOLD: Final = timedelta(days=14)


def due_items(user: User, now: datetime) -> Iterator[DueItem]:
    if not user.has_perm("newsletter.view_mailing"):
        return
    waiting = (MailingState.IN_REVIEW, MailingState.APPROVED, MailingState.DRAFT)
    for mailing in Mailing.objects.filter(state__in=waiting).order_by("month"):
        item = _of(mailing, user)
        if item is not None:
            yield item
    if user.has_perm("newsletter.send_mailing"):
        missed = Mailing.objects.filter(
            state=MailingState.MISSED, not_after__gt=now - _TOLD
        ).exclude(month__in=Mailing.objects.open().values("month"))
        for mailing in missed:
            yield _item(
                mailing, DueGroup.TROUBLE, _("The letter missed its time; nothing was sent"), True
            )


def _of(mailing: Mailing, user: User) -> DueItem | None:
    match mailing.state:
        case MailingState.IN_REVIEW:
            if user.has_perm("newsletter.approve_mailing") and not is_own_work(mailing, user):
                return _item(mailing, DueGroup.APPROVAL, _("The letter waits for your approval"))
        case MailingState.APPROVED:
            if user.has_perm("newsletter.send_mailing"):
                return _item(mailing, DueGroup.APPROVAL, _("Approved; to be scheduled"))
        case MailingState.DRAFT:
            last = mailing.events.exclude(kind=MailingEventKind.TEST_SENT).last()
            if last is None or not user.has_perm("newsletter.change_mailing"):
                return None
            if last.kind == MailingEventKind.VOIDED:
                words = _("The approval is void: something changed")
                return _item(mailing, DueGroup.TROUBLE, words, True)
            if last.kind == MailingEventKind.RETURNED:
                return _item(mailing, DueGroup.TROUBLE, _("Sent back with a reason"), True)
    return None


def _item(mailing: Mailing, group: DueGroup, detail: str, urgent: bool = False) -> DueItem:
    return DueItem(
        group,
        _("Newsletter of %(month)s") % {"month": named(mailing.month)},
        _address(mailing),
        detail=detail,
        action=_("Open"),
        urgent=urgent,
    )


def calendar_items(user: User, start: datetime, end: datetime) -> Iterator[CalendarEntry]:
    """Letters that are scheduled, and those that went out."""
    if not user.has_perm("newsletter.view_mailing"):
        return
    kinds = {
        MailingState.SCHEDULED: ("send_at", Happening.SCHEDULED),
        MailingState.SENT: ("finished_at", Happening.PUBLISHED),
    }
    for state, (field, happening) in kinds.items():
        found = Mailing.objects.filter(state=state)
        for mailing in found.filter(**{f"{field}__gte": start, f"{field}__lt": end}):
            yield CalendarEntry(
                happening,
                _("Newsletter of %(month)s") % {"month": named(mailing.month)},
                getattr(mailing, field),
                url=_address(mailing),
            )


def _address(mailing: Mailing) -> str:
    return reverse("newsletter_mailings:month", args=[written(mailing.month)])
