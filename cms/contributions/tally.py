"""How much did each entity contribute? Counts of a period, by entity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone

from cms.contributions.models import Contribution
from cms.contributions.states import ContributionState
from cms.models import Entity

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Tally:
    """Of the invitations that one entity received in the period, how many it sent and how many
    were published; `refused` are those it could not answer, `declined` those the editors did not
    take."""

    entity: str
    invited: int = 0
    sent: int = 0
    published: int = 0
    refused: int = 0
    declined: int = 0


def tallies(since: date, until: date) -> list[Tally]:
    """One a row for each entity invited between the two days (both included, site's zone), those
    that were published most first."""
    zone = timezone.get_default_timezone()
    start = datetime.combine(since, time.min, zone)
    end = datetime.combine(until + timedelta(days=1), time.min, zone)
    rows = (
        Contribution.objects.filter(invited_at__gte=start, invited_at__lt=end)
        .order_by()
        .values_list("entity")
        .annotate(
            invited=Count("pk"),
            sent=Count("pk", Q(submitted_at__isnull=False)),
            published=Count("pk", Q(published_at__isnull=False)),
            refused=Count("pk", Q(state=ContributionState.REFUSED)),
            declined=Count("pk", Q(state=ContributionState.DECLINED)),
        )
    )
    counts = {entity: numbers for entity, *numbers in rows}
    found = [
        Tally(str(entity), *counts[entity.pk]) for entity in Entity.objects.filter(pk__in=counts)
    ]
    return sorted(found, key=lambda row: (-row.published, -row.sent, -row.invited))


def total(rows: list[Tally]) -> Tally:
    """The sum of the rows, without a name."""
    return Tally(
        "",
        *(
            sum(getattr(row, name) for row in rows)
            for name in ("invited", "sent", "published", "refused", "declined")
        ),
    )
