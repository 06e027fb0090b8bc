"""Brings a mailing on by itself, and tells the people of it, or leaves it to who came first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from newsletter.actions.move_mailing import NotNow, move
from newsletter.actions.tell_managers import tell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cms.models import User
    from newsletter.models import Mailing, MailingEventKind


def move_and_tell(
    mailing: Mailing,
    kind: MailingEventKind,
    now: datetime,
    people: Iterable[User | None],
    *,
    reason: str = "",
    **change: Any,
) -> bool:
    """Whether it was moved: both are done or neither. `change` goes to `move`.

    `reason` is kept with the event, and told.
    """
    try:
        with transaction.atomic():
            move(mailing.pk, kind, now, detail=reason, **change)
            tell(mailing, kind.value, people, now, reason=reason)
    except NotNow:
        return False
    return True
