"""From which network does a request come? What limits count by, for readers have no account."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Final

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Of IPv6 the half that a provider gives to one household or office.
_IPV6_PREFIX: Final = 64
UNKNOWN: Final = "unknown"


def network_of(request: HttpRequest) -> str:
    """The reader's IPv4 address, or the /64 of an IPv6 one; `UNKNOWN` together for all others.

    Believes as many proxies as TRUSTED_PROXIES says, as log-in does. A request that came past
    one of them, or with words that are no address, is still answered.
    """
    try:
        address = ipaddress.ip_address(str(get_adapter().get_client_ip(request)))
    except (ImproperlyConfigured, PermissionDenied, ValueError):
        return UNKNOWN
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:  # what listens on both sees all of IPv4 in one /64
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, _IPV6_PREFIX), strict=False))
    return str(address)
