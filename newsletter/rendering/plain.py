"""The letter as plain text, for readers and programs that show no HTML.

Made to be heard as well as seen: sections are numbered, not underlined with signs that a
reading program would count; addresses stand on lines of their own, after what they lead to.
No line is broken by us. A screen's width is not known here, a program that reads aloud pauses
at every end of a line, and a line of Arabic with Latin in it is only ordered right when it is
whole; base64 carries lines of any length.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext

from newsletter.rendering.places import (
    address_without_places,
    greeting_place,
    words_without_places,
)
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
    from newsletter.letter import Letter, LetterNote, LetterPart, LetterSection

RULE = "_" * 24
"""Between the languages, and before the foot."""
_STRONG_FROM_RIGHT = frozenset({"R", "AL"})
_STRONG = _STRONG_FROM_RIGHT | {"L"}


def render_plain(letter: Letter) -> str:
    """The whole letter: each language's part, then each language's foot, ending in a newline.

    Paragraphs, addresses and headings have a line each; a blank line stands between what
    belongs apart, and two before a section.
    """
    blocks: list[list[str]] = []
    for part in letter.parts:
        if blocks:
            blocks.append([RULE])
        following = letter.parts[1:] if part is letter.parts[0] else ()
        with translation.override(part.language):
            blocks.extend(_part(part, following))
    for part in letter.parts:
        with translation.override(part.language):
            blocks.extend(_foot(letter, part))
    return "\n\n".join("\n".join(block) for block in blocks if any(block)) + "\n"


def line_in(direction: str, text: str, lead: str = "") -> list[str]:
    """The text on one line that reads in `direction` by itself, after `lead`; none if empty.

    A line of plain text takes its direction from its first letter, so runs of the other
    direction are isolated and a mark leads lines that hold nothing else.
    """
    line = words_without_places(visible_line(text))
    return [_directed(lead + line, direction)] if line else []


def _part(part: LetterPart, following: Iterable[LetterPart]) -> Iterator[list[str]]:
    way = part.direction
    yield [*line_in(way, part.period), *line_in(way, part.title)]
    for other in following:
        with translation.override(other.language):
            # Translators: says of the language you translate into that the letter has a part
            # in it below; it stands above the part in the other language.
            words = gettext("You will find this letter in English further down.")
        yield line_in(other.direction, words)
    yield line_in(way, part.summary)
    yield [greeting_place(part.language)]
    number = 0
    if part.intro:
        yield from _heading(number := number + 1, gettext("Editorial"), way)
        yield from _rich(part, way)
    if part.column is not None:
        yield from _heading(number := number + 1, gettext("Column of the month"), way)
        yield from _column(part.column, way)
    for section in part.sections:
        if section.teasers or section.notes:
            yield from _heading(number := number + 1, section.title, way)
            yield from _section(section, way)


def _heading(number: int, title: str, way: str) -> Iterator[list[str]]:
    # The empty line at the start makes two before a section.
    yield ["", *line_in(way, title, f"{number}. ")]


def _rich(part: LetterPart, way: str) -> Iterator[list[str]]:
    for paragraph in plain_rich_text(part.intro, part.home_url):
        lines = line_in(way, paragraph.text)
        for words, address in paragraph.links:
            if words != address:
                lines += line_in(way, f"{words}:")
            lines.append(address_without_places(address))
        yield lines


def _section(section: LetterSection, way: str) -> Iterator[list[str]]:
    for teaser in section.teasers:
        yield _teaser(teaser, way)
    for note in section.notes:
        yield _note(note, way)


def _column(column: Teaser, way: str) -> Iterator[list[str]]:
    authors = " · ".join(author.title for author in column.authors)
    yield [*line_in(way, column.title), *line_in(way, authors)]
    yield line_in(way, column.summary)
    if column.statements:
        yield [
            *line_in(way, f"{gettext('Key statements')}:"),
            *(line for said in column.statements for line in line_in(way, said, "• ")),
        ]
    yield [*line_in(way, f"{gettext('Read the column')}:"), address_without_places(column.url)]


def _teaser(teaser: Teaser, way: str) -> list[str]:
    entity = teaser.entity.title if teaser.entity else ""
    return [
        *line_in(way, teaser.title),
        *line_in(way, entity),
        *line_in(way, teaser.summary),
        address_without_places(teaser.url),
    ]


def _note(note: LetterNote, way: str) -> list[str]:
    lines = [*line_in(way, note.when), *line_in(way, note.title), *line_in(way, note.text)]
    return [*lines, address_without_places(note.url)] if note.url else lines


def _foot(letter: Letter, part: LetterPart) -> Iterator[list[str]]:
    way = part.direction
    reason = gettext(
        "You receive this letter because you subscribed to our newsletter and confirmed "
        "your address."
    )
    yield [RULE]
    yield [*line_in(way, part.entity_name), *line_in(way, reason)]
    for label, url in (
        (gettext("Unsubscribe"), letter.unsubscribe_url),
        (gettext("Change your preferences"), letter.preferences_url),
        (gettext("Read on the web"), address_without_places(part.web_url)),
    ):
        yield [*line_in(way, f"{label}:"), url]


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
