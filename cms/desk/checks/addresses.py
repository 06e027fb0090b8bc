"""Can an address be right at all? Its form is judged here; nothing is asked of any host."""

from __future__ import annotations

import ipaddress
import re
from typing import Final
from urllib.parse import urlsplit

_MAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_PHONE: Final = re.compile(r"\+?[\d\s().-]{3,20}")
_LABEL: Final = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
#: Never on the public net (RFC 2606, RFC 6761, RFC 6762), `example` apart: demonstrations use it.
_PRIVATE_ENDINGS: Final = ("localhost", "local", "localdomain", "internal", "invalid", "test")


def is_external(address: str) -> bool:
    """Whether another host answers there."""
    return address.partition(":")[0].lower() in {"http", "https"}


def may_lead_somewhere(address: str) -> bool:
    """Whether a reader's browser could follow it: a public host, a mail address, a number.

    Site-relative paths and fragments are taken on trust.
    """
    address = address.strip()
    if not address or address == "#":
        return False
    if address.startswith(("/", "#", "?")) and not address.startswith("//"):
        return True
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    match parts.scheme.lower():
        case "http" | "https":
            return not re.search(r"\s", address) and not parts.username and _is_public(host)
        case "mailto":
            return _MAIL.fullmatch(parts.path) is not None
        case "tel" | "sms":
            return _PHONE.fullmatch(parts.path) is not None
        case _:
            return False


def _is_public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        pass
    try:
        ascii_host = host.encode("idna").decode().lower().rstrip(".")
    except UnicodeError:
        return False
    labels = ascii_host.split(".")
    if len(labels) < 2 or labels[-1] in _PRIVATE_ENDINGS or labels[-1].isdigit():
        return False
    return all(_LABEL.fullmatch(label) for label in labels)
