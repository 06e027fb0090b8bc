"""The only way by which a server of ours asks another one for something.

HTTPS on port 443; a name that is resolved once, all of whose addresses are public; a connection
to just that address, with the certificate of that name; redirects only on the same host, checked
again; one deadline and one size for all of it; no compressed answers.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from cms.embeds.addresses import (
    Address,
    FetchRefused,
    Refusal,
    Target,
    is_public,
    target_of,
)
from cms.embeds.connection import Deadline, PinnedConnection

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

MAX_BYTES = 1 << 20
TIMEOUT = 5.0
MAX_REDIRECTS = 3
MAX_ADDRESSES = 4
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 1 << 16


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, by the system; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Ground:
    """Where a fetch may tread. Code alone widens it, as tests do; no address and no setting."""

    admits: Callable[[Address], bool] = is_public
    resolve: Callable[[str, int], list[str]] = resolve
    schemes: frozenset[str] = frozenset({"https"})
    ports: frozenset[int] = frozenset({443})
    tls: Callable[[], ssl.SSLContext] = field(default=ssl.create_default_context)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer, whatever its status; `content_type` in lower case without its parameters."""

    status: int
    content_type: str
    body: bytes
    url: str


def fetch(
    url: str,
    *,
    allowed_hosts: Collection[str] | None,
    max_bytes: int = MAX_BYTES,
    timeout: float = TIMEOUT,
    method: str = "GET",
    ground: Ground = Ground(),
) -> Fetched:
    """Asks for `url`; `allowed_hosts` None means any public host.

    Raises FetchRefused with its reason, and nothing else.
    """
    deadline = Deadline(timeout)
    target = target_of(url, ground.schemes, ground.ports)
    first = target.host
    for _hop in range(MAX_REDIRECTS + 1):
        if allowed_hosts is not None and target.host not in allowed_hosts:
            raise FetchRefused(Refusal.NOT_ALLOWED)
        fetched, location = _ask(url, target, method, max_bytes, deadline, ground)
        if location is None:
            return fetched
        url = urljoin(url, location)
        target = target_of(url, ground.schemes, ground.ports)
        if target.host != first:
            raise FetchRefused(Refusal.REDIRECT)
    raise FetchRefused(Refusal.REDIRECT)


class Reach(StrEnum):
    REACHABLE = "reachable"
    UNREACHABLE = "unreachable"
    #: It is not asked: an address of a private network, not HTTPS, or no address at all.
    REFUSED = "refused"
    #: Something answers, but not what readers would get; or nothing did in time.
    UNKNOWN = "unknown"


_GONE = frozenset({404, 410})
_UNREACHABLE = frozenset({Refusal.UNRESOLVED, Refusal.UNREACHABLE, Refusal.CERTIFICATE})
_UNKNOWN = frozenset({Refusal.TIMEOUT, Refusal.PROTOCOL, Refusal.TOO_LARGE})


def reach(url: str, *, ground: Ground = Ground(), timeout: float = TIMEOUT) -> Reach:
    """Whether a link leads somewhere: asked with HEAD, and with GET where that is not taken.

    A redirect to another host counts as reachable and is not followed.
    """
    try:
        status = _status(url, "HEAD", ground, timeout)
        if status >= 400:
            status = _status(url, "GET", ground, timeout)
    except FetchRefused as refused:
        if refused.reason is Refusal.REDIRECT:
            return Reach.REACHABLE
        if refused.reason in _UNREACHABLE:
            return Reach.UNREACHABLE
        return Reach.UNKNOWN if refused.reason in _UNKNOWN else Reach.REFUSED
    if status < 400:
        return Reach.REACHABLE
    return Reach.UNREACHABLE if status in _GONE else Reach.UNKNOWN


def _status(url: str, method: str, ground: Ground, timeout: float) -> int:
    return fetch(
        url, allowed_hosts=None, method=method, ground=ground, timeout=timeout, max_bytes=-1
    ).status


def _addresses(target: Target, deadline: Deadline, ground: Ground) -> list[str]:
    """Of all that the name resolves to none may be private, whichever would be taken."""
    try:
        found = deadline.call(lambda: ground.resolve(target.host, target.port))
        parsed = [ipaddress.ip_address(text) for text in found]
    except (OSError, UnicodeError):
        raise FetchRefused(Refusal.UNRESOLVED) from None
    except ValueError:  # with a zone: fe80::1%eth0
        raise FetchRefused(Refusal.PRIVATE) from None
    if not parsed:
        raise FetchRefused(Refusal.UNRESOLVED)
    if not all(ground.admits(address) for address in parsed):
        raise FetchRefused(Refusal.PRIVATE)
    return [str(address) for address in parsed][:MAX_ADDRESSES]


def _ask(
    url: str, target: Target, method: str, max_bytes: int, deadline: Deadline, ground: Ground
) -> tuple[Fetched, str | None]:
    """The answer, and where it sends on if it does."""
    tls = ground.tls() if target.secure else None
    failed = FetchRefused(Refusal.UNREACHABLE)
    for address in _addresses(target, deadline, ground):
        connection = PinnedConnection(target.host, target.port, address, tls, deadline)
        try:
            connection.connect()
        except (ssl.SSLCertVerificationError, ssl.CertificateError):
            raise FetchRefused(Refusal.CERTIFICATE) from None
        except TimeoutError:
            raise FetchRefused(Refusal.TIMEOUT) from None
        except ssl.SSLError:
            raise FetchRefused(Refusal.PROTOCOL) from None
        except OSError:
            continue
        try:
            return _answer(connection, url, target, method, max_bytes)
        except TimeoutError:
            raise FetchRefused(Refusal.TIMEOUT) from None
        except (http.client.HTTPException, OSError, ValueError):
            raise FetchRefused(Refusal.PROTOCOL) from None
        finally:
            connection.close()
    raise failed


def _answer(
    connection: PinnedConnection, url: str, target: Target, method: str, max_bytes: int
) -> tuple[Fetched, str | None]:
    connection.putrequest(method, target.path, skip_host=True, skip_accept_encoding=True)
    for name, value in (
        ("Host", target.host_header),
        ("User-Agent", "Mozilla/5.0 (compatible; Barza)"),
        ("Accept", "*/*"),
        ("Accept-Encoding", "identity"),
        ("Connection", "close"),
    ):
        connection.putheader(name, value)
    connection.endheaders()
    with connection.getresponse() as response:
        location = response.getheader("Location") if response.status in _REDIRECTS else None
        # Where only the status matters (below zero), nothing of the body is read.
        body = b"" if location or max_bytes < 0 else _body(response, max_bytes)
        kind = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
        return Fetched(response.status, kind, body, url), location


def _body(response: http.client.HTTPResponse, max_bytes: int) -> bytes:
    if response.getheader("Content-Encoding", "identity").lower() != "identity":
        raise FetchRefused(Refusal.PROTOCOL)  # asked not to; a bomb, perhaps
    body = bytearray()
    while chunk := response.read(min(_CHUNK, max_bytes + 1 - len(body))):
        body += chunk
        if len(body) > max_bytes:
            raise FetchRefused(Refusal.TOO_LARGE)
    return bytes(body)
