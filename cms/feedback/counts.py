"""How useful did readers find each page, and how does that change by month?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Max, Q
from django.db.models.functions import TruncMonth

from cms.feedback.actions.forget import months_before
from cms.feedback.answers import Reason, Vote
from cms.feedback.titles import screen_of, titles_of

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from cms.feedback.models import Rating

#: Months in a chart, the present one with them.
A_YEAR: Final = 12

_YES = Count("pk", filter=Q(vote=Vote.YES))
_NO = Count("pk", filter=Q(vote=Vote.NO))
_WORDS = Count("pk", filter=~Q(comment=""))


@dataclass(frozen=True, slots=True)
class Tally:
    yes: int = 0
    no: int = 0

    @property
    def total(self) -> int:
        return self.yes + self.no

    @property
    def share(self) -> int | None:
        """Whole per cent who found it useful; None while nobody has said anything."""
        return round(100 * self.yes / self.total) if self.total else None


@dataclass(frozen=True, slots=True)
class Row:
    """One page in one language; `url` leads to the screen about it."""

    title: str
    section: str
    language: str
    path: str
    url: str
    tally: Tally
    comments: int


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    tally: Tally


def rows_of(ratings: QuerySet[Rating]) -> list[Row]:
    """A row for each page and language; what most readers found of no use stands first."""
    counted = list(
        ratings.order_by()
        .values("kind", "subject", "language")
        .annotate(yes=_YES, no=_NO, words=_WORDS)
    )
    # Of each the newest alone: there may be a million ratings of a thousand pages.
    newest = ratings.order_by().values("kind", "subject", "language").annotate(last=Max("pk"))
    paths = {
        (row["kind"], row["subject"], row["language"]): row["path"]
        for row in ratings.model.objects.filter(pk__in=newest.values("last")).values(
            "kind", "subject", "language", "path"
        )
    }
    titles = titles_of({(row["kind"], row["subject"]) for row in counted})
    rows = []
    for row in counted:
        path = paths.get((row["kind"], row["subject"], row["language"]), "")
        title = titles.get((row["kind"], row["subject"]))
        rows.append(
            Row(
                title=title.title if title else path,
                section=title.section if title else "",
                language=row["language"],
                path=path,
                url=screen_of(row["kind"], row["subject"]),
                tally=Tally(row["yes"], row["no"]),
                comments=row["words"],
            )
        )
    return sorted(rows, key=lambda row: (-row.tally.no, -row.tally.total, row.path))


def months_of(ratings: QuerySet[Rating], today: date) -> list[Month]:
    """The last twelve months up to today's, oldest first, silent ones with them."""
    start = months_before(today.replace(day=1), A_YEAR - 1)
    found = {
        row["month"]: Tally(row["yes"], row["no"])
        for row in ratings.filter(day__gte=start)
        .order_by()
        .annotate(month=TruncMonth("day"))
        .values("month")
        .annotate(yes=_YES, no=_NO)
    }
    firsts = [months_before(today.replace(day=1), back) for back in range(A_YEAR - 1, -1, -1)]
    return [Month(first, found.get(first, Tally())) for first in firsts]


def tally_of(ratings: QuerySet[Rating]) -> Tally:
    found = ratings.order_by().aggregate(yes=_YES, no=_NO)
    return Tally(found["yes"], found["no"])


def reasons_of(ratings: QuerySet[Rating]) -> list[tuple[str, int]]:
    """The reasons that were given, in the active language, most frequent first."""
    counted = ratings.exclude(reason="").order_by().values("reason").annotate(count=Count("pk"))
    found = [(row["reason"], row["count"]) for row in counted]
    labels = dict(Reason.choices)
    ordered = sorted(found, key=lambda one: (-one[1], one[0]))
    return [(str(labels.get(reason, reason)), count) for reason, count in ordered]
