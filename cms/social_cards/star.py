"""The house's sign, the star of eight points, as polygons."""

from __future__ import annotations

from typing import Final

Point = tuple[float, float]

#: Corners on a field of 64, as in templates/components/mark/mark.html.
STAR: Final[tuple[Point, ...]] = (
    (63, 32), (53.92, 41.08), (53.92, 53.92), (41.08, 53.92), (32, 63), (22.92, 53.92),
    (10.08, 53.92), (10.08, 41.08), (1, 32), (10.08, 22.92), (10.08, 10.08), (22.92, 10.08),
    (32, 1), (41.08, 10.08), (53.92, 10.08), (53.92, 22.92),
)  # fmt: skip
LINE: Final[tuple[Point, ...]] = (
    (53.5, 32), (47.2, 38.3), (47.2, 47.2), (38.3, 47.2), (32, 53.5), (25.7, 47.2),
    (16.8, 47.2), (16.8, 38.3), (10.5, 32), (16.8, 25.7), (16.8, 16.8), (25.7, 16.8),
    (32, 10.5), (38.3, 16.8), (47.2, 16.8), (47.2, 25.7),
)  # fmt: skip
HEART: Final[tuple[Point, ...]] = (
    (41.24, 35.83), (37.41, 37.41), (35.83, 41.24), (32, 39.65), (28.17, 41.24), (26.59, 37.41),
    (22.76, 35.83), (24.35, 32), (22.76, 28.17), (26.59, 26.59), (28.17, 22.76), (32, 24.35),
    (35.83, 22.76), (37.41, 26.59), (41.24, 28.17), (39.65, 32),
)  # fmt: skip
FIELD: Final = 64


def placed(shape: tuple[Point, ...], centre: Point, size: float) -> list[Point]:
    """The corners of `shape` with its field `size` wide and its middle at `centre`."""
    scale, half = size / FIELD, FIELD / 2
    return [(centre[0] + (x - half) * scale, centre[1] + (y - half) * scale) for x, y in shape]


def closed(corners: list[Point]) -> list[Point]:
    """The way round the corners and on past the first, so that its last joint is a joint too."""
    return [*corners, *corners[:2]]
