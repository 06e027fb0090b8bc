"""How a text becomes lines that fit: measured as it will be shaped, in either direction."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from PIL import ImageFont

from cms import languages

FONTS: Final = Path(__file__).resolve().parent / "fonts"
REGULAR, BOLD = 400, 600
ELLIPSIS: Final = "…"
#: Pixels by which lines are made narrower to balance them.
NARROWER: Final = 24
#: A code point that no face has.
_NOWHERE: Final = "\U000fffff"

Direction = Literal["rtl", "ltr"]


def direction_of(language: str) -> Direction:
    """Of a language that nobody knows, left to right: letters on a picture need one of both."""
    return "rtl" if languages.direction_of(language) == "rtl" else "ltr"


@lru_cache(maxsize=64)
def font(weight: int, size: int) -> ImageFont.FreeTypeFont:
    """Alexandria, which has both scripts; shaped by Raqm, so that letters join."""
    file = FONTS / f"alexandria-{weight}.ttf"
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.RAQM)


@lru_cache(maxsize=4096)
def _has_glyph(letter: str) -> bool:
    if letter.isspace() or unicodedata.category(letter) == "Cf":
        return True
    face = font(REGULAR, 32)
    missing = face.getmask(_NOWHERE)
    drawn = face.getmask(letter)
    return (drawn.size, bytes(drawn)) != (missing.size, bytes(missing))


def drawable(text: str) -> str:
    """`text` on one line, without signs that would be drawn as empty boxes."""
    known = "".join(letter for letter in unicodedata.normalize("NFC", text) if _has_glyph(letter))
    return " ".join(known.split())


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of one size, top to bottom; `leading` is pixels from one baseline to the next."""

    lines: tuple[str, ...]
    font: ImageFont.FreeTypeFont
    leading: int
    direction: Direction


def width_of(text: str, face: ImageFont.FreeTypeFont, direction: Direction) -> float:
    return face.getlength(text, direction=direction)


def fitted(
    text: str,
    *,
    width: int,
    height: int,
    sizes: tuple[int, ...],
    weight: int,
    direction: Direction,
    leading: float,
) -> Lines:
    """`text` in the largest of `sizes` (falling) that fits, else cut with "…" in the smallest."""
    for size in sizes:
        face, step = font(weight, size), round(size * leading)
        lines = _wrapped(text, face, width, direction)
        if len(lines) * step <= height:
            balanced = _balanced(text, lines, face, width, direction)
            return Lines(tuple(balanced), face, step, direction)
    room = max(1, height // step)
    kept = lines[:room]
    kept[-1] = shortened(f"{kept[-1]}{ELLIPSIS}", face, width, direction)
    return Lines(tuple(kept), face, step, direction)


def shortened(text: str, face: ImageFont.FreeTypeFont, width: int, direction: Direction) -> str:
    """`text`, with as many of its last words left out for "…" as must be."""
    if width_of(text, face, direction) <= width:
        return text
    words = text.removesuffix(ELLIPSIS).split()
    while len(words) > 1:
        words.pop()
        shorter = f"{' '.join(words)}{ELLIPSIS}"
        if width_of(shorter, face, direction) <= width:
            return shorter
    room = width - math.ceil(width_of(ELLIPSIS, face, direction))
    return _pieces(words[0], face, room, direction)[0] + ELLIPSIS


def _wrapped(
    text: str, face: ImageFont.FreeTypeFont, width: int, direction: Direction
) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, face, direction) <= width:
            lines[-1] = longer
        else:
            lines += _pieces(word, face, width, direction)
    return lines


def _balanced(
    text: str, lines: list[str], face: ImageFont.FreeTypeFont, width: int, direction: Direction
) -> list[str]:
    """As many lines of nearly equal length, so that no word is left alone on the last."""
    for narrower in range(width - NARROWER, width // 2, -NARROWER):
        tried = _wrapped(text, face, narrower, direction)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def _pieces(word: str, face: ImageFont.FreeTypeFont, width: int, direction: Direction) -> list[str]:
    """A word wider than the line in pieces; marks stay with their letter."""
    pieces = [""]
    for letter in word:
        longer = pieces[-1] + letter
        fits = width_of(longer, face, direction) <= width
        if fits or not pieces[-1] or unicodedata.category(letter).startswith("M"):
            pieces[-1] = longer
        else:
            pieces.append(letter)
    return pieces
