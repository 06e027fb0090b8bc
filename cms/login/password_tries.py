"""May this password be tried? By account and place, by place, and by account from everywhere."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cms.login import throttle
from cms.login.known_browser import known_to

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class PasswordTry:
    """A try of a password for `address`, whether such an account exists or not."""

    address: str
    place: str
    browser: str

    @classmethod
    def of(cls, request: HttpRequest, address: str, place: str) -> PasswordTry:
        """`place` is the network address the request came from."""
        return cls(throttle.folded(address), _network(place), known_to(request, address))

    def reserve(self, now: datetime) -> bool:
        """Whether it may be evaluated; counted before anyone knows how it ends."""
        if self.browser:
            return throttle.reserve(throttle.PAIR, self.address, self.browser, now=now)
        return (
            throttle.reserve(throttle.PAIR, self.address, self.place, now=now)
            and throttle.reserve(throttle.PLACE, self.place, now=now)
            and throttle.reserve(throttle.ACCOUNT, self.address, now=now)
        )

    def succeeded(self) -> None:
        throttle.forgive(throttle.PAIR, self.address, self.browser or self.place)
        if not self.browser:
            throttle.give_back(throttle.PLACE, self.place)
            throttle.give_back(throttle.ACCOUNT, self.address)


def _network(place: str) -> str:
    """An IPv6 subscriber has a whole /64; an IPv4 address is itself."""
    try:
        address = ipaddress.ip_address(place)
    except ValueError:
        return place
    if address.version == 6:
        return str(ipaddress.ip_network(f"{address}/64", strict=False))
    return str(address)
