"""The letter as plain text, for readers and programs that show no HTML."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext

from newsletter.rendering.rich import plain_rich_text
from newsletter.rendering.visible import (
    LEFT_TO_RIGHT_ISOLATE,
    LEFT_TO_RIGHT_MARK,
    POP_ISOLATE,
    RIGHT_TO_LEFT_ISOLATE,
    RIGHT_TO_LEFT_MARK,
    balanced,
    runs,
    visible_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cms.teaser import Teaser
    from newsletter.letter import Letter, LetterPart

_RULE = "_" * 24
_STRONG_FROM_RIGHT = frozenset({"R", "AL"})
_STRONG = _STRONG_FROM_RIGHT | {"L"}
WIDTH = 72
"""Columns, counted without vowel marks and other characters that take no room."""


def render_plain(letter: Letter) -> str:
    """The whole letter: each language's part, then each language's foot, ending in a newline.

    Lines are at most `WIDTH` columns wide, save addresses, which stand alone on their lines.
    """
    blocks: list[list[str]] = []
    for part in letter.parts:
        if blocks:
            blocks.append([_RULE])
        with translation.override(part.language):
            blocks.extend(_part(part))
    for part in letter.parts:
        with translation.override(part.language):
            blocks.append(_foot(letter, part))
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def wrapped(text: str, direction: str, indent: str = "") -> list[str]:
    """Lines of at most `WIDTH` columns, each of which reads in `direction` by itself.

    A line of plain text takes its direction from its first letter, so runs of the other
    direction are isolated and a mark leads lines that hold nothing else.
    """
    lines: list[str] = []
    current = ""
    for word in visible_line(text).split(" "):
        if current and _width(indent) + _width(current) + 1 + _width(word) > WIDTH:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}" if current else word
    lines.append(current)
    blank = " " * len(indent)
    return [
        (indent if number == 0 else blank) + _directed(line, direction)
        for number, line in enumerate(lines)
        if line
    ]


def _part(part: LetterPart) -> Iterator[list[str]]:
    way = part.direction
    yield [*wrapped(part.period, way), *_ruled(part.title, way, "=")]
    yield wrapped(part.summary, way)
    for paragraph in plain_rich_text(part.intro, part.home_url):
        yield wrapped(paragraph, way)
    if part.column is not None:
        yield _ruled(gettext("Column of the month"), way, "-")
        yield from _column(part.column, way)
    for section in part.sections:
        if section.teasers:
            yield _ruled(section.title, way, "-")
            for teaser in section.teasers:
                yield _teaser(teaser, way)


def _column(column: Teaser, way: str) -> Iterator[list[str]]:
    authors = " · ".join(author.title for author in column.authors)
    yield [*wrapped(column.title, way), *wrapped(authors, way), *wrapped(column.summary, way)]
    if column.statements:
        yield [
            *wrapped(gettext("Key statements"), way),
            *_joined(wrapped(statement, way, "• ") for statement in column.statements),
        ]
    yield [*wrapped(gettext("Read the column"), way), column.url]


def _teaser(teaser: Teaser, way: str) -> list[str]:
    entity = teaser.entity.title if teaser.entity else ""
    return [
        *wrapped(teaser.title, way),
        *wrapped(entity, way),
        *wrapped(teaser.summary, way),
        teaser.url,
    ]


def _foot(letter: Letter, part: LetterPart) -> list[str]:
    way = part.direction
    reason = gettext(
        "You receive this letter because you subscribed to our newsletter and confirmed "
        "your address."
    )
    links = [
        (gettext("Unsubscribe"), letter.unsubscribe_url),
        (gettext("Change your preferences"), letter.preferences_url),
        (gettext("Read on the web"), part.web_url),
    ]
    lines = [_RULE, *wrapped(part.entity_name, way), *wrapped(reason, way)]
    for label, url in links:
        lines += ["", *wrapped(label, way), url]
    return lines


def _ruled(text: str, way: str, rule: str) -> list[str]:
    lines = wrapped(text, way)
    return [*lines, rule * max(map(_width, lines))] if lines else []


def _joined(blocks: Iterable[list[str]]) -> Iterator[str]:
    for block in blocks:
        yield from block


def _directed(line: str, direction: str) -> str:
    opener = LEFT_TO_RIGHT_ISOLATE if direction == "rtl" else RIGHT_TO_LEFT_ISOLATE
    isolated, own = "", ""
    for piece, foreign in runs(balanced(line), direction):
        # Programs that make links of addresses would take the closing mark for a part of them.
        if foreign and "://" not in piece:
            isolated += opener + piece + POP_ISOLATE
        else:
            isolated += piece
            own += piece
    first = next((b for b in map(unicodedata.bidirectional, own) if b in _STRONG), "")
    if (first in _STRONG_FROM_RIGHT) == (direction == "rtl") and first:
        return isolated
    return (RIGHT_TO_LEFT_MARK if direction == "rtl" else LEFT_TO_RIGHT_MARK) + isolated


def _width(text: str) -> int:
    return sum(unicodedata.category(c) not in {"Mn", "Me", "Cf"} for c in text)
