"""What waits for someone: the values that features give to the admin's first screen.

A feature registers functions under two hooks in its `wagtail_hooks.py`:

- `barza_due_items`: `(user, now) -> Iterable[DueItem]`, what waits for this user;
- `barza_quick_actions`: `(user) -> Iterable[QuickAction]`, the buttons of this user's roles.

Both are asked under the admin's language and show nothing that the user may not open.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import _StrPromise

DUE_HOOK = "barza_due_items"
ACTIONS_HOOK = "barza_quick_actions"


class DueGroup(StrEnum):
    """What kind of work it is; the order is the screen's."""

    COLUMN = "column"
    APPROVAL = "approval"
    INVITATION = "invitation"
    DRAFT = "draft"
    TRANSLATION = "translation"
    SCHEDULED = "scheduled"
    EXPIRING = "expiring"
    TROUBLE = "trouble"

    @property
    def label(self) -> _StrPromise:
        return _LABELS[self]


_LABELS: dict[DueGroup, _StrPromise] = {
    DueGroup.COLUMN: _("This month’s column"),
    DueGroup.APPROVAL: _("Waiting for your decision"),
    DueGroup.INVITATION: _("Invitations"),
    DueGroup.DRAFT: _("Your drafts"),
    DueGroup.TRANSLATION: _("Translation"),
    DueGroup.SCHEDULED: _("Scheduled this week"),
    DueGroup.EXPIRING: _("Expiring soon"),
    DueGroup.TROUBLE: _("Needs attention"),
}


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing to do. `at` is its deadline or moment, aware; `language` that of the title."""

    group: DueGroup
    title: str
    url: str
    detail: str = ""
    action: str = ""
    at: datetime | None = None
    urgent: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class QuickAction:
    """A button of the first screen; `post` for one that changes something."""

    label: str
    url: str
    icon: str = "plus"
    post: bool = False
    order: int = 100
