"""From which network does a vote come? Answered by hashes that live one day.

An address is used while a request is answered and is neither stored nor logged. What is kept of
it is an HMAC under the day's salt; the salt is deleted with its day, so that afterwards nobody,
with the database and all keys, can find the address by trying every one there is.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from typing import TYPE_CHECKING, Final

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied

from cms.feedback.models import DaySalt

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

#: Of IPv6 the half that a provider gives to one household or office.
_IPV6_PREFIX: Final = 64
UNKNOWN: Final = "unknown"


def network_of(request: HttpRequest) -> str:
    """The reader's IPv4 address, or the /64 of an IPv6 one; `UNKNOWN` together for all others.

    Believes as many proxies as TRUSTED_PROXIES says, as log-in does.
    """
    try:
        address = ipaddress.ip_address(str(get_adapter().get_client_ip(request)))
    except (PermissionDenied, ValueError):
        return UNKNOWN
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, _IPV6_PREFIX), strict=False))
    return str(address)


def mark_of(network: str, purpose: str, day: date) -> str:
    """Hexadecimal HMAC-SHA-256; of the same network another one for each purpose and day."""
    row, _made = DaySalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_hex(32)})
    text = f"{purpose}\0{network}".encode()
    return hmac.new(bytes.fromhex(row.salt), text, hashlib.sha256).hexdigest()
