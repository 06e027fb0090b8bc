"""How many searches may one network ask in a minute?

Counted in the cache of each process, under a keyed digest of the address that changes daily:
nobody who reads the cache learns who searched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from cms.networks import network_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

MINUTE: Final = 60


def may_search(request: HttpRequest, now: datetime) -> bool:
    """Whether this search is within the limit; if so, it is counted."""
    key = f"search:{_digest(network_of(request), now)}:{int(now.timestamp()) // MINUTE}"
    if cache.add(key, 1, timeout=2 * MINUTE):
        return True
    try:
        return bool(cache.incr(key) <= settings.SEARCHES_A_MINUTE)
    except ValueError:  # it left the cache between the two lines
        return True


def _digest(network: str, now: datetime) -> str:
    text = f"{now:%Y-%m-%d}\0{network}"
    return salted_hmac("cms.search.door", text, algorithm="sha256").hexdigest()[:32]
