"""What became of a row, and why? Closed lists with words in both languages."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Final

from django.utils import translation
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise


class Outcome(StrEnum):
    """Every row has exactly one: their numbers add up to the rows that were read."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    LEFT = "left"
    REFUSED = "refused"
    DUPLICATE = "duplicate"

    @property
    def label(self) -> _StrPromise:
        return _OUTCOMES[self]


_OUTCOMES: Final[dict[Outcome, _StrPromise]] = {
    Outcome.ADDED: _("Added"),
    Outcome.UPDATED: _("Updated"),
    Outcome.UNCHANGED: _("Unchanged"),
    Outcome.LEFT: _("Recorded as no longer written to"),
    Outcome.REFUSED: _("Not taken"),
    Outcome.DUPLICATE: _("Named before in the file"),
}


class RowReason(StrEnum):
    NEW = "new"
    ENTITY_UNKNOWN = "entity-unknown"
    WAS_WAITING = "was-waiting"
    FILLED = "filled"
    ACTIVE_HERE = "active-here"
    WAITING_HERE = "waiting-here"
    NO_HERE_TOO = "no-here-too"
    LEFT_THERE = "left-there"
    BLOCKED_THERE = "blocked-there"
    BOUNCED_THERE = "bounced-there"
    COMPLAINED_THERE = "complained-there"
    NO_ADDRESS = "no-address"
    NOT_AN_ADDRESS = "not-an-address"
    UNREADABLE = "unreadable"
    UNCONFIRMED = "unconfirmed"
    LEFT_HERE = "left-here"
    BOUNCED_HERE = "bounced-here"
    COMPLAINED_HERE = "complained-here"
    SUPPRESSED_HERE = "suppressed-here"
    TWICE = "twice"

    @property
    def label(self) -> _StrPromise:
        return _REASONS[self]


_REASONS: Final[dict[RowReason, _StrPromise]] = {
    RowReason.NEW: _("New on the list"),
    RowReason.ENTITY_UNKNOWN: _("New on the list, without the entity: it is not in the directory"),
    RowReason.WAS_WAITING: _("Was waiting for confirmation; the import has a basis of consent"),
    RowReason.FILLED: _("What was empty here was filled from the file"),
    RowReason.ACTIVE_HERE: _("Is an active subscriber already"),
    RowReason.WAITING_HERE: _("Waits for confirmation here, and is not confirmed in the file"),
    RowReason.NO_HERE_TOO: _("Is not written to here either"),
    RowReason.LEFT_THERE: _("Had left the list in the file"),
    RowReason.BLOCKED_THERE: _("Was blocked in the file"),
    RowReason.BOUNCED_THERE: _("Mails to the address came back, says the file"),
    RowReason.COMPLAINED_THERE: _("Reported mails as unwanted, says the file"),
    RowReason.NO_ADDRESS: _("The row has no address"),
    RowReason.NOT_AN_ADDRESS: _("This is no e-mail address"),
    RowReason.UNREADABLE: _("The row cannot be read: a quotation mark is opened and not closed"),
    RowReason.UNCONFIRMED: _("Never confirmed, says the file"),
    RowReason.LEFT_HERE: _("Has left the list here; only they themselves can come back"),
    RowReason.BOUNCED_HERE: _("Mails to the address came back here"),
    RowReason.COMPLAINED_HERE: _("Reported the letter as unwanted here"),
    RowReason.SUPPRESSED_HERE: _("Is on the list of addresses that are not written to"),
    RowReason.TWICE: _("An earlier row of the file has the same address"),
}


def words_of(outcome: Outcome, reason: RowReason, language: str) -> str:
    """ "Not taken: this is no e-mail address", in `language`."""
    return _words(outcome, reason, language)


@cache
def _words(outcome: Outcome, reason: RowReason, language: str) -> str:
    with translation.override(language):
        return f"{outcome.label}: {reason.label}"


class Totals(Counter[str]):
    """Outcome → how many rows."""

    @classmethod
    def of(cls, stored: Mapping[str, int]) -> Totals:
        return cls({outcome.value: stored.get(outcome.value, 0) for outcome in Outcome})

    @property
    def read(self) -> int:
        return self.total()

    def shown(self) -> list[tuple[Outcome, int]]:
        return [(outcome, self[outcome.value]) for outcome in Outcome]
