"""What waits for someone: the values that features give to the admin's first screen.

A feature registers functions under three hooks in its `wagtail_hooks.py`:

- `barza_due_items`: `(user, now) -> Iterable[DueItem]`, what waits for this user;
- `barza_quick_actions`: `(user) -> Iterable[QuickAction]`, the buttons of this user's roles;
- `barza_calendar_items`: `(user, start, end) -> Iterable[CalendarEntry]`, what of this user's
  happens from `start` (in) to `end` (out), beside what the pages themselves say.

All are asked under the admin's language and show nothing that the user may not open.
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
CALENDAR_HOOK = "barza_calendar_items"


class DueGroup(StrEnum):
    """What kind of work it is; the order is the screen's."""

    COLUMN = "column"
    LETTER = "letter"
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
    DueGroup.LETTER: _("This month’s letter"),
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
    """One thing to do. `at` is its deadline or moment, aware; `language` that of the title.

    `page_id` names the page it is about, so that the desk does not name it a second time.
    """

    group: DueGroup
    title: str
    url: str
    detail: str = ""
    action: str = ""
    at: datetime | None = None
    urgent: bool = False
    language: str = ""
    page_id: int | None = None


@dataclass(frozen=True, slots=True)
class QuickAction:
    """A button of the first screen; `post` for one that changes something."""

    label: str
    url: str
    icon: str = "plus"
    post: bool = False
    order: int = 100


class Happening(StrEnum):
    """What a day of the calendar can bring."""

    PUBLISHED = "published"
    SCHEDULED = "scheduled"
    EXPIRES = "expires"
    DEADLINE = "deadline"

    @property
    def label(self) -> _StrPromise:
        return _HAPPENINGS[self]


_HAPPENINGS: dict[Happening, _StrPromise] = {
    Happening.PUBLISHED: _("Published"),
    Happening.SCHEDULED: _("Scheduled"),
    Happening.EXPIRES: _("Expires"),
    Happening.DEADLINE: _("Deadline"),
}


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One line of a day. `at` is aware; `url` is empty where the user may only know of it.

    `language` is that of the title; `kind` and `kind_label` say what sort of content it is (a
    value of `cms.teaser.Kind` with its name in the active language), where it is any.
    """

    happening: Happening
    title: str
    at: datetime
    url: str = ""
    language: str = ""
    kind: str = ""
    kind_label: str = ""
