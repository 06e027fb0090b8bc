"""Brings a mailing from one state to the next: the one way, and never two at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from newsletter.models import Mailing, MailingEvent, MailingEventKind, MailingState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cms.models import User

#: From which states an event leads on; whatever is not here is refused.
FROM: Final = {
    MailingEventKind.SUBMITTED: (MailingState.DRAFT,),
    MailingEventKind.APPROVED: (MailingState.IN_REVIEW,),
    MailingEventKind.RETURNED: (MailingState.IN_REVIEW, MailingState.APPROVED),
    MailingEventKind.VOIDED: (
        MailingState.IN_REVIEW,
        MailingState.APPROVED,
        MailingState.SCHEDULED,
    ),
    MailingEventKind.SCHEDULED: (MailingState.APPROVED, MailingState.SCHEDULED),
    MailingEventKind.UNSCHEDULED: (MailingState.SCHEDULED,),
    MailingEventKind.CANCELLED: (
        MailingState.DRAFT,
        MailingState.IN_REVIEW,
        MailingState.APPROVED,
        MailingState.SCHEDULED,
    ),
    MailingEventKind.STARTED: (MailingState.SCHEDULED,),
    MailingEventKind.MISSED: (MailingState.SCHEDULED,),
    MailingEventKind.FINISHED: (MailingState.SENDING,),
}

TO: Final = {
    MailingEventKind.SUBMITTED: MailingState.IN_REVIEW,
    MailingEventKind.APPROVED: MailingState.APPROVED,
    MailingEventKind.RETURNED: MailingState.DRAFT,
    MailingEventKind.VOIDED: MailingState.DRAFT,
    MailingEventKind.SCHEDULED: MailingState.SCHEDULED,
    MailingEventKind.UNSCHEDULED: MailingState.APPROVED,
    MailingEventKind.CANCELLED: MailingState.CANCELLED,
    MailingEventKind.STARTED: MailingState.SENDING,
    MailingEventKind.MISSED: MailingState.MISSED,
    MailingEventKind.FINISHED: MailingState.SENT,
}

_APPROVAL: Final = ("approved_by", "approved_at")
_SCHEDULE: Final = ("send_at", "not_after", "scheduled_by")

#: What does not hold any more after an event.
TAKEN_BACK: Final = {
    MailingEventKind.RETURNED: _APPROVAL,
    MailingEventKind.VOIDED: (*_APPROVAL, *_SCHEDULE),
    MailingEventKind.UNSCHEDULED: _SCHEDULE,
}

DETAIL_LENGTH: Final = 500


class NotNow(Exception):
    """The mailing is in a state from which this does not lead on; `state` says in which."""

    def __init__(self, state: MailingState) -> None:
        super().__init__(state)
        self.state = state


def move(
    mailing_id: int,
    kind: MailingEventKind,
    now: datetime,
    *,
    by: User | None = None,
    detail: str = "",
    among: Iterable[MailingState] = (),
    only: dict[str, Any] | None = None,
    **fields: Any,
) -> None:
    """Sets state and `fields` if the state allows it, empties what the event takes back, and
    writes the event down.

    One statement asks and sets, so that of two people one wins and the other gets NotNow.
    `among` takes the place of the states of `FROM`; `only` are further conditions on the row.
    Called within a transaction.
    """
    found = Mailing.objects.filter(
        pk=mailing_id, state__in=tuple(among) or FROM[kind], **(only or {})
    )
    emptied = dict.fromkeys(TAKEN_BACK.get(kind, ()))
    if not found.update(state=TO[kind], **emptied, **fields):
        raise NotNow(
            MailingState(Mailing.objects.values_list("state", flat=True).get(pk=mailing_id))
        )
    MailingEvent.objects.create(
        mailing_id=mailing_id, kind=kind, by=by, at=now, detail=detail[:DETAIL_LENGTH]
    )
