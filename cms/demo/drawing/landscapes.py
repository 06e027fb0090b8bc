"""Scenes out of doors: the desert, the sea, the garden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cms.demo.drawing.buildings import skyline
from cms.demo.drawing.canvas import Stencil
from cms.demo.drawing.curves import Points, arch, place, ridge, smooth
from cms.demo.drawing.palettes import mix
from cms.demo.drawing.patterns import any_lattice, strapwork
from cms.demo.drawing.plants import ghaf, palm, shrub
from cms.demo.drawing.skies import clouds, falcon, gulls, sky

if TYPE_CHECKING:
    from random import Random

    from cms.demo.drawing.canvas import Canvas
    from cms.demo.drawing.palettes import Colour, Palette


def desert(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Dunes one behind the other, a ghaf tree, a falcon."""
    w, h = canvas.w, canvas.h
    horizon = h * rng.uniform(0.5, 0.6)
    sky(canvas, palette, rng, horizon=horizon + h * 0.1)
    clouds(canvas, palette, rng, top=horizon * 0.2, bottom=horizon * 0.8)
    far, mid, near = palette.layers
    haze = mix(palette.sky[2], far, 0.5)
    for base, height, tint, foot in (
        (horizon, 26, haze, far),
        (horizon + h * 0.06, 38, far, mix(far, mid, 0.6)),
    ):
        line = ridge(rng, w, base, height, 1.7)
        canvas.gradient([*line, (w * 1.02, h), (-w * 0.02, h)], (tint, foot, mid))
    lit = mix(far, palette.sun, 0.45)
    _dune(
        canvas,
        w * rng.uniform(0.2, 0.36),
        horizon - h * 0.03,
        w * 0.72,
        h * 0.78,
        (lit, mix(far, mid, 0.5)),
        mid,
    )
    _dune(
        canvas,
        w * rng.uniform(0.66, 0.84),
        horizon + h * 0.1,
        w * 0.84,
        h,
        (mix(far, palette.sun, 0.2), mid),
        mix(mid, near, 0.7),
    )
    line = ridge(rng, w, h * 0.82, 44, 1.0)
    front = [*line, (w * 1.02, h), (-w * 0.02, h)]
    canvas.gradient(front, (mid, near))
    _ripples(canvas, rng, front, mix(mid, palette.sun, 0.35))
    if rng.random() < 0.75:
        x = w * rng.uniform(0.14, 0.3)
        size = rng.uniform(330, 430)
        standing = min(y for px, y in line if abs(px - x) < 30) + 14
        canvas.ellipse(x + size * 0.2, standing + 6, size * 0.5, size * 0.035, palette.dark, 0.35)
        ghaf(canvas, rng, x, standing, size, palette.dark, mix(palette.leaf, palette.dark, 0.25))
    falcon(
        canvas,
        palette,
        w * rng.uniform(0.36, 0.52),
        h * rng.uniform(0.16, 0.26),
        rng.uniform(70, 112),
        rng.uniform(-20, 12),
    )


def _dune(
    canvas: Canvas,
    x: float,
    top: float,
    span: float,
    base: float,
    lit: tuple[Colour, Colour],
    shade: Colour,
) -> None:
    """A great dune: a bright face to the one side, a shaded one behind a winding crest."""
    left = smooth(
        [
            (x - span, base),
            (x - span * 0.55, base - (base - top) * 0.2),
            (x - span * 0.2, top + (base - top) * 0.24),
            (x, top),
        ],
        closed=False,
    )
    right = smooth(
        [
            (x, top),
            (x + span * 0.16, top + (base - top) * 0.22),
            (x + span * 0.5, base - (base - top) * 0.3),
            (x + span, base),
        ],
        closed=False,
    )
    crest = smooth(
        [
            (x, top),
            (x + span * 0.02, top + (base - top) * 0.2),
            (x - span * 0.04, top + (base - top) * 0.42),
            (x + span * 0.05, top + (base - top) * 0.7),
            (x - span * 0.02, base),
        ],
        closed=False,
    )
    canvas.gradient([*left, *crest], lit)
    canvas.gradient([*right, *reversed(crest)], (mix(lit[1], shade, 0.75), shade))


def _ripples(canvas: Canvas, rng: Random, front: Points, tint: Colour) -> None:
    lines, sand = Stencil(canvas), Stencil(canvas)
    sand.polygon(front)
    for row in range(7):
        y = canvas.h * (0.81 + 0.032 * row)
        lines.line(ridge(rng, canvas.w, y, 12 + row, 3.2), 2.2 + row * 0.25)
    canvas.pour(lines.within(sand), tint, 0.3)


