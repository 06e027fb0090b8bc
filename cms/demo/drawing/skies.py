"""What stands behind everything: sky, sun or moon, stars, haze, a whisper of pattern."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from cms.demo.drawing.canvas import Stencil
from cms.demo.drawing.curves import Points, place
from cms.demo.drawing.palettes import WHITE, mix
from cms.demo.drawing.patterns import Lattice, any_lattice, strapwork

if TYPE_CHECKING:
    from random import Random

    from cms.demo.drawing.canvas import Canvas
    from cms.demo.drawing.palettes import Palette


def whisper(
    canvas: Canvas,
    palette: Palette,
    rng: Random,
    *,
    at: tuple[float, float],
    radius: float,
    alpha: float = 0.3,
    lattice: Lattice | None = None,
) -> None:
    """A lattice in light strapwork that fades away from a point."""
    lattice = lattice or any_lattice(rng, rng.choice((92, 112, 132)))
    x, y = at
    stencil = Stencil(canvas)
    step = lattice.step
    first = (x - step * (int((x + step) / step) + 1), y - step * (int((y + step) / step) + 1))
    strapwork(stencil, lattice, (*first, canvas.w + step, canvas.h + step), 2.6)
    canvas.pour(stencil.spotlit(x, y, radius), mix(palette.light, palette.sun, 0.4), alpha)


def sky(
    canvas: Canvas, palette: Palette, rng: Random, *, horizon: float, pattern: float = 0.34
) -> tuple[float, float]:
    """Fill the canvas with sky down to `horizon`; the answer is where its light stands."""
    depth = horizon * 1.02
    canvas.gradient([(0, 0), (canvas.w, 0), (canvas.w, depth), (0, depth)], palette.sky)
    x = canvas.w * rng.uniform(0.56, 0.8)
    y = horizon * (rng.uniform(0.2, 0.42) if palette.night else rng.uniform(0.36, 0.72))
    r = rng.uniform(62, 84) if palette.night else rng.uniform(82, 118)
    canvas.glow(x, y, r * 5.4, mix(palette.sun, palette.gold, 0.25), 0.55)
    if pattern:
        whisper(canvas, palette, rng, at=(x, y), radius=canvas.w * 0.62, alpha=pattern)
    if palette.night:
        for _ in range(70):
            sx, sy = rng.uniform(0, canvas.w), horizon * rng.random() ** 1.6 * 0.9
            canvas.circle(sx, sy, rng.uniform(0.9, 2.6), palette.light, rng.uniform(0.4, 1))
    for i in range(3, 0, -1):
        canvas.circle(x, y, r * (1 + i * 0.42), palette.sun, 0.11)
    if palette.night and rng.random() < 0.6:
        crescent = Stencil(canvas)
        crescent.circle(x, y, r)
        crescent.circle(x - r * 0.42, y - r * 0.16, r * 0.86, 0)
        canvas.pour(crescent, palette.sun)
    else:
        canvas.circle(x, y, r, palette.sun)
        if palette.night:
            for dx, dy, s in ((-0.3, -0.2, 0.2), (0.25, 0.3, 0.14), (0.3, -0.35, 0.1)):
                canvas.circle(x + dx * r, y + dy * r, s * r, palette.layers[0], 0.16)
    return x, y


def clouds(canvas: Canvas, palette: Palette, rng: Random, *, top: float, bottom: float) -> None:
    """A few long flat clouds."""
    tint = mix(palette.light, palette.sky[1], 0.35)
    for _ in range(rng.randint(2, 4)):
        x, y = rng.uniform(0, canvas.w), rng.uniform(top, bottom)
        length, thick = rng.uniform(160, 340), rng.uniform(9, 16)
        for dx, dy, part in (
            (0, 0, 1),
            (length * 0.3, -thick * 1.7, 0.55),
            (-length * 0.25, thick * 1.7, 0.6),
        ):
            half = length * part / 2
            canvas.polygon(
                _lens(x + dx, y + dy, half, thick), tint, 0.34 if palette.night else 0.62
            )


def _lens(x: float, y: float, half: float, thick: float) -> Points:
    upper = [(x + half * i / 12, y - thick * sqrt(1 - (i / 12) ** 2)) for i in range(-12, 13)]
    return [*upper, (x + half * 0.9, y + thick * 0.3), (x - half * 0.9, y + thick * 0.3)]


def falcon(canvas: Canvas, palette: Palette, x: float, y: float, size: float, turn: float) -> None:
    """A falcon on spread wings."""
    body = [
        (-0.02, -0.2), (0.06, -0.17), (0.1, -0.08), (0.3, -0.16), (0.56, -0.2), (0.8, -0.12),
        (1.08, 0.1), (0.9, 0.06), (0.86, 0.12), (0.74, 0.07), (0.66, 0.14), (0.54, 0.08),
        (0.42, 0.14), (0.28, 0.1), (0.13, 0.13), (0.09, 0.24), (0.14, 0.42), (0.05, 0.39),
        (0, 0.43), (-0.05, 0.39), (-0.14, 0.42), (-0.09, 0.24), (-0.13, 0.13), (-0.28, 0.1),
        (-0.42, 0.14), (-0.54, 0.08), (-0.66, 0.14), (-0.74, 0.07), (-0.86, 0.12),
        (-0.9, 0.06), (-1.08, 0.1), (-0.8, -0.12), (-0.56, -0.2), (-0.3, -0.16), (-0.1, -0.08),
        (-0.06, -0.17),
    ]  # fmt: skip
    canvas.polygon(place(body, x, y, size, turn), palette.dark)
    for side in (1, -1):
        vane = [(0.12 * side, -0.03), (0.5 * side, -0.12), (0.82 * side, -0.03), (0.5 * side, 0.0)]
        canvas.polygon(place(vane, x, y, size, turn), mix(palette.dark, WHITE, 0.18))


def gulls(canvas: Canvas, palette: Palette, rng: Random, x: float, y: float, count: int) -> None:
    """Small birds in the distance."""
    for _ in range(count):
        gx, gy, s = x + rng.uniform(-150, 150), y + rng.uniform(-60, 60), rng.uniform(12, 22)
        wings = [
            (-1, -0.2),
            (-0.5, -0.5),
            (0, 0),
            (0.5, -0.5),
            (1, -0.2),
            (0.5, -0.32),
            (0, 0.18),
            (-0.5, -0.32),
        ]
        canvas.polygon(place(wings, gx, gy, s, rng.uniform(-14, 14)), palette.dark)
