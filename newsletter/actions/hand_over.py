"""Hands the messages of a mailing to a transport, one reader after the other.

Begun again after whatever stopped it, it goes on where it was. A row is `transmitting` before
its message leaves, and that is committed: what was on the way when a process died is known.
Where handing over twice is harmless it is handed over again, else it is `uncertain` and is not.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Count
from django.utils import timezone

from newsletter.actions.begin_sending import begin_sending
from newsletter.actions.link_mailing import counted_html
from newsletter.actions.move_and_tell import move_and_tell
from newsletter.models import (
    Delivery,
    DeliveryState,
    Edition,
    Mailing,
    MailingEventKind,
    MailingState,
    SkipReason,
    Subscriber,
)
from newsletter.rendering.errors import RenderError
from newsletter.rendering.head import Head
from newsletter.rendering.message import Addressee, MessageTemplate, message_template
from newsletter.segmenting import written_to
from newsletter.tokens import token_for
from newsletter.transports.base import (
    Postponed,
    RecipientRefused,
    Transport,
    TransportError,
    Unanswered,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.db.models import QuerySet

#: Longer than any mail server may think about one message (RFC 5321, 4.5.3.2).
DEAD_AFTER: Final = timedelta(minutes=20)
_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Progress:
    """Every reader of a mailing is in one of these; `audience` is their sum."""

    pending: int = 0
    transmitting: int = 0
    accepted: int = 0
    rejected: int = 0
    skipped: int = 0
    uncertain: int = 0

    @property
    def audience(self) -> int:
        return self.done + self.waiting

    @property
    def done(self) -> int:
        return self.accepted + self.rejected + self.skipped + self.uncertain

    @property
    def waiting(self) -> int:
        return self.pending + self.transmitting


def progress_of(mailing_id: int) -> Progress:
    rows = Delivery.objects.filter(mailing_id=mailing_id).order_by().values_list("state")
    return Progress(**dict(rows.annotate(count=Count("pk"))))


def hand_over(
    mailing_id: int,
    transport: Transport,
    now: datetime,
    *,
    dead_after: timedelta = DEAD_AFTER,
) -> Progress:
    """Begins a mailing that is due, or goes on with one that sends, as far as it comes.

    A transport that fails as a whole ends the run (TransportError); called again it goes on.
    Nothing is done for a mailing in any other state. A message that was on its way for longer
    than `dead_after` has lost its process.
    """
    if not begin_sending(mailing_id, now):
        return progress_of(mailing_id)
    run = _Run(Mailing.objects.get(pk=mailing_id), transport, now)
    try:
        run.recover(dead_after)
        run.go()
    finally:
        transport.close()
    run.finish()
    return progress_of(mailing_id)


class _Run:
    """One process's work on one mailing; `now` goes on with the clock."""

    def __init__(self, mailing: Mailing, transport: Transport, now: datetime) -> None:
        self.mailing, self.transport = mailing, transport
        began = time.monotonic()
        self.clock: Callable[[], datetime] = lambda: (
            now + timedelta(seconds=time.monotonic() - began)
        )
        #: The same in every attempt, so that an attempt gives the same octets.
        self.date = timezone.localtime(mailing.started_at or now, timezone.get_default_timezone())
        self.templates: dict[str, MessageTemplate] = {}

    def recover(self, dead_after: timedelta) -> None:
        lost = self._rows(DeliveryState.TRANSMITTING).filter(
            changed_at__lte=self.clock() - dead_after
        )
        again = self.transport.is_repeatable
        lost.update(
            state=DeliveryState.PENDING if again else DeliveryState.UNCERTAIN,
            changed_at=self.clock(),
        )

    def go(self) -> None:
        after = 0
        while rows := self._some(after):
            if not self._still_sends():
                return
            readers = self._readers(rows)
            for row in rows:
                self._one(row, readers.get(row.subscriber_id or 0))
            after = rows[-1].pk

    def finish(self) -> None:
        """Ends the mailing when nobody waits any more, or nobody may be written to any more."""
        ends = self.mailing.not_after
        if ends is not None and self.clock() > ends:
            self._rows(DeliveryState.PENDING).update(
                state=DeliveryState.SKIPPED, reason=SkipReason.TOO_LATE, changed_at=self.clock()
            )
        waiting = (DeliveryState.PENDING, DeliveryState.TRANSMITTING)
        if Delivery.objects.filter(mailing=self.mailing, state__in=waiting).exists():
            return
        at = self.clock()
        people = [self.mailing.submitted_by, self.mailing.scheduled_by]
        move_and_tell(self.mailing, MailingEventKind.FINISHED, at, people, finished_at=at)

    def _rows(self, state: DeliveryState) -> QuerySet[Delivery]:
        return Delivery.objects.filter(mailing=self.mailing, state=state)

    def _some(self, after: int) -> list[Delivery]:
        rows = Delivery.objects.filter(
            mailing=self.mailing, state=DeliveryState.PENDING, pk__gt=after
        )
        return list(rows.order_by("pk")[:_AT_ONCE])

    def _still_sends(self) -> bool:
        found = Mailing.objects.filter(pk=self.mailing.pk, state=MailingState.SENDING)
        ends = self.mailing.not_after
        return found.exists() and (ends is None or self.clock() <= ends)

    def _readers(self, rows: list[Delivery]) -> dict[int, Subscriber]:
        """Those who may still be written to."""
        return written_to().in_bulk([row.subscriber_id for row in rows if row.subscriber_id])

    def _one(self, row: Delivery, reader: Subscriber | None) -> None:
        if reader is None:
            self._set(row, DeliveryState.PENDING, DeliveryState.SKIPPED, SkipReason.LEFT)
            return
        try:
            message = self._template(row.variant).address_to(
                Addressee(
                    address=reader.email,
                    token=token_for(reader.pk),
                    message_id=row.message_id,
                    name=reader.name,
                ),
                date=self.date,
            )
        except RenderError:
            self._set(row, DeliveryState.PENDING, DeliveryState.SKIPPED, SkipReason.BAD_ADDRESS)
            return
        if not self._set(row, DeliveryState.PENDING, DeliveryState.TRANSMITTING):
            return  # another process has it
        self._set(row, DeliveryState.TRANSMITTING, self._handed(message, reader.email, row))

    def _handed(self, message: bytes, address: str, row: Delivery) -> DeliveryState:
        try:
            self.transport.send(message, address)
        except Unanswered:
            return DeliveryState.UNCERTAIN
        except RecipientRefused:
            return DeliveryState.REJECTED
        except Postponed:
            return DeliveryState.PENDING
        except TransportError:
            self._set(row, DeliveryState.TRANSMITTING, DeliveryState.PENDING)
            raise
        return DeliveryState.ACCEPTED

    def _set(
        self,
        row: Delivery,
        before: DeliveryState,
        after: DeliveryState,
        reason: SkipReason | str = "",
    ) -> bool:
        changed = Delivery.objects.filter(pk=row.pk, state=before).update(
            state=after, reason=reason, changed_at=self.clock()
        )
        return bool(changed)

    def _template(self, variant: str) -> MessageTemplate:
        if variant not in self.templates:
            edition = Edition.objects.get(mailing=self.mailing, variant=variant)
            self.templates[variant] = message_template(
                Head.from_json(edition.head),
                html=counted_html(self.mailing, variant, edition.html),
                plain=edition.plain,
            )
        return self.templates[variant]