def sea(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A dhow under sail before the light."""
    w, h = canvas.w, canvas.h
    horizon = h * rng.uniform(0.54, 0.64)
    sun = sky(canvas, palette, rng, horizon=horizon)
    clouds(canvas, palette, rng, top=horizon * 0.25, bottom=horizon * 0.85)
    if rng.random() < 0.7:
        haze = mix(palette.sky[2], palette.layers[0], 0.55)
        skyline(canvas, rng, horizon + 2, 24, 90, mix(haze, palette.layers[1], 0.3), haze)
    canvas.gradient(
        [(0, horizon), (w, horizon), (w, h), (0, h)], (palette.water[0], palette.water[1])
    )
    for row in range(17):
        y = horizon + 8 + row * row * 1.35 + row * 4
        half = (46 + row * 9) * rng.uniform(0.45, 1.1)
        x = sun[0] + rng.uniform(-12, 12) * (1 + row * 0.25)
        thick = 2 + row * 0.5
        canvas.polygon(
            [(x - half, y), (x, y - thick), (x + half, y), (x, y + thick)],
            palette.sun,
            0.62 - row * 0.022,
        )
    for row, at in enumerate((0.2, 0.36, 0.56)):
        _waves(
            canvas,
            rng,
            horizon + (h - horizon) * at,
            5 + row * 4,
            mix(palette.water[0], palette.water[1], 0.25 + row * 0.25),
        )
    for x, size in ((0.86, 62.0), (0.1, 48.0)):
        _dhow(
            canvas, palette, rng, w * (x + rng.uniform(-0.04, 0.04)), horizon + 16, size, far=True
        )
    x, y = w * rng.uniform(0.34, 0.46), h * rng.uniform(0.78, 0.83)
    _dhow(canvas, palette, rng, x, y, rng.uniform(300, 350), far=False)
    for row, at in enumerate((0.62, 0.78, 0.93)):
        tint = mix(palette.water[1], palette.dark, 0.12 + row * 0.2)
        _waves(canvas, rng, horizon + (h - horizon) * at, 10 + row * 5, tint, solid=True)
    gulls(canvas, palette, rng, w * rng.uniform(0.56, 0.7), horizon * 0.3, rng.randint(3, 6))


def _waves(
    canvas: Canvas, rng: Random, y: float, height: float, tint: Colour, *, solid: bool = False
) -> None:
    line = ridge(rng, canvas.w, y, height, 5.5)
    if solid:
        canvas.gradient(
            [*line, (canvas.w * 1.02, canvas.h), (-canvas.w * 0.02, canvas.h)],
            (mix(tint, (255, 255, 255), 0.08), tint),
        )
        pale = mix(tint, (255, 255, 255), 0.28)
        canvas.polygon(line + [(x, py + 4) for x, py in reversed(line)], pale)
        return
    canvas.polygon(line + [(x, py + height * 0.9) for x, py in reversed(line)], tint, 0.55)


def _dhow(
    canvas: Canvas, palette: Palette, rng: Random, x: float, y: float, size: float, *, far: bool
) -> None:
    hull_colour = mix(palette.dark, palette.layers[1], 0.5 if far else 0.12)
    sail_colour = mix(palette.light, palette.sky[1], 0.42 if far else 0.04)
    fold = mix(sail_colour, palette.gold, 0.42)

    def at(points: Points) -> Points:
        return place(points, x, y, size)

    hull = smooth(
        [(-1.05, -0.42), (-0.86, -0.2), (-0.5, -0.15), (0.3, -0.17), (0.8, -0.28), (1.38, -0.62)],
        closed=False,
        steps=8,
    )
    keel = smooth(
        [(1.38, -0.62), (1.0, -0.1), (0.62, 0.14), (-0.6, 0.16), (-0.92, 0.02), (-1.05, -0.42)],
        closed=False,
        steps=8,
    )
    canvas.line(at([(0.05, -0.15), (0.14, -1.55)]), size * 0.035, hull_colour)
    canvas.line(at([(-0.72, -0.15), (-0.68, -1.0)]), size * 0.028, hull_colour)
    for tack, peak, clew, foot in (
        ((1.05, -0.42), (-0.34, -2.1), (-0.42, -0.46), (0.3, -0.3)),
        ((-0.2, -0.38), (-1.0, -1.42), (-1.12, -0.52), (-0.64, -0.42)),
    ):
        belly = smooth(
            [peak, ((peak[0] + clew[0]) / 2 - 0.1, (peak[1] + clew[1]) / 2), clew], closed=False
        )
        yard = smooth(
            [tack, ((tack[0] + peak[0]) / 2 + 0.1, (tack[1] + peak[1]) / 2 - 0.06), peak],
            closed=False,
        )
        canvas.gradient(at([*yard, *belly, foot]), (sail_colour, sail_colour, fold))
        inner = smooth(
            [peak, ((peak[0] + foot[0]) / 2 + 0.08, (peak[1] + foot[1]) / 2), foot], closed=False
        )
        if not far:
            canvas.polygon(at([*belly, *reversed(inner)]), fold, 0.4)
        canvas.line(at(yard), size * 0.026, hull_colour)
    canvas.gradient(at([*hull, *keel]), (mix(hull_colour, palette.second, 0.3), hull_colour))
    if not far:
        canvas.line(at([(px, py + 0.055) for px, py in hull[2:-6]]), size * 0.018, palette.gold)
        for i in range(6):
            canvas.circle(x + size * (-0.5 + 0.2 * i), y - size * 0.02, size * 0.022, palette.gold)
        cabin = mix(hull_colour, palette.second, 0.28)
        canvas.polygon(
            at([(-1.02, -0.4), (-0.98, -0.58), (-0.52, -0.5), (-0.48, -0.2), (-0.9, -0.22)]), cabin
        )
        for i in range(3):
            canvas.polygon(
                at(
                    [
                        (-0.9 + i * 0.13, -0.46),
                        (-0.82 + i * 0.13, -0.445),
                        (-0.82 + i * 0.13, -0.32),
                        (-0.9 + i * 0.13, -0.33),
                    ]
                ),
                palette.gold,
            )
        canvas.ellipse(x, y + size * 0.2, size * 1.15, size * 0.06, palette.dark, 0.3)


def garden(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Palms on both sides of a falaj that runs towards an arcade."""
    w, h = canvas.w, canvas.h
    horizon = h * rng.uniform(0.54, 0.6)
    sky(canvas, palette, rng, horizon=horizon)
    leaf = palette.leaf
    wall = mix(palette.light, palette.layers[0], 0.35)
    for _ in range(9):
        palm(
            canvas,
            rng,
            w * rng.random(),
            horizon,
            rng.uniform(170, 260),
            mix(leaf, palette.sky[2], 0.5),
            mix(palette.layers[0], palette.sky[2], 0.3),
        )
    top = horizon - h * 0.16
    canvas.gradient(
        [(0, top), (w, top), (w, horizon + 4), (0, horizon + 4)],
        (wall, mix(wall, palette.layers[1], 0.3)),
    )
    lattice = any_lattice(rng, 46)
    frieze, strip = Stencil(canvas), (0, top + 6, w, top + 34)
    strapwork(frieze, lattice, strip, 2)
    edge = Stencil(canvas)
    edge.polygon([(0, top + 8), (w, top + 8), (w, top + 36), (0, top + 36)])
    canvas.pour(frieze.within(edge), palette.gold, 0.8)
    kind, count = rng.choice(("pointed", "keel", "round", "foiled")), 11
    for i in range(count):
        cx = w * (i + 0.5) / count
        canvas.polygon(
            arch(cx, horizon + 4, w / count * 0.7, h * 0.108, kind),
            mix(palette.layers[2], palette.dark, 0.3),
        )
        canvas.polygon(
            arch(cx + 6, horizon + 4, w / count * 0.6, h * 0.094, kind),
            mix(palette.layers[1], palette.gold, 0.25),
        )
    grass = mix(leaf, palette.gold, 0.28)
    canvas.gradient(
        [(0, horizon), (w, horizon), (w, h), (0, h)], (grass, mix(leaf, palette.dark, 0.35))
    )
    vanish = w * rng.uniform(0.42, 0.58)
    stone = mix(palette.light, palette.layers[0], 0.25)
    canvas.gradient(
        [
            (vanish - 34, horizon + 2),
            (vanish + 34, horizon + 2),
            (vanish + w * 0.29, h),
            (vanish - w * 0.29, h),
        ],
        (stone, mix(stone, palette.layers[1], 0.35)),
    )
    channel = [
        (vanish - 15, horizon + 2),
        (vanish + 15, horizon + 2),
        (vanish + w * 0.14, h),
        (vanish - w * 0.14, h),
    ]
    canvas.polygon(
        [
            (vanish - 20, horizon + 2),
            (vanish + 20, horizon + 2),
            (vanish + w * 0.165, h),
            (vanish - w * 0.165, h),
        ],
        mix(stone, palette.dark, 0.35),
    )
    canvas.gradient(channel, (palette.sky[2], palette.water[0], palette.water[1]))
    for row in range(14):
        t = ((row + 1) / 15) ** 1.8
        y, half = horizon + (h - horizon) * t, (15 + (w * 0.14 - 15) * t) * rng.uniform(0.2, 0.7)
        canvas.polygon(
            [(vanish - half, y), (vanish, y - 3 * t), (vanish + half, y), (vanish, y + 5 * t)],
            palette.sun,
            0.5,
        )
    for row in range(8):
        t = (row / 8) ** 1.9
        y = horizon + (h - horizon) * t
        for side in (-1, 1):
            near, far_edge = 20 + (w * 0.165 - 20) * t, 34 + (w * 0.29 - 34) * t
            canvas.line(
                [(vanish + side * near, y), (vanish + side * far_edge, y)],
                1.5 + 3 * t,
                mix(stone, palette.layers[1], 0.5),
            )
    for t in (0.04, 0.16, 0.6):
        base = horizon + (h - horizon) * t
        for side in (-1, 1):
            x = vanish + side * (34 + (w * 0.31) * t + 90 + 120 * t)
            for k in range(3):
                shrub(
                    canvas,
                    rng,
                    x + side * (k * 80 * (0.3 + t)),
                    base + 26 * t,
                    60 * (0.35 + t),
                    mix(leaf, palette.gold, 0.2),
                    rng.choice((palette.second, palette.gold, palette.light)),
                )
            palm(
                canvas,
                rng,
                x + side * 60 * t,
                base,
                200 + 560 * t,
                mix(leaf, palette.dark, 0.22 - 0.3 * t),
                mix(palette.layers[2], palette.gold, 0.22),
                dates=palette.gold,
            )
