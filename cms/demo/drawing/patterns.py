"""Islamic geometric ornament: stars, star lattices by polygons in contact, rosettes, screens.

The lattices follow the classical construction: the plane is covered with regular polygons,
from the middle of every edge two rays leave at one contact angle, and where neighbouring
rays meet the strapwork turns.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin, sqrt, tan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from cms.demo.drawing.canvas import Canvas, Stencil
    from cms.demo.drawing.curves import Points
    from cms.demo.drawing.palettes import Colour

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Lattice:
    """A repeating pattern: `kind` of tiling, `step` between great stars, contact `angle`."""

    kind: str
    step: float
    angle: float

    def cells(self, box: Box) -> Iterator[tuple[int, Points]]:
        """Every star as (number of points, outline), enough to cover the box."""
        for x, y, apothem, count, turn in _TILINGS[self.kind](box, self.step):
            yield count, contact_star(x, y, apothem, count, self.angle, turn)


def any_lattice(rng: Random, step: float) -> Lattice:
    kind = rng.choice(("octagons", "octagons", "dodecagons", "hexagons"))
    angle = {
        "octagons": (45, 55, 64),
        "dodecagons": (52, 60, 67),
        "hexagons": (50, 60, 40),
    }[kind]
    return Lattice(kind, step, rng.choice(angle))


def star(
    x: float, y: float, r: float, count: int = 8, ratio: float = 0.765, turn: float = 0
) -> Points:
    """A star with `count` points; with 8 and the given ratio, two squares laid crosswise."""
    return [
        (x + cos(a) * s, y + sin(a) * s)
        for i in range(2 * count)
        for a, s in [(turn * pi / 180 + pi * i / count, r if i % 2 == 0 else r * ratio)]
    ]


def contact_star(
    x: float, y: float, apothem: float, count: int, angle: float, turn: float
) -> Points:
    """The star that rays at `angle` degrees make inside one regular polygon."""
    t = tan(pi / count)
    theta = angle * pi / 180
    reach = apothem * t / (cos(theta) + sin(theta) * t)
    inner = (apothem - reach * sin(theta)) / cos(pi / count)
    return star(x, y, apothem, count, inner / apothem, turn)


def strapwork(stencil: Stencil, lattice: Lattice, box: Box, width: float) -> None:
    """The lattice as lines."""
    for _, outline in lattice.cells(box):
        stencil.line(outline, width, closed=True)


def inlay(stencil: Stencil, lattice: Lattice, box: Box, least: int = 5) -> None:
    """The great stars of the lattice as filled shapes."""
    for count, outline in lattice.cells(box):
        if count >= least:
            stencil.polygon(outline)


def rosette(
    canvas: Canvas,
    x: float,
    y: float,
    r: float,
    count: int,
    fills: tuple[Colour, Colour, Colour],
    strap: Colour,
    *,
    width: float = 4,
    turn: float = 0,
) -> None:
    """A girih rosette: a star in the middle, petals about it, kites between the petals.

    `fills` colour the star, the petals and the kites.
    """
    side = 0.41 * tan(pi / count)
    tip, near, far = 0.27, 0.41, 0.74
    notch = near / cos(pi / count)
    middle = star(x, y, r * notch, count, tip / notch, turn + 180 / count)
    petals, kites = [], []
    for i in range(count):
        a = (turn + 360 * i / count) * pi / 180
        petal = [(tip, 0.0), (near, side), (far, side), (1.0, 0.0), (far, -side), (near, -side)]
        petals.append(
            [
                (x + r * (u * cos(a) - v * sin(a)), y + r * (u * sin(a) + v * cos(a)))
                for u, v in petal
            ]
        )
        b = a + pi / count
        end = (x + r * 0.97 * cos(b), y + r * 0.97 * sin(b))
        start = (x + r * notch * cos(b), y + r * notch * sin(b))
        c = a + 2 * pi / count
        kites.append(
            [
                start,
                (x + r * (far * cos(a) - side * sin(a)), y + r * (far * sin(a) + side * cos(a))),
                end,
                (x + r * (far * cos(c) + side * sin(c)), y + r * (far * sin(c) - side * cos(c))),
            ]
        )
    for shapes, fill in ((kites, fills[2]), (petals, fills[1]), ([middle], fills[0])):
        for shape in shapes:
            canvas.polygon(shape, fill)
    for shape in [*kites, *petals, middle]:
        canvas.line(shape, width, strap, closed=True)


def band(box: Box, step: float) -> Iterator[tuple[int, Points]]:
    """Woven sadu ornament filling a box: (row number, triangle or diamond)."""
    x0, y0, x1, y1 = box
    count = max(1, round((x1 - x0) / step))
    wide, mid = (x1 - x0) / count, (y0 + y1) / 2
    for i in range(count):
        x = x0 + i * wide
        yield 0, [(x, y0), (x + wide, y0), (x + wide / 2, mid)]
        yield 1, [(x, y1), (x + wide, y1), (x + wide / 2, mid)]
        yield (
            2,
            [
                (x, mid - (y1 - y0) * 0.3),
                (x + wide * 0.22, mid),
                (x, mid + (y1 - y0) * 0.3),
                (x - wide * 0.22, mid),
            ],
        )


def _octagons(box: Box, step: float) -> Iterator[tuple[float, float, float, int, float]]:
    small = step * tan(pi / 8) / 2
    for row in range(int((box[3] - box[1]) / step) + 2):
        for column in range(int((box[2] - box[0]) / step) + 2):
            x, y = box[0] + column * step, box[1] + row * step
            yield x, y, step / 2, 8, 0
            yield x + step / 2, y + step / 2, small, 4, 45


def _hexagons(box: Box, step: float) -> Iterator[tuple[float, float, float, int, float]]:
    for x, y in _rows(box, step):
        yield x, y, step / 2, 6, 0


def _dodecagons(box: Box, step: float) -> Iterator[tuple[float, float, float, int, float]]:
    small = step * tan(pi / 12) / (2 * sqrt(3))
    for x, y in _rows(box, step):
        yield x, y, step / 2, 12, 0
        yield x + step / 2, y + step / (2 * sqrt(3)), small, 3, 90
        yield x, y + step / sqrt(3), small, 3, 270


def _rows(box: Box, step: float) -> Iterator[tuple[float, float]]:
    high = step * sqrt(3) / 2
    for row in range(int((box[3] - box[1]) / high) + 2):
        for column in range(int((box[2] - box[0]) / step) + 3):
            yield box[0] + (column - (row % 2) / 2) * step, box[1] + row * high


_TILINGS = {"octagons": _octagons, "hexagons": _hexagons, "dodecagons": _dodecagons}
