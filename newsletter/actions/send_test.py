"""Sends the letter to oneself or to the readers of test letters, before anyone else gets it."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from newsletter.actions.render_editions import manuscript_of
from newsletter.actions.sender import sender_of_settings
from newsletter.models import Edition, Mailing, MailingEvent, MailingEventKind, MailingState
from newsletter.rendering.head import Head
from newsletter.rendering.message import Addressee, MessageTemplate, message_template
from newsletter.tokens import TEST_TOKEN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cms.models import User
    from newsletter.transports.base import Transport

PREFIX: Final = "[اختبار · Test] "
#: Test letters of the house in an hour, whoever sends them.
AN_HOUR: Final = 20


class TooManyTests(Exception):
    """The hour has its test letters; `left` is how many more may go."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class NoEdition(Exception):
    """The issue cannot be made in that language."""


def send_test(
    mailing_id: int,
    variant: str,
    addresses: Sequence[str],
    transport: Transport,
    by: User,
    now: datetime,
) -> int:
    """How many were handed over. The frozen edition where there is one, else the present draft.

    Its links of one's own do nothing. Raises TooManyTests, NoEdition, RenderError and what
    transports raise; what was handed over before that stays counted.
    """
    mailing = Mailing.objects.get(pk=mailing_id)
    template = _template(mailing, variant, now)
    domain = sender_of_settings().address.rpartition("@")[2]
    date = timezone.localtime(now, timezone.get_default_timezone())
    sent = 0
    try:
        _count(mailing, by, variant, len(addresses), now)
        for address in addresses:
            to = Addressee(address, TEST_TOKEN, f"<test-{uuid.uuid4().hex}@{domain}>")
            transport.send(template.address_to(to, date=date), address)
            sent += 1
    finally:
        transport.close()
    return sent


def _count(mailing: Mailing, by: User, variant: str, wanted: int, now: datetime) -> None:
    """Counted before they go, and of two who send at once both are counted."""
    with transaction.atomic():
        Mailing.objects.select_for_update().get(pk=mailing.pk)
        recent = MailingEvent.objects.filter(
            kind=MailingEventKind.TEST_SENT, at__gt=now - timedelta(hours=1)
        ).count()
        if recent + wanted > AN_HOUR:
            raise TooManyTests(max(AN_HOUR - recent, 0))
        MailingEvent.objects.bulk_create(
            MailingEvent(
                mailing=mailing, kind=MailingEventKind.TEST_SENT, by=by, at=now, detail=variant
            )
            for _one in range(wanted)
        )


def _template(mailing: Mailing, variant: str, now: datetime) -> MessageTemplate:
    if mailing.state == MailingState.DRAFT:
        present = manuscript_of(mailing.month, now).edition(variant)
        if present is None:
            raise NoEdition
        head, html, plain = present.head, present.html, present.plain
    else:
        frozen = Edition.objects.filter(mailing=mailing, variant=variant).first()
        if frozen is None:
            raise NoEdition
        head, html, plain = Head.from_json(frozen.head), frozen.html, frozen.plain
    return message_template(replace(head, subject=PREFIX + head.subject), html=html, plain=plain)
