"""Where in a rendered letter a reader's own parts will stand, and what is put there.

A letter is rendered once. The reader's token stands at `RECIPIENT_TOKEN` in addresses, and the
line that greets at `greeting_place` in text. What editors write can never be such a place:
their hyphen becomes another one that looks, or leads, the same.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from newsletter.letter import RECIPIENT_TOKEN
from newsletter.rendering.head import NAME_PLACE
from newsletter.rendering.visible import FIRST_STRONG_ISOLATE, POP_ISOLATE, visible_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsletter.rendering.head import Greeting

_START = "RECIPIENT-"
_NON_BREAKING_HYPHEN = "\u2011"


def greeting_place(language: str) -> str:
    """What stands for the greeting of readers of `language`, alone in its line or paragraph."""
    return f"{_START}GREETING-{language}"


def words_without_places(text: str) -> str:
    """The text, looking the same, with nothing in it that a reader's part would replace."""
    return text.replace(_START, _START[:-1] + _NON_BREAKING_HYPHEN)


def address_without_places(url: str) -> str:
    """The address, leading to the same page (RFC 3986, 2.3), with no place in it."""
    return url.replace(_START, f"{_START[:-1]}%2D")


def split_at_places(content: bytes, languages: Iterable[str]) -> tuple[list[bytes], list[str]]:
    """What lies between the places, and the places; one more of the former."""
    places = [RECIPIENT_TOKEN, *map(greeting_place, languages)]
    found = re.split(
        b"(" + b"|".join(re.escape(place.encode()) for place in places) + b")", content
    )
    return found[::2], [place.decode("ascii") for place in found[1::2]]


def greeting_in_text(greeting: Greeting, name: str) -> str:
    """The greeting as a line of plain text, the name isolated from the words around it."""
    shown = visible_line(name)
    if not shown:
        return greeting.unnamed
    # Not `format`: a name may hold braces.
    return greeting.named.replace(NAME_PLACE, FIRST_STRONG_ISOLATE + shown + POP_ISOLATE, 1)


def greeting_in_html(greeting: Greeting, name: str) -> str:
    """The greeting as HTML text; the name takes its direction from its own first letter."""
    shown = visible_line(name)
    if not shown:
        return escape(greeting.unnamed)
    before, _, after = greeting.named.partition(NAME_PLACE)
    # A span: some mail programs know no `bdi`.
    return f'{escape(before)}<span dir="auto">{escape(shown)}</span>{escape(after)}'
