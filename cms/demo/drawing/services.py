"""Scenes of services: the phone, health."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cms.demo.drawing.buildings import skyline
from cms.demo.drawing.canvas import Stencil
from cms.demo.drawing.curves import Points, arc, arch, place, ridge, rounded, smooth
from cms.demo.drawing.ideas import heart, mark
from cms.demo.drawing.palettes import mix
from cms.demo.drawing.patterns import any_lattice, inlay, rosette, star, strapwork
from cms.demo.drawing.plants import leaf_pair
from cms.demo.drawing.skies import whisper

if TYPE_CHECKING:
    from random import Random

    from cms.demo.drawing.canvas import Canvas
    from cms.demo.drawing.palettes import Colour, Palette


def phone(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A telephone amid speech bubbles."""
    w, h = canvas.w, canvas.h
    canvas.gradient(None, palette.sky)
    cx, cy, turn = w * rng.uniform(0.45, 0.55), h * 0.5, rng.choice((-9, -6, 0, 6, 9))
    canvas.glow(cx, cy, h * 0.8, palette.light, 0.6)
    whisper(canvas, palette, rng, at=(cx, cy), radius=w * 0.58, alpha=0.5)
    ground = mix(palette.sky[0], palette.sky[1], 0.3)
    r = h * 0.42
    canvas.circle(cx, cy, r, mix(ground, palette.dark, 0.1))
    canvas.line(arc(cx, cy, r * 1.05, r * 1.05, 0, 360), 4, palette.gold)
    for i in range(24):
        ring = place([(1.05, 0.0)], cx, cy, r, 15 * i)[0]
        canvas.polygon(star(*ring, 13), palette.gold)
    lines, disc = Stencil(canvas), Stencil(canvas)
    disc.circle(cx, cy, r)
    strapwork(lines, any_lattice(rng, 86), (cx - r, cy - r, cx + r + 86, cy + r + 86), 3)
    canvas.pour(lines.within(disc), palette.light, 0.28)
    _handset(canvas, palette, rng, cx, cy, h * 0.4, turn)
    kinds = ["star", "heart", "check", "bars", "dots", "person", "leaf", "house"]
    rng.shuffle(kinds)
    tints = (palette.second, palette.accent, palette.light, palette.gold)
    places = (
        (0.17, 0.26, 1.15),
        (0.1, 0.6, 0.85),
        (0.27, 0.8, 0.72),
        (0.83, 0.22, 0.9),
        (0.87, 0.56, 1.2),
        (0.74, 0.84, 0.74),
    )
    for i, (px, py, size) in enumerate(places):
        x, y = w * (px + rng.uniform(-0.02, 0.02)), h * (py + rng.uniform(-0.04, 0.04))
        tint = tints[(i + (i > 2)) % 4]
        ink = palette.light if tint != palette.light else palette.accent
        _bubble(canvas, palette, x, y, 98 * size, tint, x < cx)
        if kinds[i] == "dots":
            for k in (-1, 0, 1):
                canvas.circle(x + k * 34 * size, y, 12 * size, ink)
        else:
            mark(canvas, kinds[i], x, y, 40 * size, ink)
    for _ in range(18):
        x, y = rng.uniform(0, w), rng.uniform(0, h)
        if abs(x - cx) > w * 0.16:
            canvas.polygon(star(x, y, rng.uniform(5, 11), 4, 0.4), palette.light)


def _bubble(
    canvas: Canvas, palette: Palette, x: float, y: float, r: float, tint: Colour, right: bool
) -> None:
    side = 1 if right else -1
    shape = rounded(x - r * 1.2, y - r * 0.74, x + r * 1.2, y + r * 0.74, r * 0.42)
    tail = [
        (x + side * r * 0.4, y + r * 0.7),
        (x + side * r * 0.9, y + r * 0.7),
        (x + side * r * 1.2, y + r * 1.14),
    ]
    for points in (shape, tail):
        canvas.polygon([(px + 7, py + 10) for px, py in points], palette.dark, 0.16)
    canvas.gradient(shape, (mix(tint, (255, 255, 255), 0.14), tint))
    canvas.polygon(tail, tint)


