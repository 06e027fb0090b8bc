"""What grows: date palms, ghaf trees, shrubs, flowers."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING

from cms.demo.drawing.curves import arc
from cms.demo.drawing.palettes import mix

if TYPE_CHECKING:
    from random import Random

    from cms.demo.drawing.canvas import Canvas
    from cms.demo.drawing.curves import Points
    from cms.demo.drawing.palettes import Colour


def palm(
    canvas: Canvas,
    rng: Random,
    x: float,
    base: float,
    height: float,
    leaf: Colour,
    trunk: Colour,
    *,
    dates: Colour | None = None,
) -> None:
    """A date palm standing on `base`; the crown reaches somewhat above `height`."""
    lean = rng.uniform(-0.1, 0.1) * height
    top = (x + lean, base - height)
    thick = height * 0.026
    spine = [(x + lean * (t / 10) ** 1.7, base - height * t / 10) for t in range(11)]
    widths = [thick * (1.35 - 0.6 * t / 10) for t in range(11)]
    outline = [(px - w, py) for (px, py), w in zip(spine, widths, strict=True)]
    outline += [(px + w, py) for (px, py), w in reversed(list(zip(spine, widths, strict=True)))]
    canvas.gradient(outline, (mix(trunk, leaf, 0.5), trunk, mix(trunk, (0, 0, 0), 0.25)))
    shade = mix(trunk, (0, 0, 0), 0.3)
    for step in range(1, 18):
        t = step / 18
        px, py = x + lean * t**1.7, base - height * t
        w = thick * (1.35 - 0.6 * t)
        canvas.line(
            [(px - w, py - w * 0.3), (px, py + w * 0.35), (px + w, py - w * 0.3)],
            thick * 0.16,
            shade,
        )
    reach = min(height * 0.46, 60 + height * 0.3)
    angles = [-204, -186, -165, -142, -118, -92, -64, -40, -16, 6, 24]
    order = [0, 10, 1, 9, 5, 2, 8, 3, 7, 4, 6]
    for place_in_row, index in enumerate(order):
        tint = mix(leaf, (0, 0, 0), 0.34 - 0.032 * place_in_row)
        length = reach * rng.uniform(0.86, 1.08)
        _frond(canvas, top, angles[index] + rng.uniform(-6, 6), length, tint)
    if dates:
        for side in (-1, 1):
            for _ in range(9):
                dx, dy = rng.uniform(0.2, 1.6) * side, rng.uniform(0.6, 3.4)
                canvas.circle(top[0] + dx * thick, top[1] + dy * thick, thick * 0.36, dates)


def _frond(
    canvas: Canvas, start: tuple[float, float], angle: float, length: float, tint: Colour
) -> None:
    a = angle * pi / 180
    drop = length * (0.3 + 0.42 * cos(a) ** 2)
    upper: Points = []
    lower: Points = []
    for i in range(15):
        t = i / 14
        px = start[0] + cos(a) * length * t
        py = start[1] + sin(a) * length * t * 0.85 + drop * t * t
        width = length * 0.1 * sin(pi * min(1.0, t * 0.92 + 0.08)) ** 0.7
        slope = sin(a) * 0.85 * length + 2 * drop * t
        run = cos(a) * length
        norm = (slope * slope + run * run) ** 0.5 or 1
        nx, ny = -slope / norm, run / norm
        saw = 1.25 if i % 2 else 0.5
        upper.append((px - nx * width * 0.6 * saw, py - ny * width * 0.6 * saw))
        lower.append((px + nx * width * 1.5 * saw, py + ny * width * 1.5 * saw))
    canvas.polygon(upper + lower[::-1], tint)


def ghaf(
    canvas: Canvas, rng: Random, x: float, base: float, size: float, wood: Colour, leaf: Colour
) -> None:
    """A ghaf tree: bent trunk, wide low crown."""
    tips: Points = []

    def branch(px: float, py: float, angle: float, length: float, width: float, depth: int) -> None:
        ex, ey = px + cos(angle) * length, py + sin(angle) * length
        bend = rng.uniform(-0.12, 0.12) * length
        canvas.line([(px, py), ((px + ex) / 2 + bend, (py + ey) / 2), (ex, ey)], width, wood)
        if depth == 0:
            tips.append((ex, ey))
            return
        for turn in (-0.55, 0.1, 0.6):
            branch(
                ex, ey, angle * 0.9 - pi / 2 * 0.1 + turn + rng.uniform(-0.15, 0.15),
                length * rng.uniform(0.66, 0.8), width * 0.62, depth - 1,
            )  # fmt: skip

    branch(x, base, -pi / 2 + rng.uniform(-0.25, 0.25), size * 0.3, size * 0.055, 2)
    for shade, lift in ((0.3, 0.04), (0.0, 0.0), (-0.18, -0.05)):
        tint = mix(leaf, (0, 0, 0), shade) if shade >= 0 else mix(leaf, (255, 255, 235), -shade)
        for tx, ty in tips:
            for _ in range(3):
                rx = size * rng.uniform(0.06, 0.13) * (1 if shade >= 0 else 0.6)
                canvas.ellipse(
                    tx + rng.uniform(-0.1, 0.1) * size,
                    ty + (lift + rng.uniform(-0.07, 0.03)) * size,
                    rx,
                    rx * 0.5,
                    tint,
                )


def shrub(
    canvas: Canvas, rng: Random, x: float, base: float, size: float, leaf: Colour, bloom: Colour
) -> None:
    """A round low bush with a few blossoms."""
    for shade in (0.25, 0.0):
        for _ in range(6):
            r = size * rng.uniform(0.2, 0.34)
            canvas.circle(
                x + rng.uniform(-0.45, 0.45) * size,
                base - r * rng.uniform(0.6, 1.4),
                r,
                mix(leaf, (0, 0, 0), shade),
            )
    canvas.rect(x - size * 0.8, base, x + size * 0.8, base + 1, leaf, 0)
    for _ in range(9):
        bx, by = x + rng.uniform(-0.6, 0.6) * size, base - rng.uniform(0.12, 0.66) * size
        canvas.circle(bx, by, size * 0.055, bloom)


def leaf_pair(canvas: Canvas, x: float, y: float, size: float, tint: Colour) -> None:
    """A sprig: stem with leaves growing in pairs."""
    canvas.line([(x, y), (x, y - size)], size * 0.03, tint)
    for i in range(4):
        py, r = y - size * (0.22 + 0.22 * i), size * (0.26 - 0.04 * i)
        for side in (-1, 1):
            over = [
                (x + side * px * r, py - pyy * r)
                for px, pyy in ((0, 0), (0.35, 0.62), (1.1, 0.95), (0.95, 0.3))
            ]
            canvas.polygon(over, tint)
    canvas.polygon(arc(x, y - size, size * 0.06, size * 0.14, 0, 360), tint)
