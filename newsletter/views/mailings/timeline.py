"""What happened to a mailing, and which steps lie before it, as the screen shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import ngettext

from newsletter.models import MailingEventKind, MailingState

if TYPE_CHECKING:
    from datetime import datetime

    from cms.models import User
    from newsletter.models import Mailing

_WAY = (
    MailingState.DRAFT,
    MailingState.IN_REVIEW,
    MailingState.APPROVED,
    MailingState.SCHEDULED,
    MailingState.SENDING,
    MailingState.SENT,
)


@dataclass(frozen=True, slots=True)
class Step:
    """`place` is "done", "here" or "ahead"."""

    label: str
    place: str


def steps(state: MailingState) -> list[Step]:
    """The usual way with where the mailing stands; of one that ended otherwise its end alone."""
    if state not in _WAY:
        return [Step(str(state.label), "here")]
    here = _WAY.index(state)
    return [
        Step(str(one.label), "done" if n < here else "here" if n == here else "ahead")
        for n, one in enumerate(_WAY)
    ]


@dataclass(slots=True)
class Happened:
    """One line; test letters of one person in a row are one line."""

    kind: MailingEventKind
    label: str
    by: User | None
    at: datetime
    detail: str
    count: int = 1


def timeline(mailing: Mailing) -> list[Happened]:
    """Newest first."""
    lines: list[Happened] = []
    for event in mailing.events.select_related("by"):
        kind = MailingEventKind(event.kind)
        last = lines[-1] if lines else None
        is_test = kind is MailingEventKind.TEST_SENT
        if is_test and last and (last.kind, last.by) == (kind, event.by):
            last.count, last.at = last.count + 1, event.at
            last.label = _tests(last.count)
            continue
        label = _tests(1) if is_test else str(kind.label)
        lines.append(Happened(kind, label, event.by, event.at, "" if is_test else event.detail))
    return lines[::-1]


def _tests(count: int) -> str:
    return ngettext("%(count)s test letter sent", "%(count)s test letters sent", count) % {
        "count": count
    }
