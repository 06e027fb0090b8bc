"""How often may one network send something? Counted in the cache, by marks that tell nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.core.cache import cache
from django.utils import timezone

from cms.feedback.marks import mark_of

if TYPE_CHECKING:
    from datetime import datetime

WINDOW: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Limit:
    """`most` in each window of ten minutes by the clock."""

    name: str
    most: int


#: A whole ministry may stand behind one address.
VOTES: Final = Limit("votes", 30)
REMARKS: Final = Limit("remarks", 10)


def take(limit: Limit, network: str, now: datetime) -> bool:
    """Counts one more; whether it is still within the limit.

    Each server process counts for itself unless the settings name a cache that all share.
    """
    seconds = int(WINDOW.total_seconds())
    window = int(now.timestamp()) // seconds
    mark = mark_of(network, limit.name, timezone.localdate(now))
    key = f"feedback.{limit.name}.{window}.{mark}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) <= limit.most
    except ValueError:  # thrown out by the cache in between: nothing is known of this network
        return True


def seconds_left(now: datetime) -> int:
    """Until a new window begins."""
    seconds = int(WINDOW.total_seconds())
    return seconds - int(now.timestamp()) % seconds
