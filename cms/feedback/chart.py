"""Bars of an inline SVG: for each month one of those who say yes, and on it those who say no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cms.feedback.counts import Month

#: In units of the drawing; it grows with its box.
WIDTH: Final = 480
HEIGHT: Final = 120
_BAR: Final = 0.6  # of a month's share of the width


@dataclass(frozen=True, slots=True)
class Bar:
    """`is_yes` says what is counted; measures are in units of the drawing."""

    x: float
    y: float
    width: float
    height: float
    is_yes: bool


def bars_of(months: Sequence[Month], *, right_to_left: bool) -> list[Bar]:
    """Time runs as the reader's language does. No bar for what is nothing."""
    highest = max((month.tally.total for month in months), default=0)
    if not highest:
        return []
    step = WIDTH / len(months)
    bars = []
    for number, month in enumerate(months):
        place = len(months) - 1 - number if right_to_left else number
        x = place * step + step * (1 - _BAR) / 2
        top = float(HEIGHT)
        for count, is_yes in ((month.tally.yes, True), (month.tally.no, False)):
            height = HEIGHT * count / highest
            top -= height
            if count:
                bars.append(Bar(round(x, 2), round(top, 2), step * _BAR, round(height, 2), is_yes))
    return bars
