"""How does someone stand in a list: may they be written to, or did they say no?"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from newsletter.models import StatusReason, SubscriberStatus, SuppressionReason

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Standing(IntEnum):
    """From what weighs least to what weighs most: of two rows of one address the heavier no."""

    UNCONFIRMED = 0
    YES = 1
    LEFT = 2
    BLOCKED = 3
    BOUNCED = 4
    COMPLAINED = 5

    @property
    def label(self) -> _StrPromise:
        return _WORDS[self]

    @property
    def is_no(self) -> bool:
        return self >= Standing.LEFT


_WORDS: Final[dict[Standing, _StrPromise]] = {
    Standing.UNCONFIRMED: _("Never confirmed"),
    Standing.YES: _("Receives the mails"),
    Standing.LEFT: _("Had left"),
    Standing.BLOCKED: _("Was blocked"),
    Standing.BOUNCED: _("Mails came back"),
    Standing.COMPLAINED: _("Complained of mails"),
}


class Ending(NamedTuple):
    """What a no becomes here."""

    status: SubscriberStatus
    reason: StatusReason
    suppression: SuppressionReason | None


ENDINGS: Final[dict[Standing, Ending]] = {
    Standing.LEFT: Ending(SubscriberStatus.UNSUBSCRIBED, StatusReason.LEFT_BEFORE, None),
    Standing.BLOCKED: Ending(
        SubscriberStatus.UNSUBSCRIBED, StatusReason.LEFT_BEFORE, SuppressionReason.BY_MANAGER
    ),
    Standing.BOUNCED: Ending(
        SubscriberStatus.BOUNCED, StatusReason.BOUNCED_BEFORE, SuppressionReason.HARD_BOUNCE
    ),
    Standing.COMPLAINED: Ending(
        SubscriberStatus.COMPLAINED, StatusReason.COMPLAINT, SuppressionReason.COMPLAINT
    ),
}