def _handset(
    canvas: Canvas, palette: Palette, rng: Random, cx: float, cy: float, size: float, turn: float
) -> None:
    def at(points: Points) -> Points:
        return place(points, cx, cy, size, turn)

    canvas.polygon(
        place(rounded(-0.54, -1.02, 0.54, 1.02, 0.15), cx + 18, cy + 24, size, turn),
        palette.dark,
        0.28,
    )
    canvas.gradient(
        at(rounded(-0.54, -1.02, 0.54, 1.02, 0.15)),
        (mix(palette.dark, palette.light, 0.16), palette.dark),
    )
    canvas.gradient(
        at(rounded(-0.49, -0.97, 0.49, 0.97, 0.11)),
        (mix(palette.light, (255, 255, 255), 0.4), palette.light),
    )
    top = [
        *arc(-0.384, -0.864, 0.11, 0.11, 180, 270),
        *arc(0.384, -0.864, 0.11, 0.11, 270, 360),
        (0.494, -0.18),
        (-0.494, -0.18),
    ]
    canvas.gradient(at(top), (palette.accent, mix(palette.accent, palette.dark, 0.4)))
    opening = arch(0, -0.18, 0.6, 0.56, rng.choice(("pointed", "keel", "foiled")))
    canvas.gradient(at(opening), (palette.sky[1], palette.sky[2]))
    sun = at([(0.08, -0.42)])[0]
    canvas.circle(*sun, size * 0.07, palette.sun)
    hills = smooth([(-0.3, -0.27), (-0.1, -0.33), (0.1, -0.25), (0.3, -0.3)], closed=False)
    canvas.polygon(at([*hills, (0.3, -0.18), (-0.3, -0.18)]), palette.layers[1])
    canvas.line(at(opening), size * 0.014, palette.gold)
    canvas.polygon(at(rounded(-0.14, -0.93, 0.14, -0.88, 0.03)), palette.dark)
    tints = (palette.second, palette.gold, palette.accent, palette.layers[1])
    for row in range(2):
        for column in range(3):
            x, y = -0.31 + 0.31 * column, 0.0 + row * 0.3
            canvas.polygon(
                at(rounded(x - 0.125, y - 0.12, x + 0.125, y + 0.12, 0.06)),
                mix(tints[(row * 3 + column) % 4], palette.light, 0.12),
            )
            sx, sy = at([(x, y)])[0]
            mark(
                canvas,
                ("person", "leaf", "bars", "house", "bubble", "star")[row * 3 + column],
                sx,
                sy,
                size * 0.055,
                palette.light,
            )
    for row in range(2):
        y = 0.53 + row * 0.17
        canvas.polygon(
            at(rounded(-0.43, y - 0.065, 0.43, y + 0.065, 0.05)),
            mix(palette.light, palette.layers[0], 0.35),
        )
        dot = at([(-0.35, y)])[0]
        canvas.polygon(star(*dot, size * 0.042), tints[row])
        canvas.polygon(
            at(rounded(-0.25, y - 0.028, 0.3 - 0.15 * row, y - 0.004, 0.02)),
            mix(palette.layers[2], palette.light, 0.25),
        )
        canvas.polygon(
            at(rounded(-0.25, y + 0.016, 0.05 + 0.1 * row, y + 0.036, 0.02)),
            mix(palette.layers[1], palette.light, 0.5),
        )
    canvas.polygon(at(rounded(-0.16, 0.885, 0.16, 0.905, 0.02)), palette.dark)


