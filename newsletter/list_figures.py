"""How does the list grow, who reads in which language, and why do people leave?

The number of queries is the same for every list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Case, Count, IntegerField, Q, When
from django.utils import timezone

from newsletter.models import (
    Audience,
    Consent,
    StatusReason,
    Subscriber,
    SubscriberLanguage,
    SubscriberStatus,
    Suppression,
    SuppressionReason,
)
from newsletter.segmenting import beginning_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

#: Months shown, the present one with them.
MONTHS: Final = 24

#: Who is no longer written to, by their own doing or that of their mailbox.
LEFT: Final = (
    SubscriberStatus.UNSUBSCRIBED,
    SubscriberStatus.BOUNCED,
    SubscriberStatus.COMPLAINED,
)


@dataclass(frozen=True, slots=True)
class Month:
    """`joined` counts who came onto the list, `left` who left it, had no mailbox or was erased."""

    first: date
    joined: int
    left: int


@dataclass(frozen=True, slots=True)
class Part:
    """`label` is in the active language."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    months: tuple[Month, ...]
    active: int
    abroad: int
    languages: tuple[Part, ...]
    audiences: tuple[Part, ...]
    reasons: tuple[Part, ...]


def figures(now: datetime) -> Figures:
    active = Subscriber.objects.active().aggregate(
        total=Count("pk"),
        abroad=Count("pk", filter=Q(abroad=True)),
        **{
            f"language_{one.value}": Count("pk", filter=Q(language=one))
            for one in SubscriberLanguage
        },
        **{f"audience_{one.value}": Count("pk", filter=Q(audience=one)) for one in Audience},
    )
    return Figures(
        months=months_until(now),
        active=active["total"],
        abroad=active["abroad"],
        languages=tuple(
            Part(str(one.label), active[f"language_{one.value}"]) for one in SubscriberLanguage
        ),
        audiences=tuple(Part(str(one.label), active[f"audience_{one.value}"]) for one in Audience),
        reasons=_reasons(),
    )


def _reasons() -> tuple[Part, ...]:
    """Why people left, most frequent first; only reasons that someone had."""
    left = Subscriber.objects.in_status(*LEFT).order_by()
    found = left.values("status_reason").annotate(count=Count("pk"))
    labels = dict(StatusReason.choices)
    parts = [Part(str(labels[row["status_reason"]]), row["count"]) for row in found]
    if erased := _erased().count():
        parts.append(Part(str(SuppressionReason.ERASED.label), erased))
    return tuple(sorted(parts, key=lambda part: (-part.count, part.label)))


def months_until(now: datetime) -> tuple[Month, ...]:
    """The last two years up to the month of `now` in the site's zone, oldest first.

    Who has left again counts in both their months; of who was erased the proof of consent says
    when they came, and the suppression when they went.
    """
    firsts = _firsts(timezone.localdate(now, timezone.get_default_timezone()))
    known = Subscriber.objects.in_status(SubscriberStatus.ACTIVE, *LEFT)
    came = _by_month(known, "created_at", firsts)
    came_and_erased = _by_month(
        Consent.objects.filter(subscriber=None), "given_at", firsts, counted="address"
    )
    went = _by_month(Subscriber.objects.in_status(*LEFT), "status_at", firsts)
    erased = _by_month(_erased(), "at", firsts)
    return tuple(
        Month(first, came[number] + came_and_erased[number], went[number] + erased[number])
        for number, first in enumerate(firsts[:-1])
    )


def _erased() -> QuerySet[Suppression]:
    return Suppression.objects.filter(reason=SuppressionReason.ERASED)


def _firsts(today: date) -> list[date]:
    """First days of the months shown, and of the one after them."""
    months = today.year * 12 + today.month  # the number of the month that comes
    return [
        today.replace(year=number // 12, month=number % 12 + 1, day=1)
        for number in range(months - MONTHS, months + 1)
    ]


def _by_month(
    rows: QuerySet[Any], moment: str, firsts: Sequence[date], *, counted: str = "pk"
) -> list[int]:
    """One query, in which the bounds are moments: the database need know nothing of zones."""
    bounds = [beginning_of(first) for first in firsts]
    newest_first = [
        When(**{f"{moment}__gte": start}, then=number)
        for number, start in reversed(list(enumerate(bounds[:-1])))
    ]
    within = {f"{moment}__gte": bounds[0], f"{moment}__lt": bounds[-1]}
    found = (
        rows.order_by()
        .filter(**within)
        .annotate(month=Case(*newest_first, output_field=IntegerField()))
        .values_list("month")
        .annotate(count=Count(counted, distinct=counted != "pk"))
    )
    counts = dict(found)
    return [counts.get(number, 0) for number in range(len(bounds) - 1)]
