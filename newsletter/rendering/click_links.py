"""Which links of a letter's HTML are counted, and how other addresses are put in their place (N9).

Counted is what leads to something to read. A reader's own links, anchors, mail addresses and
pictures are left as they are.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING, Final

from newsletter.letter import RECIPIENT_TOKEN, is_absolute

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_ADDRESS: Final = 2000
"""Characters; longer ones lead on without being counted."""

#: An anchor up to the value of its address. What stands in another attribute's quotes is no
#: attribute, so that a title with `href=` in it changes nothing.
_LINK: Final = re.compile(
    r"""(?P<before><a(?=\s)(?:"[^"]*"|'[^']*'|[^"'>])*?\shref=(?P<quote>["']))"""
    r"""(?P<address>.*?)(?P=quote)""",
    re.IGNORECASE | re.DOTALL,
)


def is_counted(address: str) -> bool:
    """Whether an address, as the browser understands it, can be counted.

    A browser reads a backslash as a slash and a redirect does not: the two would lead to
    different hosts.
    """
    return (
        RECIPIENT_TOKEN not in address
        and "\\" not in address
        and len(address) <= LONGEST_ADDRESS
        and is_absolute(address)
    )


def counted_links(html: str) -> tuple[str, ...]:
    """The counted addresses of an edition's HTML, each once, in reading order."""
    found = (unescape(match["address"]) for match in _LINK.finditer(html))
    return tuple(dict.fromkeys(address for address in found if is_counted(address)))


def replace_links(html: str, address_of: Callable[[str], str | None]) -> str:
    """The HTML with `address_of(address)` in the place of each counted address.

    None leaves a link as it is. Every other character stays: what was approved is what is sent.
    """

    def replaced(match: re.Match[str]) -> str:
        address = unescape(match["address"])
        other = address_of(address) if is_counted(address) else None
        if other is None:
            return match[0]
        return f"{match['before']}{escape(other)}{match['quote']}"

    return _LINK.sub(replaced, html)