def health(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A heart inlaid with a pattern, its beat running across the picture."""
    w, h = canvas.w, canvas.h
    canvas.gradient(None, palette.sky)
    cx, cy = w * rng.choice((0.36, 0.5, 0.62)), h * rng.uniform(0.4, 0.45)
    canvas.glow(cx, cy, h * 0.85, palette.light, 0.65)
    whisper(canvas, palette, rng, at=(cx, cy), radius=w * 0.66, alpha=0.5)
    count = rng.choice((12, 16))
    pale = mix(palette.sky[1], palette.light, 0.3)
    rosette(
        canvas,
        cx,
        cy,
        h * 0.42,
        count,
        (pale, mix(palette.sky[1], palette.accent, 0.22), mix(palette.sky[1], palette.gold, 0.3)),
        mix(palette.sky[2], palette.light, 0.6),
        width=3,
    )
    skyline(
        canvas,
        rng,
        h * 0.88,
        h * 0.03,
        h * 0.12,
        mix(palette.sky[2], palette.layers[0], 0.5),
        palette.layers[0],
    )
    for row in range(2):
        line = ridge(rng, w, h * (0.85 + 0.06 * row), 22, 1.6)
        tint = mix(palette.leaf, palette.dark, 0.1 + 0.3 * row)
        canvas.gradient(
            [*line, (w * 1.02, h), (-w * 0.02, h)],
            (mix(tint, palette.light, 0.12), mix(tint, palette.dark, 0.3)),
        )
        for _ in range(7):
            x, y = line[rng.randrange(4, 92)]
            leaf_pair(canvas, x, y + 18, rng.uniform(56, 120), mix(tint, palette.light, 0.1))
    r = h * 0.29
    shape = heart(cx, cy, r)
    canvas.polygon([(x + 10, y + 16) for x, y in shape], palette.dark, 0.2)
    canvas.gradient(
        shape, (mix(palette.second, palette.light, 0.16), mix(palette.second, palette.dark, 0.2))
    )
    inside, stars, lines = Stencil(canvas), Stencil(canvas), Stencil(canvas)
    inside.polygon(heart(cx, cy, r * 0.93))
    lattice = any_lattice(rng, r * 0.4)
    box = (cx - lattice.step * 3, cy - lattice.step * 3, cx + r * 1.4, cy + r * 1.6)
    inlay(stars, lattice, box)
    strapwork(lines, lattice, box, 3.4)
    canvas.pour(stars.within(inside), mix(palette.second, palette.dark, 0.3), 0.5)
    canvas.pour(lines.within(inside), mix(palette.second, palette.light, 0.55), 0.8)
    canvas.line(heart(cx, cy, r * 0.97), 7, palette.gold, closed=True)
    beat: Points = [(-20, cy)]
    for at in (cx - r * 2.1, cx, cx + r * 2.1):
        beat += [
            (at + dx * r, cy + dy * r)
            for dx, dy in (
                (-0.62, 0),
                (-0.48, -0.16),
                (-0.34, 0),
                (-0.22, 0.14),
                (-0.06, -0.62),
                (0.14, 0.52),
                (0.27, -0.1),
                (0.36, 0),
                (0.52, -0.2),
                (0.68, 0),
            )
        ]
    beat.append((w + 20, cy))
    canvas.line(beat, 21, mix(palette.dark, palette.second, 0.3))
    canvas.line(beat, 12, palette.light)
    tints = (palette.accent, palette.gold, palette.layers[2])
    kinds = ("person", "leaf", "house", "check", "star", "bubble")
    for i, (px, py) in enumerate(((0.09, 0.14), (0.91, 0.14), (0.11, 0.72), (0.89, 0.72))):
        x, y = w * px, h * (py + rng.uniform(-0.02, 0.02))
        if abs(x - cx) < r * 1.3:
            continue
        canvas.polygon(star(x, y, 76, 8, 0.85), palette.light)
        canvas.circle(x, y, 56, tints[i % 3])
        mark(canvas, kinds[(i + rng.randrange(6)) % 6], x, y, 30, palette.light)
