"""The first screen: what all features say is due, gathered into groups; their buttons in a row."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from wagtail import hooks

from cms.dates import moment
from cms.desk.due import page_items
from cms.desk.moments import relative_day
from cms.desk.quick import page_actions
from cms.due import ACTIONS_HOOK, DUE_HOOK, DueGroup, DueItem, QuickAction
from cms.languages import direction_of, language_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from cms.models import User

logger = logging.getLogger(__name__)

#: Items of a group that are shown at once; the others open below them.
SHOWN: Final = 5
#: Groups in which a feature speaks of pages better than the desk does.
SPOKEN_FOR: Final = frozenset({DueGroup.COLUMN, DueGroup.APPROVAL, DueGroup.INVITATION})
OWN: Final = frozenset({DueGroup.DRAFT, DueGroup.APPROVAL, DueGroup.SCHEDULED})
_EDITOR: Final = re.compile(r"/pages/(\d+)/(?:edit/)?$")

ICONS: Final = {
    DueGroup.COLUMN: "openquote",
    DueGroup.LETTER: "mail",
    DueGroup.APPROVAL: "tasks",
    DueGroup.INVITATION: "mail",
    DueGroup.DRAFT: "draft",
    DueGroup.TRANSLATION: "globe",
    DueGroup.SCHEDULED: "calendar-check",
    DueGroup.EXPIRING: "time",
    DueGroup.TROUBLE: "warning",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A due item in words."""

    item: DueItem
    relative: str = ""
    absolute: str = ""
    direction: str = "auto"
    language_name: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    group: DueGroup
    first: tuple[Line, ...]
    more: tuple[Line, ...]

    @property
    def count(self) -> int:
        return len(self.first) + len(self.more)

    @property
    def icon(self) -> str:
        return ICONS[self.group]


@dataclass(frozen=True, slots=True)
class Due:
    """`unread` counts the features that could not say what is due."""

    groups: tuple[Group, ...]
    unread: int


def due_for(user: User, now: datetime) -> Due:
    """What waits for `user`. A feature that fails is left out and told of, nothing more."""
    theirs, unread = gather(hooks.get_hooks(DUE_HOOK), user, now, what="due items")
    own, own_unread = gather([page_items], user, now, what="due items of pages")
    items = [*theirs, *_not_said_already(own, theirs)]
    groups = (
        _group(group, [item for item in items if item.group == group], now) for group in DueGroup
    )
    return Due(tuple(group for group in groups if group.count), unread + own_unread)


def actions_for(user: User) -> list[QuickAction]:
    actions, _unread = gather(
        [*hooks.get_hooks(ACTIONS_HOOK), page_actions], user, what="quick actions"
    )
    unique = {(action.url, action.post): action for action in reversed(actions)}
    return sorted(unique.values(), key=lambda action: (action.order, str(action.label)))


def gather(
    providers: Iterable[Callable[..., Iterable[Any]]], *arguments: Any, what: str
) -> tuple[list[Any], int]:
    """All that the providers give, and how many of them failed."""
    found: list[Any] = []
    failed = 0
    for provider in providers:
        try:
            found += list(provider(*arguments))
        except Exception:
            failed += 1
            logger.exception("%s of %s could not be read", what, provider.__module__)
    return found, failed


def line_of(item: DueItem, now: datetime) -> Line:
    return Line(
        item=item,
        relative=relative_day(item.at, now) if item.at else "",
        absolute=moment(item.at) if item.at else "",
        direction=direction_of(item.language),
        language_name=language_name(item.language),
    )


def _group(group: DueGroup, items: list[DueItem], now: datetime) -> Group:
    """What is urgent first, then what is nearest; drafts the other way, the last touched first."""
    newest_first = group == DueGroup.DRAFT

    def rank(item: DueItem) -> tuple[bool, bool, float]:
        moment = item.at.timestamp() if item.at else 0.0
        return not item.urgent, item.at is None, -moment if newest_first else moment

    lines = [line_of(item, now) for item in sorted(items, key=rank)]
    return Group(group, tuple(lines[:SHOWN]), tuple(lines[SHOWN:]))


def _not_said_already(own: list[DueItem], theirs: list[DueItem]) -> list[DueItem]:
    """The desk's own items without the pages a feature has named as its own work."""
    spoken = [item for item in theirs if item.group in SPOKEN_FOR]
    pages = {_page_of(item) for item in spoken} - {None}
    urls = {item.url for item in spoken}
    return [
        item
        for item in own
        if item.group not in OWN or (item.url not in urls and item.page_id not in pages)
    ]


def _page_of(item: DueItem) -> int | None:
    if item.page_id is not None:
        return item.page_id
    found = _EDITOR.search(item.url)
    return int(found[1]) if found else None
