"""Which characters of a text a reader may get, and which runs of it read the other way."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LEFT_TO_RIGHT_ISOLATE = "\u2066"
RIGHT_TO_LEFT_ISOLATE = "\u2067"
FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"
LEFT_TO_RIGHT_MARK = "\u200e"
RIGHT_TO_LEFT_MARK = "\u200f"

_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile("[ \t\n]+")
# Embeddings and overrides can turn a whole line round and are superseded by isolates.
_EMBEDDINGS = frozenset("\u202a\u202b\u202c\u202d\u202e")
_OPENERS = frozenset((LEFT_TO_RIGHT_ISOLATE, RIGHT_TO_LEFT_ISOLATE, FIRST_STRONG_ISOLATE))

_LATIN = "0-9A-Za-z\u00c0-\u024f"
_LATIN_WORD = (
    rf"(?:[@#$€£]|[+\-−](?=\d))?[{_LATIN}]"
    rf"(?:[{_LATIN}.,:;/&'’@_%+\-–=?#~]*[{_LATIN}/%+])?(?:%|°[CF]?)?"
)
_LATIN_RUN = re.compile(rf"{_LATIN_WORD}(?:[ \u00a0]{_LATIN_WORD})*")
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
# Groups of digits that spaces or hyphens join (telephone and account numbers, dates) would come
# in the order of Arabic words. Ranges stay in it: 2025–2026 is read from the right. Stops,
# colons and slashes between digits need nothing (UAX 9, W4).
_GROUPED = r"\d+(?:[ \u00a0]\d{2,})+|\d+(?:-\d+){2,}|(?<!\d)(?:0\d+-\d{3,}|\d{3}-\d{4,})"
_NUMBERS = re.compile(rf"(?P<grouped>{_GROUPED})|{_LATIN_WORD}")
# A number needs no isolation; a sign, a percentage or a date written with hyphens does.
_NUMBER_WITH_SIGN = re.compile(r"[+\-−$€£#]\S*|\S*[%°]|\d{4}-\d\d-\d\d")

_ARABIC = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_ARABIC_RUN = re.compile(rf"[{_ARABIC}]+(?:[ \u00a0«»:()\-·]+[{_ARABIC}]+)*")


def visible_address(url: str) -> str:
    """Without marks of direction, which come along from Arabic text, and control characters.

    Blanks stay: what they make of an address, its checks say.
    """
    return "".join(letter for letter in url if letter.isprintable())


def visible_text(text: str) -> str:
    """The text without what no reader can see and no document may hold.

    Dropped: control characters, lone surrogates, non-characters, byte order marks, bidi
    embeddings and overrides. Kept: vowel marks, joiners, RLM, LRM, ALM and isolates. Line
    breaks of every kind become a newline.
    """
    return "".join(c for c in _LINE_BREAKS.sub("\n", text) if _may_be_seen(c))


def visible_line(text: str) -> str:
    """`visible_text` on one line, blanks collapsed, isolates balanced."""
    return balanced(_BLANKS.sub(" ", visible_text(text)).strip(" "))


def balanced(text: str) -> str:
    """The text with every isolate closed and no closing mark without its opening one."""
    depth = 0
    kept: list[str] = []
    for char in text:
        if char in _OPENERS:
            depth += 1
        elif char == POP_ISOLATE:
            if depth == 0:
                continue
            depth -= 1
        kept.append(char)
    return "".join(kept) + POP_ISOLATE * depth


def runs(text: str, direction: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it reads against `direction`.

    Joined, the pieces are the text. In `rtl`, Latin names, addresses, and numbers with a
    sign, a percent or a Latin unit stand alone; in `ltr`, Arabic words do.
    """
    end = 0
    found = _foreign_in_rtl(text) if direction == "rtl" else _spans(_ARABIC_RUN, text)
    for start, stop in found:
        if start > end:
            yield text[end:start], False
        yield text[start:stop], True
        end = stop
    if end < len(text):
        yield text[end:], False


def _foreign_in_rtl(text: str) -> Iterator[tuple[int, int]]:
    for run in _LATIN_RUN.finditer(text):
        if _LATIN_LETTER.search(run[0]) or run[0].startswith("+"):
            yield run.span()
            continue
        for word in _NUMBERS.finditer(text, run.start(), run.end()):
            if word["grouped"] or _NUMBER_WITH_SIGN.fullmatch(word[0]):
                yield word.span()


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in pattern.finditer(text))


def _may_be_seen(char: str) -> bool:
    if char in "\t\n":
        return True
    if char in _EMBEDDINGS or char == "\ufeff":
        return False
    point = ord(char)
    if 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE:
        return False
    return unicodedata.category(char) not in {"Cc", "Cs"}
