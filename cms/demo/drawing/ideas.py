"""Scenes of ideas: data, the network, the star."""

from __future__ import annotations

from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING

from cms.demo.drawing.buildings import skyline
from cms.demo.drawing.canvas import Stencil
from cms.demo.drawing.curves import Points, arc, ridge, rounded, smooth
from cms.demo.drawing.palettes import mix
from cms.demo.drawing.patterns import any_lattice, contact_star, inlay, rosette, star, strapwork
from cms.demo.drawing.skies import whisper

if TYPE_CHECKING:
    from random import Random

    from cms.demo.drawing.canvas import Canvas
    from cms.demo.drawing.palettes import Palette


def data(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Figures as ornament: bars, flowing areas, a ring, lines of stars."""
    w, h = canvas.w, canvas.h
    canvas.gradient(
        None,
        (
            mix(palette.sky[0], palette.dark, 0.25),
            palette.sky[0],
            mix(palette.sky[0], palette.sky[1], 0.7),
        ),
    )
    wide = rng.random() < 0.4
    cx, cy = w * (0.24 if wide else 0.76), h * 0.32
    canvas.glow(cx, cy, h * 0.75, palette.sun, 0.4)
    whisper(canvas, palette, rng, at=(cx, cy), radius=w * 0.7, alpha=0.34)
    tints = (palette.accent, palette.gold, palette.second, palette.layers[0], palette.light)
    _ring(canvas, palette, rng, cx, cy, h * 0.2)
    _areas(canvas, palette, rng)
    count = rng.randint(9, 12)
    left, right, base = w * 0.07, w * (0.94 if wide else 0.58), h * 0.86
    step = (right - left) / count
    tops: Points = []
    for i in range(count):
        grow = (
            (0.12 if wide else 0.2)
            + 0.6 * (i / count) ** (2.2 if wide else 1.2)
            + rng.uniform(-0.05, 0.08)
        )
        x, top = left + step * (i + 0.5), base - h * (0.9 if wide else 0.78) * grow
        half = step * 0.31
        tint = tints[i % 3]
        canvas.gradient(
            [
                (x - half, base),
                (x - half, top + half),
                *arc(x, top + half, half, half, 180, 360),
                (x + half, base),
            ],
            (mix(tint, palette.light, 0.22), mix(tint, palette.dark, 0.35)),
        )
        canvas.polygon(star(x, top + half, half * 0.62), palette.light)
        canvas.polygon(star(x, top + half, half * 0.34), tint)
        for row in range(int((base - top - half * 2.4) / 34)):
            canvas.polygon(star(x, base - 22 - row * 34, half * 0.26, 4, 0.5), palette.light, 0.3)
        tops.append((x, top - h * 0.07))
    trend = smooth(tops, closed=False)
    canvas.line(trend, 7, palette.light)
    for x, y in tops:
        canvas.circle(x, y, 15, palette.light)
        canvas.circle(x, y, 9, palette.second)
    canvas.rect(left - 24, base, right + 24, base + 5, palette.gold)


def _ring(canvas: Canvas, palette: Palette, rng: Random, x: float, y: float, r: float) -> None:
    shares = sorted(rng.uniform(20, 340) for _ in range(3))
    edges = [0.0, *shares, 360.0]
    tints = (palette.gold, palette.accent, palette.second, palette.light)
    for i in range(4):
        outer = arc(x, y, r, r, edges[i] + 1.5 - 90, max(edges[i + 1] - 1.5, edges[i] + 2) - 90)
        inner = [(x + (px - x) * 0.72, y + (py - y) * 0.72) for px, py in reversed(outer)]
        canvas.polygon(outer + inner, tints[i])
    for i in range(48):
        a = 2 * pi * i / 48
        long = 1.1 + 0.16 * rng.random()
        canvas.line(
            [
                (x + cos(a) * r * 1.06, y + sin(a) * r * 1.06),
                (x + cos(a) * r * long, y + sin(a) * r * long),
            ],
            4,
            mix(palette.sky[0], palette.light, 0.6),
        )
    deep = mix(palette.sky[0], palette.dark, 0.3)
    rosette(
        canvas,
        x,
        y,
        r * 0.62,
        rng.choice((8, 10, 12)),
        (palette.gold, mix(deep, palette.accent, 0.5), mix(deep, palette.second, 0.5)),
        palette.light,
        width=3,
    )


def _areas(canvas: Canvas, palette: Palette, rng: Random) -> None:
    w, h = canvas.w, canvas.h
    for i in range(5):
        tint = mix(palette.layers[0], palette.dark, 0.16 * i)
        line = ridge(rng, w, h * (0.66 + 0.062 * i), 70 - 6 * i, 1.5)
        canvas.gradient(
            [*line, (w * 1.02, h), (-w * 0.02, h)],
            (mix(tint, palette.light, 0.1), mix(tint, palette.dark, 0.4)),
            alpha=0.66,
        )
        canvas.line(line, 2.6, mix(tint, palette.light, 0.4))
        for x, y in line[rng.randrange(5) :: 7]:
            canvas.circle(x, y, 5.5, palette.gold if i % 2 else palette.light)


def network(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Stars joined by lines above a town, or around one centre."""
    w, h = canvas.w, canvas.h
    canvas.gradient(None, (mix(palette.sky[0], palette.dark, 0.3), palette.sky[0], palette.sky[1]))
    cx, cy = w * rng.uniform(0.42, 0.58), h * rng.uniform(0.4, 0.46)
    canvas.glow(cx, cy, h * 0.8, palette.sun, 0.42)
    whisper(canvas, palette, rng, at=(cx, cy), radius=w * 0.62, alpha=0.26)
    skyline(
        canvas,
        rng,
        h * 0.94,
        h * 0.05,
        h * 0.17,
        mix(palette.sky[1], palette.layers[1], 0.55),
        palette.layers[1],
    )
    line = ridge(rng, w, h * 0.92, 16, 1.4)
    canvas.gradient([*line, (w * 1.02, h), (-w * 0.02, h)], (palette.layers[2], palette.dark))
    nodes: Points = []
    for _ in range(900):
        x, y = rng.uniform(w * 0.04, w * 0.96), rng.uniform(h * 0.07, h * 0.78)
        if hypot(x - cx, y - cy) > h * 0.23 and all(
            hypot(x - px, y - py) > 118 for px, py in nodes
        ):
            nodes.append((x, y))
        if len(nodes) == 38:
            break
    thread = mix(palette.sky[0], palette.light, 0.55)
    for i, (x, y) in enumerate(nodes):
        near = sorted(nodes[:i] + nodes[i + 1 :], key=lambda n: hypot(n[0] - x, n[1] - y))[:3]
        for nx, ny in near:
            canvas.line([(x, y), (nx, ny)], 2.6, thread)
    close = sorted(nodes, key=lambda n: hypot(n[0] - cx, n[1] - cy))
    for x, y in close[:13]:
        lift = rng.uniform(-0.2, 0.2)
        middle = ((x + cx) / 2 + (y - cy) * lift, (y + cy) / 2 - (x - cx) * lift)
        canvas.line(smooth([(cx, cy), middle, (x, y)], closed=False), 4.5, palette.gold)
    tints = (palette.accent, palette.second, palette.gold)
    for i, (x, y) in enumerate(close):
        r = 36.0 if i < 13 else rng.choice((10.0, 14.0, 19.0))
        if r < 30:
            canvas.polygon(star(x, y, r * 1.15), palette.light)
            canvas.polygon(star(x, y, r * 0.7), tints[i % 3])
            continue
        canvas.glow(x, y, r * 2.2, palette.light, 0.45)
        canvas.polygon(star(x, y, r * 1.25, 8, 0.85, 22.5 * (i % 2)), palette.light)
        canvas.circle(x, y, r * 0.94, mix(tints[i % 3], palette.dark, 0.1))
        mark(
            canvas,
            ("person", "house", "bars", "bubble", "check", "leaf")[i % 6],
            x,
            y,
            r * 0.56,
            palette.light,
        )
    canvas.glow(cx, cy, h * 0.3, palette.sun, 0.7)
    rosette(
        canvas,
        cx,
        cy,
        h * 0.19,
        rng.choice((8, 10, 12)),
        (palette.gold, palette.accent, palette.second),
        palette.light,
        width=5,
    )


def mark(
    canvas: Canvas, kind: str, x: float, y: float, r: float, ink: tuple[int, int, int]
) -> None:
    """A small sign: person, house, bars, bubble, check, leaf, star, heart."""
    match kind:
        case "person":
            canvas.circle(x, y - r * 0.45, r * 0.42, ink)
            canvas.polygon([*arc(x, y + r * 0.85, r * 0.8, r * 0.8, 180, 360)], ink)
        case "house":
            canvas.polygon(
                [
                    (x, y - r),
                    (x + r, y - r * 0.1),
                    (x + r * 0.7, y - r * 0.1),
                    (x + r * 0.7, y + r * 0.8),
                    (x - r * 0.7, y + r * 0.8),
                    (x - r * 0.7, y - r * 0.1),
                    (x - r, y - r * 0.1),
                ],
                ink,
            )
        case "bars":
            for i, tall in enumerate((0.7, 1.2, 1.7)):
                bx = x + r * (-0.85 + 0.62 * i)
                canvas.rect(bx, y + r * 0.85 - r * tall, bx + r * 0.44, y + r * 0.85, ink)
        case "bubble":
            canvas.polygon(rounded(x - r, y - r * 0.8, x + r, y + r * 0.5, r * 0.4), ink)
            canvas.polygon(
                [(x - r * 0.5, y + r * 0.4), (x + r * 0.1, y + r * 0.4), (x - r * 0.6, y + r)], ink
            )
        case "check":
            way = -1 if canvas.turned else 1
            tick = [(-0.75, 0.05), (-0.15, 0.6), (0.8, -0.6)]
            canvas.line([(x + way * px * r, y + py * r) for px, py in tick], r * 0.36, ink)
        case "leaf":
            canvas.polygon(
                smooth(
                    [
                        (x - r * 0.8, y + r * 0.8),
                        (x - r * 0.6, y - r * 0.4),
                        (x + r * 0.8, y - r * 0.85),
                        (x + r * 0.5, y + r * 0.5),
                    ]
                ),
                ink,
            )
        case "heart":
            canvas.polygon(heart(x, y, r), ink)
        case _:
            canvas.polygon(star(x, y, r), ink)


def heart(x: float, y: float, r: float) -> Points:
    """A heart about (x, y), about 2r wide."""
    turns = (2 * pi * i / 72 for i in range(72))
    return [
        (
            x + r * sin(a) ** 3,
            y - r * (13 * cos(a) - 5 * cos(2 * a) - 2 * cos(3 * a) - cos(4 * a)) / 16,
        )
        for a in turns
    ]


def star_scene(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A great rosette in a field of girih."""
    w, h = canvas.w, canvas.h
    deep = mix(palette.water[1], palette.dark, 0.6)
    canvas.gradient(None, (deep, mix(deep, palette.water[1], 0.6)))
    cx, cy = (
        (w * 0.5, h * 0.5)
        if rng.random() < 0.4
        else (w * rng.uniform(0.6, 0.72), h * rng.uniform(0.42, 0.6))
    )
    step = rng.choice((150, 180, 210))
    lattice = any_lattice(rng, step)
    field, box = Stencil(canvas), (cx - step * 9, cy - step * 8, w + step, h + step)
    inlay(field, lattice, box, 5)
    canvas.pour(field, (mix(deep, palette.accent, 0.55), mix(deep, palette.accent, 0.25)), 0.8)
    small = Stencil(canvas)
    for count, outline in lattice.cells(box):
        if count < 5:
            small.polygon(outline)
    canvas.pour(small, palette.second, 0.55)
    lines = Stencil(canvas)
    strapwork(lines, lattice, box, 6)
    canvas.pour(lines, mix(palette.gold, palette.light, 0.15), 0.6)
    canvas.glow(cx, cy, h * 0.9, palette.sun, 0.32)
    count = rng.choice((8, 10, 12, 16))
    r = h * rng.uniform(0.4, 0.47)
    canvas.circle(cx, cy, r * 1.1, palette.gold)
    canvas.circle(cx, cy, r * 1.075, deep)
    for i in range(count * 2):
        a = pi * i / count
        canvas.polygon(
            star(cx + cos(a) * r * 1.035, cy + sin(a) * r * 1.035, r * 0.035), palette.gold
        )
    fills = (palette.gold, palette.accent, palette.second)
    rosette(canvas, cx, cy, r, count, fills, palette.light, width=7)
    inner = r * 0.27
    canvas.polygon(
        contact_star(cx, cy, inner, count, 58, 180 / count), mix(palette.accent, palette.dark, 0.25)
    )
    canvas.polygon(star(cx, cy, inner * 0.62, count, 0.72), palette.light)
    canvas.polygon(star(cx, cy, inner * 0.42, count, 0.6), palette.second)
