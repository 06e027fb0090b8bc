"""How many searches may one network ask in a minute?

Counted in the cache of each process, under a keyed digest of the address that changes daily:
nobody who reads the cache learns who searched.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

MINUTE: Final = 60


def may_search(request: HttpRequest, now: datetime) -> bool:
    """Whether this search is within the limit; if so, it is counted."""
    key = f"search:{_digest(_network(request), now)}:{int(now.timestamp()) // MINUTE}"
    if cache.add(key, 1, timeout=2 * MINUTE):
        return True
    try:
        return bool(cache.incr(key) <= settings.SEARCHES_A_MINUTE)
    except ValueError:  # it left the cache between the two lines
        return True


def _network(request: HttpRequest) -> str:
    """An IPv6 subscriber has a whole /64; an IPv4 address is itself, in IPv6's clothes too."""
    try:
        place = get_adapter().get_client_ip(request)
        address = ipaddress.ip_address(place)
    except (PermissionDenied, ValueError):  # a proxy that says nothing usable
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:  # what listens on both sees all of IPv4 in one /64
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network(f"{address}/64", strict=False))
    return str(address)


def _digest(network: str, now: datetime) -> str:
    text = f"{now:%Y-%m-%d}\0{network}"
    return salted_hmac("cms.search.door", text, algorithm="sha256").hexdigest()[:32]
