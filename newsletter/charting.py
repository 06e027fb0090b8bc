"""Where do the bars of an inline SVG stand? Measures are in units of the drawing. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Of the drawing by months; it grows with its box.
WIDTH: Final = 720
HEIGHT: Final = 200
_COLUMN: Final = 0.7  # of a month's share of the width

#: Of the drawing by kinds: the width, and the room of a bar with the words above it.
BARS_WIDTH: Final = 480
ROW: Final = 40
_BAR: Final = 12


@dataclass(frozen=True, slots=True)
class Column:
    """One bar of a month; `number` is the month's place in time, 0 the oldest."""

    x: float
    y: float
    width: float
    height: float
    number: int
    is_above: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """`axis` is the height at which those above end and those below begin."""

    axis: float
    columns: tuple[Column, ...]


def columns_of(pairs: Sequence[tuple[int, int]], *, right_to_left: bool) -> Columns:
    """For each month how many came, above the axis, and how many went, below it, in one scale.

    Time runs as the reader's language does. What is nothing has no bar.
    """
    above = max((came for came, _went in pairs), default=0)
    below = max((went for _came, went in pairs), default=0)
    if not above + below:
        return Columns(float(HEIGHT), ())
    unit = HEIGHT / (above + below)
    axis = unit * above
    step = WIDTH / len(pairs)
    found = []
    for number, (came, went) in enumerate(pairs):
        place = len(pairs) - 1 - number if right_to_left else number
        x = round(place * step + step * (1 - _COLUMN) / 2, 2)
        width = round(step * _COLUMN, 2)
        if came:
            top = round(axis - came * unit, 2)
            found.append(Column(x, top, width, round(came * unit, 2), number, is_above=True))
        if went:
            deep = round(went * unit, 2)
            found.append(Column(x, round(axis, 2), width, deep, number, is_above=False))
    return Columns(round(axis, 2), tuple(found))


@dataclass(frozen=True, slots=True)
class Bar:
    """`words_x`, `words_y` is where the line of words above the bar begins."""

    x: float
    y: float
    width: float
    height: float
    words_x: float
    words_y: float


def bars_of(counts: Sequence[int], *, right_to_left: bool) -> list[Bar]:
    """A bar for each count, from the side where the language begins; the largest is the width."""
    most = max(counts, default=0)
    found = []
    for number, count in enumerate(counts):
        width = round(BARS_WIDTH * count / most, 2) if most else 0.0
        found.append(
            Bar(
                x=round(BARS_WIDTH - width, 2) if right_to_left else 0.0,
                y=float(number * ROW + ROW - _BAR - 6),
                width=width,
                height=float(_BAR),
                words_x=float(BARS_WIDTH) if right_to_left else 0.0,
                words_y=float(number * ROW + ROW - _BAR - 12),
            )
        )
    return found
