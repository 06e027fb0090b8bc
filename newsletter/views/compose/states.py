"""How far is a month's letter? From its mailing where there is one, else from its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from newsletter.models import Mailing, MailingState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from newsletter.models import IssuePage

#: A change after these voids what was approved.
APPROVED = frozenset({MailingState.IN_REVIEW, MailingState.APPROVED, MailingState.SCHEDULED})
#: What readers have is theirs; a change is one of the web page alone.
GONE = frozenset({MailingState.SENDING, MailingState.PAUSED, MailingState.SENT})


@dataclass(frozen=True, slots=True)
class State:
    """`name` is a value of MailingState, or "none" or "published"; `label` in the language."""

    name: str
    label: str

    @property
    def is_approved(self) -> bool:
        return self.name in APPROVED

    @property
    def is_gone(self) -> bool:
        return self.name in GONE

    @property
    def is_settled(self) -> bool:
        """Nothing waits for the managers any more."""
        return self.is_gone or self.name in ("published", MailingState.SCHEDULED)


def states_of(
    months: Iterable[date], pages: Mapping[date, Iterable[IssuePage]]
) -> dict[date, State]:
    """The state of each month in one query; `pages` are those of its issue."""
    wanted = list(months)
    mailings = {
        mailing.month: mailing
        for mailing in Mailing.objects.filter(month__in=wanted).open().only("month", "state")
    }
    return {month: _state(mailings.get(month), list(pages.get(month, ()))) for month in wanted}


def _state(mailing: Mailing | None, pages: list[IssuePage]) -> State:
    if mailing is not None and mailing.state != MailingState.DRAFT:
        return State(mailing.state, mailing.get_state_display())
    if not pages:
        return State("none", _("Not gathered yet"))
    if all(page.live for page in pages):
        return State("published", _("Published on the site"))
    return State(MailingState.DRAFT, str(MailingState.DRAFT.label))


def mailing_address(month: date) -> str:
    """Where the letter is previewed, submitted and scheduled; empty where nothing does that."""
    try:
        return reverse("newsletter_mailings:month", args=[f"{month:%Y-%m}"])
    except NoReverseMatch:
        return ""
