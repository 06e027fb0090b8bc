"""What may stand in a mail's headers, and how it is written there."""

from __future__ import annotations

import re
from email.header import Header
from email.utils import formataddr

from newsletter.rendering.errors import RenderError
from newsletter.rendering.visible import visible_line

# Every character at which some program ends a line.
_BREAKS = re.compile("[\r\n\x00\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255}")
_URL = re.compile(r"[!#-;=?-\[\]_a-z~]{1,900}")
_LONGEST_PLAIN = 60
# RFC 2047, section 2, allows words of 75 and lines of 76; `Header` goes two beyond its limit.
_LINE_AS_COUNTED = 74


def header_text(name: str, text: str) -> str:
    """Text for the header `name`: as it is, or as encoded words (RFC 2047).

    Raises `RenderError` where the text holds a line break, which could start another header.
    """
    _refuse_breaks(name, text)
    line = visible_line(text)
    if line.isascii() and len(line) <= _LONGEST_PLAIN and "=?" not in line:
        return line
    return _encoded(name, line)


def mailbox(header: str, name: str, address: str) -> str:
    """A display name, which may be empty, and an address, for the header `header`.

    Raises `RenderError` for a line break in the name and for what is no plain address; the
    host may be an internationalised one, the part before @ may not.
    """
    _refuse_breaks(header, name)
    plain = _plain_address(header, address)
    display = visible_line(name)
    if not display:
        return plain
    if display.isascii() and len(display) <= _LONGEST_PLAIN and "=?" not in display:
        return formataddr((display, plain))
    return f"{_encoded(header, display)}\r\n <{plain}>"


def bracketed_url(header: str, url: str) -> str:
    """An address of the web or of mail between angle brackets, ASCII only."""
    if not _URL.fullmatch(url):
        raise RenderError(f"{header}: not an address that may stand in a header: {url!r}")
    return f"<{url}>"


def _encoded(name: str, text: str) -> str:
    header = Header(text, charset="utf-8", header_name=name, maxlinelen=_LINE_AS_COUNTED)
    return header.encode(linesep="\r\n")


def _plain_address(header: str, address: str) -> str:
    local, at, host = address.rpartition("@")
    try:
        plain = local + at + host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise RenderError(f"{header}: the host of the address is none: {address!r}") from error
    if not _ADDRESS.fullmatch(plain):
        raise RenderError(f"{header}: not a mail address: {address!r}")
    return plain


def _refuse_breaks(name: str, text: str) -> None:
    if _BREAKS.search(text):
        raise RenderError(f"{name}: a line break may not stand in a header: {text!r}")
