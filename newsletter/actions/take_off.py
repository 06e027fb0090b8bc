"""A manager takes someone off the list, because they asked for it or for a reason of the house.

As when a reader leaves by themselves: the address stays, so that nobody takes them back; who they
are does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsletter.actions.leave import leave
from newsletter.models import LEAVE_REASONS, StatusReason, SubscriberStatus

if TYPE_CHECKING:
    from datetime import datetime

#: What a manager may give as the reason; the house's own first.
TAKE_OFF_REASONS: Final = (StatusReason.BY_MANAGER, *LEAVE_REASONS)

#: Who can be taken off: others are off already, for a reason that is not to be lost.
ON_THE_LIST: Final = (SubscriberStatus.ACTIVE, SubscriberStatus.PENDING)


def take_off(subscriber_id: int, reason: StatusReason, now: datetime) -> bool:
    """Whether they were on the list; may be done twice. `reason` is one of TAKE_OFF_REASONS."""
    if reason not in TAKE_OFF_REASONS:
        raise ValueError("no reason that a manager can give")
    return leave(subscriber_id, reason, now)
