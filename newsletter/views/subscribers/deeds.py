"""What does the trail tell of the list? Deeds by number: no address, no name."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

if TYPE_CHECKING:
    from django.db.models import Model
    from django.utils.functional import _StrPromise

    from cms.models import User


class Deed(StrEnum):
    """The value is the action of Wagtail's log."""

    ADDED = "newsletter.subscriber.added"
    CHANGED = "newsletter.subscriber.changed"
    TAKEN_OFF = "newsletter.subscriber.taken_off"
    ERASED = "newsletter.subscriber.erased"
    LINK_SENT = "newsletter.subscriber.link_sent"
    BLOCKED = "newsletter.suppression.blocked"
    UNBLOCKED = "newsletter.suppression.unblocked"
    SEGMENT_SAVED = "newsletter.segment.saved"
    SEGMENT_DELETED = "newsletter.segment.deleted"

    @property
    def label(self) -> _StrPromise:
        return _LABELS[self]


_LABELS: dict[Deed, _StrPromise] = {
    Deed.ADDED: _("Subscriber added by hand"),
    Deed.CHANGED: _("Subscriber’s details changed"),
    Deed.TAKEN_OFF: _("Subscriber taken off the list"),
    Deed.ERASED: _("Subscriber’s data erased"),
    Deed.LINK_SENT: _("Subscriber’s own link sent"),
    Deed.BLOCKED: _("Address blocked"),
    Deed.UNBLOCKED: _("Block of an address removed"),
    Deed.SEGMENT_SAVED: _("Segment of the list saved"),
    Deed.SEGMENT_DELETED: _("Segment of the list deleted"),
}


def tell(deed: Deed, thing: Model, by: User, **data: Any) -> None:
    """`data` are numbers and codes."""
    log(instance=thing, action=deed.value, user=by, data=data)
