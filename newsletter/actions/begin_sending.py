"""A scheduled mailing begins: once, in its time, with the words that were approved.

Its issue is published and its recipients are frozen in the same transaction, so that a process
that dies leaves the mailing either scheduled or ready to go on.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction
from wagtail.models import Revision

from newsletter.actions.heed_holidays import taken_off
from newsletter.actions.move_and_tell import move_and_tell
from newsletter.actions.move_mailing import NotNow, move
from newsletter.actions.render_editions import issue_pages
from newsletter.actions.sender import sender_of_settings
from newsletter.actions.tell_managers import approvers
from newsletter.actions.void_changed import void_if_changed
from newsletter.models import (
    Delivery,
    DeliveryState,
    IssuePage,
    Mailing,
    MailingEventKind,
    MailingState,
    SkipReason,
)
from newsletter.rendering.identity import message_id
from newsletter.segmenting import subscribers_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_AT_ONCE: Final = 1000


def begin_sending(mailing_id: int, now: datetime) -> bool:
    """Whether the mailing sends now. What is too late is missed, what changed is void, and what
    was scheduled for a day that is free now is taken off.

    Of two who call it at once one begins it, and both are told that it sends.
    """
    mailing = Mailing.objects.select_related("segment").get(pk=mailing_id)
    if mailing.state == MailingState.SENDING:
        return True
    if mailing.state != MailingState.SCHEDULED or mailing.send_at is None:
        return False
    if now < mailing.send_at:
        return False
    if mailing.not_after is not None and now > mailing.not_after:
        _miss(mailing, now)
        return False
    if taken_off(mailing, now) or void_if_changed(mailing, now):
        return False
    try:
        with transaction.atomic():
            move(
                mailing_id,
                MailingEventKind.STARTED,
                now,
                only={"fingerprint": mailing.fingerprint, "send_at": mailing.send_at},
                started_at=now,
            )
            _publish(mailing, now)
            _freeze(mailing, now)
    except NotNow as refused:
        return refused.state == MailingState.SENDING
    return True


def _miss(mailing: Mailing, now: datetime) -> None:
    people = [mailing.scheduled_by, mailing.submitted_by, mailing.approved_by]
    if not any(people):
        people = list(approvers(mailing))
    only = {"not_after": mailing.not_after}
    move_and_tell(mailing, MailingEventKind.MISSED, now, people, only=only)


def _publish(mailing: Mailing, now: datetime) -> None:
    """The issue on the web is the text that was approved, in every language."""
    for page in issue_pages(mailing.month):
        number = mailing.revisions.get(page.language)
        revision = Revision.objects.for_instance(page).filter(pk=number).first()
        if revision is None:
            continue
        if page.live and page.live_revision_id == revision.pk:
            continue
        text: IssuePage = revision.as_object()
        if text.published_at is None:
            text.published_at = now
            revision = text.save_revision(user=mailing.approved_by)
        revision.publish(user=mailing.approved_by)


def _freeze(mailing: Mailing, now: datetime) -> None:
    """A row for each reader of the segment, with the Message-ID of every attempt."""
    variants = {edition.variant for edition in mailing.editions.all()}
    readers = subscribers_of(mailing.segment).order_by("pk")
    rows = readers.values_list("pk", "address", "language").iterator(_AT_ONCE)
    while some := tuple(islice(rows, _AT_ONCE)):
        Delivery.objects.bulk_create(list(_deliveries(mailing, some, variants, now)))


def _deliveries(
    mailing: Mailing,
    readers: tuple[tuple[int, str, str], ...],
    variants: set[str],
    now: datetime,
) -> Iterator[Delivery]:
    secret = settings.SECRET_KEY.encode()
    domain = sender_of_settings().address.rpartition("@")[2]
    for subscriber, address, language in readers:
        has_edition = language in variants
        yield Delivery(
            mailing=mailing,
            subscriber_id=subscriber,
            address=address,
            variant=language,
            message_id=message_id(str(mailing.pk), address, secret=secret, domain=domain),
            state=DeliveryState.PENDING if has_edition else DeliveryState.SKIPPED,
            reason="" if has_edition else SkipReason.NO_EDITION,
            changed_at=now,
        )
