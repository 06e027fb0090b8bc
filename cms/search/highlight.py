"""Where in a text is what was asked? Pieces of the original text, those that were found marked.

The index holds folded words, often shorter than what readers see; therefore each word of the
original is folded by itself and compared, and a mark always goes around a whole word.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from cms.search.terms import terms
from cms.text import ELLIPSIS, strip_bidi_controls

if TYPE_CHECKING:
    from collections.abc import Iterator

EXCERPT_LENGTH: Final = 260

#: Signs that stand before a number and belong to it, then a number with its points and commas, or
#: letters and digits, with all that hangs on them: tashkeel and accents, joiners, direction marks
#: inside a word, skin tones, tags.
_WORD: Final = re.compile(
    "[\u0600-\u0605\u06dd\u08e2\u070f\U000110bd]*"
    r"(?:\d+(?:[.,\u066b\u066c]\d+)+|[^\W_])"
    "(?:[^\\W_]|[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06ed\u0711\u0730-\u074a\u0898-\u08ff\u0900-\u0dff\u0e31-\u0e4e\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\u200c\u200d\u061c\u200e\u200f"
    "\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f])*"
)


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    found: bool


def marked(text: str, wanted: frozenset[str]) -> list[Piece]:
    """All of `text` in pieces; joined they are `text` again, character for character.

    `wanted` are terms as `cms.search.terms` gives them.
    """
    pieces: list[Piece] = []
    end = 0
    for start, stop in _hits(text, wanted):
        if start > end:
            pieces.append(Piece(text[end:start], found=False))
        pieces.append(Piece(text[start:stop], found=True))
        end = stop
    if end < len(text):
        pieces.append(Piece(text[end:], found=False))
    return pieces


def excerpt_around(text: str, wanted: frozenset[str], limit: int = EXCERPT_LENGTH) -> list[Piece]:
    """The stretch of `text` with most of the wanted words, in at most about `limit` characters.

    White space is squeezed and direction controls are left out, lest one stay open; cuts are at
    word ends and say so with "…". The beginning of the text when nothing was found.
    """
    text = " ".join(strip_bidi_controls(text).split())
    if len(text) <= limit:
        return marked(text, wanted)
    start, stop = _window(text, wanted, limit)
    pieces = marked(text[start:stop].strip(), wanted)
    if start > 0:
        pieces.insert(0, Piece(f"{ELLIPSIS} ", found=False))
    if stop < len(text):
        pieces.append(Piece(f" {ELLIPSIS}", found=False))
    return pieces


def holds(text: str, wanted: frozenset[str]) -> frozenset[str]:
    """Which of the wanted terms the text has."""
    return wanted.intersection(terms(text))


def _window(text: str, wanted: frozenset[str], limit: int) -> tuple[int, int]:
    hits = list(_hits(text, wanted))
    best, most = 0, -1
    for number, (start, _stop) in enumerate(hits):
        # No more than `limit` hits stand so near: a long text may have thousands.
        near = _within(hits[number : number + limit], start + limit * 3 // 4)
        different = len({term for a, b in near for term in _terms_of(text[a:b]) & wanted})
        if different > most:
            best, most = start, different
    begin = max(0, best - limit // 4)
    if begin:
        space = text.find(" ", begin, best + 1)
        begin = space + 1 if space >= 0 else best
    end = min(len(text), begin + limit)
    if end < len(text):
        space = text.rfind(" ", begin, end + 1)
        # One word without an end in sight: all of it, for it may not be cut inside.
        end = space if space > best else (text.find(" ", end) + 1 or len(text) + 1) - 1
    return begin, end


def _within(hits: list[tuple[int, int]], edge: int) -> Iterator[tuple[int, int]]:
    return takewhile(lambda hit: hit[1] <= edge, hits)


def _hits(text: str, wanted: frozenset[str]) -> Iterator[tuple[int, int]]:
    if not wanted:
        return
    for match in _WORD.finditer(text):
        if not wanted.isdisjoint(_terms_of(match[0])):
            start, stop = match.span()
            while stop < len(text) and unicodedata.category(text[stop]).startswith("M"):
                stop += 1  # marks of scripts that the pattern does not name
            yield start, stop


@lru_cache(maxsize=50_000)
def _terms_of(word: str) -> frozenset[str]:
    return frozenset(terms(word))
