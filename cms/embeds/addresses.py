"""Which addresses may a server of ours call? Public ones, by name, over HTTPS, and no others."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

MAX_LENGTH = 2_000
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\]")
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}")
#: The last label of a name has a letter; what has none, or looks like 0x7f, is a number.
_NUMBER = re.compile(r"(?:\d+|0x[0-9a-f]*)")

#: Ranges that lead back into a private network by way of a public-looking IPv6 address.
_DISGUISED = tuple(
    ipaddress.ip_network(text)
    for text in (
        "::/96",  # IPv4-compatible
        "::ffff:0:0/96",  # IPv4-mapped
        "::ffff:0:0:0/96",  # IPv4-translated
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",
        "100::/64",  # discard
        "2001::/23",  # Teredo, ORCHID and other special purposes
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
        "fec0::/10",  # site-local
    )
)
_MORE_IPV4 = tuple(
    ipaddress.ip_network(text)
    for text in ("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4")
)


class Refusal(StrEnum):
    """Why an address is not called, or an answer not taken."""

    MALFORMED = "malformed"
    SCHEME = "scheme"
    CREDENTIALS = "credentials"
    PORT = "port"
    HOST = "host"
    NOT_ALLOWED = "not_allowed"
    PRIVATE = "private"
    REDIRECT = "redirect"
    TOO_LARGE = "too_large"
    UNRESOLVED = "unresolved"
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    TIMEOUT = "timeout"
    PROTOCOL = "protocol"


class FetchRefused(Exception):
    """The one error of `fetch`."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart; `host` is in ASCII and lower case, without a final dot."""

    secure: bool
    host: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        usual = 443 if self.secure else 80
        return self.host if self.port == usual else f"{self.host}:{self.port}"


def is_public(address: Address) -> bool:
    """Whether the address belongs to the public internet and to nothing within."""
    if isinstance(address, ipaddress.IPv6Address):
        if any(address in network for network in _DISGUISED) or address.scope_id:
            return False
    elif any(address in network for network in _MORE_IPV4):
        return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified
    )


def target_of(url: str, schemes: frozenset[str], ports: frozenset[int]) -> Target:
    """Raises FetchRefused."""
    if len(url) > MAX_LENGTH or _FORBIDDEN.search(url):
        raise FetchRefused(Refusal.MALFORMED)
    try:
        parts = urlsplit(url)
        given = parts.port
    except ValueError:
        raise FetchRefused(Refusal.MALFORMED) from None
    if parts.scheme not in schemes:
        raise FetchRefused(Refusal.SCHEME)
    if "@" in parts.netloc:
        raise FetchRefused(Refusal.CREDENTIALS)
    secure = parts.scheme == "https"
    port = given if given is not None else 443 if secure else 80
    if port not in ports:
        raise FetchRefused(Refusal.PORT)
    return Target(secure, _host(parts), port, _path(parts))


def _host(parts: SplitResult) -> str:
    try:
        host = (parts.hostname or "").encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        raise FetchRefused(Refusal.MALFORMED) from None
    if not _HOST.fullmatch(host) or _NUMBER.fullmatch(host.rpartition(".")[2]):
        raise FetchRefused(Refusal.HOST)
    return host


def _path(parts: SplitResult) -> str:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    # Arabic paths are written as they are read; a request line takes ASCII only.
    return "".join(
        sign if sign.isascii() else "".join(f"%{byte:02X}" for byte in sign.encode())
        for sign in path
    )
