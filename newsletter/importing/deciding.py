"""What becomes of someone in a list, by what is known of them here? Changes nothing (N3, N8).

A no counts more than a yes, wherever it was said; only the owner of an address takes it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from newsletter.importing.outcomes import Outcome, RowReason
from newsletter.importing.standing import Standing
from newsletter.models import Subscriber, SubscriberStatus

if TYPE_CHECKING:
    from newsletter.importing.rows import Listed


class Change(Enum):
    """What the database is to do; there is no other way in which an import changes it."""

    NOTHING = auto()
    ADD = auto()
    ACTIVATE = auto()
    FILL = auto()
    STORE_NO = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Decision:
    outcome: Outcome
    reason: RowReason
    change: Change = Change.NOTHING


def decide(
    listed: Listed,
    standing: Standing,
    here: Subscriber | None,
    *,
    suppressed: bool,
    entity: int | None,
) -> Decision:
    """`standing` is the heaviest that the file says of the address, in whichever row.

    `entity` is that of the row as it is known here.
    """
    if standing.is_no:
        return _no(standing, here, suppressed=suppressed)
    if here is not None and here.status in _NO_HERE:
        if standing == Standing.UNCONFIRMED:
            return Decision(Outcome.UNCHANGED, RowReason.NO_HERE_TOO)
        return Decision(Outcome.REFUSED, _NO_HERE[SubscriberStatus(here.status)])
    if suppressed:
        return Decision(Outcome.REFUSED, RowReason.SUPPRESSED_HERE)
    if standing == Standing.UNCONFIRMED:
        return _unconfirmed(here)
    return _yes(listed, here, entity)


def _yes(listed: Listed, here: Subscriber | None, entity: int | None) -> Decision:
    if here is None:
        lost = bool(listed.entity) and entity is None
        reason = RowReason.ENTITY_UNKNOWN if lost else RowReason.NEW
        return Decision(Outcome.ADDED, reason, Change.ADD)
    if here.status == SubscriberStatus.PENDING:
        return Decision(Outcome.UPDATED, RowReason.WAS_WAITING, Change.ACTIVATE)
    fills = (
        (listed.name and not here.name)
        or (listed.outlet and not here.outlet)
        or (entity is not None and here.entity_id is None)
    )
    if fills:
        return Decision(Outcome.UPDATED, RowReason.FILLED, Change.FILL)
    return Decision(Outcome.UNCHANGED, RowReason.ACTIVE_HERE)


def _no(standing: Standing, here: Subscriber | None, *, suppressed: bool) -> Decision:
    if here is None:
        if suppressed:  # who was erased is not written down again
            return Decision(Outcome.UNCHANGED, RowReason.SUPPRESSED_HERE)
        return Decision(Outcome.LEFT, _NO_THERE[standing], Change.STORE_NO)
    if here.status in _NO_HERE:
        return Decision(Outcome.UNCHANGED, RowReason.NO_HERE_TOO)
    return Decision(Outcome.LEFT, _NO_THERE[standing], Change.END)


def _unconfirmed(here: Subscriber | None) -> Decision:
    if here is None:
        return Decision(Outcome.REFUSED, RowReason.UNCONFIRMED)
    active = here.status == SubscriberStatus.ACTIVE
    reason = RowReason.ACTIVE_HERE if active else RowReason.WAITING_HERE
    return Decision(Outcome.UNCHANGED, reason)


_NO_HERE: Final = {
    SubscriberStatus.UNSUBSCRIBED: RowReason.LEFT_HERE,
    SubscriberStatus.BOUNCED: RowReason.BOUNCED_HERE,
    SubscriberStatus.COMPLAINED: RowReason.COMPLAINED_HERE,
}
_NO_THERE: Final = {
    Standing.LEFT: RowReason.LEFT_THERE,
    Standing.BLOCKED: RowReason.BLOCKED_THERE,
    Standing.BOUNCED: RowReason.BOUNCED_THERE,
    Standing.COMPLAINED: RowReason.COMPLAINED_THERE,
}
