"""Scenes indoors: the majlis, the classroom, the open book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cms.demo.drawing.buildings import skyline
from cms.demo.drawing.canvas import Stencil
from cms.demo.drawing.curves import Points, arc, arch, mirrored, place, ridge, rounded, smooth
from cms.demo.drawing.palettes import mix
from cms.demo.drawing.patterns import any_lattice, band, inlay, rosette, star, strapwork
from cms.demo.drawing.plants import leaf_pair, palm
from cms.demo.drawing.skies import whisper

if TYPE_CHECKING:
    from random import Random

    from cms.demo.drawing.canvas import Canvas
    from cms.demo.drawing.palettes import Palette


def _wall(canvas: Canvas, palette: Palette, rng: Random) -> None:
    base = (
        mix(palette.layers[2], palette.dark, 0.2)
        if palette.night
        else mix(palette.light, palette.gold, 0.16)
    )
    canvas.gradient(
        None, (mix(base, palette.layers[1], 0.22), base, mix(base, palette.layers[0], 0.25))
    )
    lines = Stencil(canvas)
    strapwork(lines, any_lattice(rng, 90), (-45, -45, canvas.w + 90, canvas.h * 0.75), 2.4)
    canvas.pour(lines.faded(1, 0.3), palette.gold, 0.24)


def _view(
    canvas: Canvas,
    palette: Palette,
    rng: Random,
    opening: Points,
    base: float,
    what: str,
    *,
    sun: bool,
) -> None:
    """What is seen through an arch, or the screen that closes it."""
    hole = Stencil(canvas)
    hole.polygon(opening)
    box = hole.image.getbbox()
    if box is None:
        return
    before = canvas.image.copy()
    x0, x1 = min(x for x, _ in opening), max(x for x, _ in opening)
    y0 = min(y for _, y in opening)
    canvas.gradient(opening, palette.sky)
    if what == "screen":
        canvas.glow((x0 + x1) / 2, base - (base - y0) * 0.4, (x1 - x0) * 0.9, palette.sun, 0.8)
        bars = Stencil(canvas)
        lattice = any_lattice(rng, (x1 - x0) / 4)
        strapwork(bars, lattice, (x0, y0, x1 + lattice.step, base + lattice.step), 7)
        canvas.pour(bars.within(hole), mix(palette.layers[2], palette.dark, 0.35))
        return
    cx = x0 + (x1 - x0) * rng.uniform(0.3, 0.7)
    canvas.glow(cx, base - (base - y0) * 0.5, (x1 - x0) * 0.8, palette.sun, 0.6)
    if sun:
        canvas.circle(cx, base - (base - y0) * 0.52, (x1 - x0) * 0.13, palette.sun)
    if what == "city":
        skyline(
            canvas,
            rng,
            base,
            60,
            230,
            mix(palette.layers[0], palette.layers[1], 0.5),
            palette.layers[0],
        )
    for row in range(3):
        line = [
            (x, y)
            for x, y in ridge(rng, canvas.w, base - 96 + row * 36, 26, 3)
            if x0 - 30 < x < x1 + 30
        ]
        canvas.polygon([*line, (x1 + 30, base), (x0 - 30, base)], palette.layers[row])
    if what == "palms":
        palm(
            canvas,
            rng,
            x0 + (x1 - x0) * 0.3,
            base,
            (base - y0) * 0.5,
            palette.leaf,
            palette.layers[2],
        )
        palm(
            canvas,
            rng,
            x0 + (x1 - x0) * 0.68,
            base,
            (base - y0) * 0.38,
            mix(palette.leaf, palette.dark, 0.2),
            palette.layers[2],
        )
    before.paste(canvas.image, (0, 0), hole.image)
    canvas.image.paste(before)


def majlis(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A sitting room: arches, low seats with cushions, carpet, coffee."""
    w, h = canvas.w, canvas.h
    _wall(canvas, palette, rng)
    count = rng.choice((3, 3, 5)) if w > 1300 else 3
    kind = rng.choice(("pointed", "keel", "foiled", "round"))
    views = rng.choice(
        (("screen", "palms"), ("screen", "dunes"), ("screen", "city"), ("palms", "screen"))
    )
    floor, wide = h * 0.76, w / count
    for i in range(count):
        cx = wide * (i + 0.5)
        tall = h * (0.62 if i == count // 2 else 0.55)
        _frame = arch(cx, floor, wide * 0.8, tall + h * 0.035, kind)
        canvas.gradient(
            _frame,
            (mix(palette.accent, palette.light, 0.12), mix(palette.accent, palette.dark, 0.35)),
        )
        canvas.line(_frame, 4, palette.gold)
        opening = arch(cx, floor, wide * 0.66, tall, kind)
        _view(
            canvas,
            palette,
            rng,
            opening,
            floor - h * 0.08,
            views[(i + count // 2 + 1) % 2],
            sun=i == count // 2,
        )
        canvas.line(opening, 7, palette.gold)
    for i in range(1, count):
        _lantern(canvas, palette, wide * i, h * rng.uniform(0.2, 0.26), 74)
    _seat(canvas, palette, rng, floor)
    canvas.gradient(
        [(0, h * 0.86), (w, h * 0.86), (w, h), (0, h)],
        (mix(palette.second, palette.dark, 0.45), mix(palette.second, palette.dark, 0.62)),
    )
    for row, (top, tall, step) in enumerate(
        ((0.868, 0.022, 34), (0.9, 0.05, 74), (0.96, 0.03, 44))
    ):
        tints = (
            (palette.light, palette.dark, palette.gold),
            (palette.second, palette.gold, palette.light),
        )[row % 2]
        for part, shape in band((0, h * top, w, h * (top + tall)), step):
            canvas.polygon(shape, tints[part])
    x = w * rng.uniform(0.34, 0.62)
    _tray(canvas, palette, x, h * 0.905)


def _seat(canvas: Canvas, palette: Palette, rng: Random, floor: float) -> None:
    w, h = canvas.w, canvas.h
    cloth = mix(palette.accent, palette.dark, 0.12)
    count = 6 if w > 1300 else 4
    tints = [
        palette.second,
        palette.gold,
        mix(palette.accent, palette.light, 0.25),
        palette.layers[1],
        palette.light,
    ]
    rng.shuffle(tints)
    canvas.rect(0, floor - h * 0.07, w, floor + 4, mix(cloth, palette.dark, 0.35))
    for i in range(count):
        x0, x1 = w * i / count + 7, w * (i + 1) / count - 7
        shape = rounded(x0, floor - h * 0.135, x1, floor + 8, 22)
        tint = mix(cloth, palette.light, 0.08)
        canvas.gradient(shape, (mix(tint, palette.light, 0.2), tint))
        for part, piece in band((x0 + 12, floor - h * 0.1, x1 - 12, floor - h * 0.062), 34):
            canvas.polygon(piece, (palette.second, palette.dark, palette.light)[part])
        canvas.rect(x0 + 4, floor - h * 0.106, x1 - 4, floor - h * 0.101, palette.gold)
        canvas.rect(x0 + 4, floor - h * 0.061, x1 - 4, floor - h * 0.056, palette.gold)
    canvas.gradient(
        rounded(-20, floor - 10, w + 20, h * 0.875, 26),
        (mix(cloth, palette.light, 0.18), cloth, mix(cloth, palette.dark, 0.4)),
    )
    canvas.rect(0, floor + h * 0.05, w, floor + h * 0.056, palette.gold)
    for i in range(count):
        if rng.random() < 0.3:
            continue
        cx = w * (i + rng.uniform(0.3, 0.7)) / count
        tint = tints[i % len(tints)]
        cushion = smooth(
            [
                (-1, -0.9),
                (0, -0.8),
                (1, -0.9),
                (0.88, 0),
                (1, 0.9),
                (0, 0.82),
                (-1, 0.9),
                (-0.88, 0),
            ],
            steps=8,
        )
        shape = place(cushion, cx, floor - h * 0.052, h * 0.066, rng.choice((-12, 0, 12, 45)))
        canvas.gradient(shape, (mix(tint, palette.light, 0.15), mix(tint, palette.dark, 0.25)))
        canvas.polygon(star(cx, floor - h * 0.052, h * 0.033), mix(tint, palette.light, 0.55))
        canvas.polygon(star(cx, floor - h * 0.052, h * 0.018), mix(tint, palette.dark, 0.3))


def _lantern(canvas: Canvas, palette: Palette, x: float, y: float, size: float) -> None:
    metal = mix(palette.gold, palette.dark, 0.35)
    canvas.line([(x, -10), (x, y - size)], 3, metal)
    canvas.glow(x, y, size * 2.4, palette.sun, 0.7)
    body = mirrored(
        [
            (0, -1.0),
            (0.16, -0.86),
            (0.5, -0.5),
            (0.42, -0.4),
            (0.58, 0.1),
            (0.36, 0.62),
            (0.2, 0.7),
            (0, 0.95),
        ]
    )
    canvas.polygon(place(body, x, y, size), metal)
    glass = mirrored([(0, -0.38), (0.34, -0.34), (0.48, 0.1), (0.28, 0.54), (0, 0.56)])
    canvas.gradient(place(glass, x, y, size), (palette.sun, palette.gold))
    for dx in (-0.22, 0, 0.22):
        canvas.line(
            [(x + dx * size, y - size * 0.36), (x + dx * size * 0.8, y + size * 0.56)], 2.4, metal
        )
    canvas.polygon(star(x, y + size * 0.1, size * 0.2), metal)


def _tray(canvas: Canvas, palette: Palette, x: float, y: float) -> None:
    """A low table with the coffee pot, cups and dates."""
    gold, dark, pale = (
        palette.gold,
        mix(palette.gold, palette.dark, 0.5),
        mix(palette.gold, palette.light, 0.55),
    )
    canvas.ellipse(x, y + 62, 240, 20, palette.dark, 0.45)
    canvas.polygon(
        [
            (x - 190, y),
            (x + 190, y),
            (x + 160, y + 58),
            (x + 136, y + 58),
            (x + 112, y + 28),
            (x - 112, y + 28),
            (x - 136, y + 58),
            (x - 160, y + 58),
        ],
        mix(palette.layers[2], palette.dark, 0.5),
    )
    canvas.ellipse(x, y, 220, 24, dark)
    canvas.ellipse(x, y - 5, 220, 23, gold)
    canvas.ellipse(x, y - 5, 196, 17, mix(gold, palette.dark, 0.18))
    s, px, py = 118.0, x - 60, y - 112
    spout = smooth(
        [
            (-0.34, 0.16),
            (-0.62, -0.1),
            (-0.78, -0.5),
            (-1.22, -0.62),
            (-0.9, -0.36),
            (-0.72, 0.2),
            (-0.4, 0.5),
        ],
        steps=8,
    )
    canvas.polygon(place(spout, px, py, s), mix(gold, dark, 0.4))
    handle = smooth(
        [(0.34, -0.4), (0.86, -0.5), (0.98, 0.0), (0.8, 0.44), (0.46, 0.56)], closed=False
    )
    canvas.line(place(handle, px, py, s), 13, dark)
    half = smooth(
        [
            (0.05, -1.06),
            (0.12, -0.94),
            (0.4, -0.66),
            (0.42, -0.56),
            (0.27, -0.3),
            (0.24, -0.1),
            (0.5, 0.34),
            (0.56, 0.62),
            (0.46, 0.88),
        ],
        closed=False,
        steps=8,
    )
    body = half + [(-bx, by) for bx, by in reversed(half)]
    canvas.gradient(place(body, px, py, s), (dark, gold, pale, gold, dark), sideways=True)
    for level, width in ((-0.58, 0.43), (-0.12, 0.25), (0.86, 0.48)):
        canvas.line([(px - width * s, py + level * s), (px + width * s, py + level * s)], 7, dark)
    canvas.circle(px, py - s * 1.12, s * 0.075, gold)
    canvas.polygon(star(px, py + s * 0.42, s * 0.2), dark)
    canvas.polygon(star(px, py + s * 0.42, s * 0.11), pale)
    for i in range(3):
        cx, cy = x + 40 + 54 * i, y - 4 + (i % 2) * 5
        cup = [(cx - 22, cy - 36), (cx + 22, cy - 36), (cx + 13, cy), (cx - 13, cy)]
        canvas.gradient(cup, ((255, 255, 255), mix(palette.light, palette.dark, 0.2)))
        canvas.ellipse(cx, cy - 36, 22, 6, mix(palette.layers[2], (60, 30, 10), 0.6))
        canvas.line([(cx - 19, cy - 23), (cx + 19, cy - 23)], 4, palette.accent)


def school(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A desk by an arched window: open book, stacked books, globe, pencils."""
    w, h = canvas.w, canvas.h
    _wall(canvas, palette, rng)
    desk = h * 0.74
    kind = rng.choice(("pointed", "keel", "round"))
    for cx, wide in ((w * 0.3, w * 0.34), (w * 0.76, w * 0.22)):
        canvas.gradient(
            arch(cx, desk - 50, wide * 1.14, h * 0.64, kind),
            (mix(palette.accent, palette.light, 0.2), palette.accent),
        )
        opening = arch(cx, desk - 50, wide, h * 0.59, kind)
        _view(
            canvas,
            palette,
            rng,
            opening,
            desk - 50,
            "palms" if wide > w * 0.3 else rng.choice(("screen", "city")),
            sun=wide > w * 0.3,
        )
        canvas.line(opening, 6, palette.gold)
        canvas.rect(
            cx - wide * 0.62,
            desk - 56,
            cx + wide * 0.62,
            desk - 38,
            mix(palette.light, palette.gold, 0.35),
        )
    wood = mix((158, 104, 62), palette.layers[1], 0.55 if palette.night else 0.22)
    canvas.gradient(
        [(0, desk), (w, desk), (w, h), (0, h)],
        (mix(wood, palette.light, 0.25), wood, mix(wood, palette.dark, 0.35)),
    )
    canvas.rect(0, desk + 150, w, desk + 156, mix(wood, palette.dark, 0.4))
    fields = Stencil(canvas)
    fields.polygon([(0, desk + 160), (w, desk + 160), (w, h), (0, h)])
    lines = Stencil(canvas)
    strapwork(lines, any_lattice(rng, 76), (0, desk + 150, w, h + 76), 3)
    canvas.pour(lines.within(fields), palette.gold, 0.7)
    _stack(canvas, palette, rng, w * 0.16, desk + 60)
    _open_book(canvas, palette, w * rng.uniform(0.44, 0.5), desk + 104, 235)
    _globe(canvas, palette, rng, w * rng.uniform(0.72, 0.76), desk + 70, 104)
    _pencils(canvas, palette, rng, w * 0.9, desk + 96)


def _stack(canvas: Canvas, palette: Palette, rng: Random, x: float, base: float) -> None:
    tints = [palette.second, palette.accent, palette.gold, palette.layers[2], palette.water[1]]
    rng.shuffle(tints)
    y = base
    for i in range(rng.randint(4, 5)):
        half, thick = rng.uniform(112, 148), rng.uniform(32, 46)
        dx = rng.uniform(-16, 16)
        tint = tints[i % 5]
        canvas.gradient(
            rounded(x + dx - half, y - thick, x + dx + half, y, 7),
            (mix(tint, palette.light, 0.18), mix(tint, palette.dark, 0.2)),
        )
        canvas.rect(x + dx + half - 46, y - thick + 6, x + dx + half + 1, y - 6, palette.light)
        canvas.rect(x + dx - half + 20, y - thick, x + dx - half + 28, y, palette.gold)
        canvas.polygon(star(x + dx - half * 0.3, y - thick / 2, thick * 0.3), palette.gold)
        y -= thick
    canvas.polygon(rounded(x - 24, y - 66, x + 24, y, 6), palette.light)
    leaf_pair(canvas, x, y - 60, 110, palette.leaf)


def _open_book(canvas: Canvas, palette: Palette, x: float, y: float, size: float) -> None:
    """An open book seen from the reader's side; y is its lower edge."""
    cover = mix(palette.accent, palette.dark, 0.25)
    canvas.ellipse(x, y + size * 0.05, size * 1.2, size * 0.09, palette.dark, 0.35)
    canvas.polygon(
        place(
            [
                (-1.1, -0.34),
                (0, -0.26),
                (1.1, -0.34),
                (1.16, 0.0),
                (0.05, 0.07),
                (-0.05, 0.07),
                (-1.16, 0.0),
            ],
            x,
            y,
            size,
        ),
        cover,
    )
    for side in (-1, 1):
        for lift in (0.0, 0.03, 0.06):
            page = smooth([(0, -0.36), (0.3, -0.5), (0.7, -0.5), (1.03, -0.42)], closed=False)
            low = smooth([(1.08, -0.08), (0.7, -0.16), (0.3, -0.14), (0, 0.02)], closed=False)
            shape = [(side * px, py - lift) for px, py in [*page, *low]]
            canvas.polygon(
                place(shape, x, y, size), mix(palette.light, palette.layers[1], 0.32 - lift * 4)
            )
        for reach in (0.05, 0.11):
            gutter = [
                (0, -0.42),
                (side * reach, -0.42 - reach * 0.4),
                (side * reach, -0.13),
                (0, -0.05),
            ]
            canvas.polygon(place(gutter, x, y, size), palette.layers[2], 0.13)
        for row in range(5):
            t = row / 5
            line = smooth(
                [
                    (side * 0.2, -0.47 + 0.27 * t),
                    (side * 0.5, -0.52 + 0.28 * t),
                    (side * (0.92 - 0.2 * (row % 2)), -0.48 + 0.29 * t),
                ],
                closed=False,
            )
            canvas.line(
                place(line, x, y, size), size * 0.014, mix(palette.light, palette.layers[2], 0.4)
            )


def _globe(canvas: Canvas, palette: Palette, rng: Random, x: float, base: float, r: float) -> None:
    metal = palette.gold
    y = base - r * 1.55
    canvas.ellipse(x, base + 4, r * 0.7, 13, palette.dark, 0.4)
    canvas.polygon(arc(x, base, r * 0.56, r * 0.2, 180, 360), mix(metal, palette.dark, 0.3))
    canvas.rect(x - 7, base - r * 0.5, x + 7, base - 8, metal)
    canvas.line(arc(x, y, r * 1.16, r * 1.16, -60, 120), 11, metal)
    canvas.glow(x, y, r * 1.6, palette.light, 0.25)
    canvas.circle(x, y, r, palette.water[1])
    ball, marks = Stencil(canvas), Stencil(canvas)
    ball.circle(x, y, r)
    inlay(marks, any_lattice(rng, r * 0.62), (x - r, y - r, x + r * 1.3, y + r * 1.3), 4)
    canvas.pour(marks.within(ball), mix(palette.gold, palette.light, 0.25), 0.9)
    shade = Stencil(canvas)
    shade.circle(x, y, r)
    shade.circle(x - r * 0.3, y - r * 0.26, r * 1.02, 0)
    canvas.pour(shade.within(ball), palette.dark, 0.32)
    for rx in (0.36, 0.74):
        canvas.line(arc(x, y, r * rx, r, 0, 360), 2.4, mix(palette.water[0], palette.light, 0.4))


def _pencils(canvas: Canvas, palette: Palette, rng: Random, x: float, base: float) -> None:
    for dx, turn, tint in (
        (-30, -13, palette.second),
        (-6, -3, palette.gold),
        (14, 6, palette.accent),
        (34, 15, palette.light),
    ):
        tall = rng.uniform(1.5, 1.9)
        canvas.polygon(
            place(
                [(-0.09, 0), (0.09, 0), (0.09, -tall), (0, -tall - 0.26), (-0.09, -tall)],
                x + dx,
                base - 20,
                112,
                turn,
            ),
            tint,
        )
        canvas.polygon(
            place(
                [(0.045, -tall - 0.13), (0, -tall - 0.26), (-0.045, -tall - 0.13)],
                x + dx,
                base - 20,
                112,
                turn,
            ),
            palette.dark,
        )
    pot = [(x - 66, base - 118), (x + 66, base - 118), (x + 54, base), (x - 54, base)]
    canvas.gradient(pot, (mix(palette.water[1], palette.light, 0.2), palette.water[1]))
    for part, shape in band((x - 58, base - 82, x + 58, base - 46), 29):
        canvas.polygon(shape, (palette.light, palette.gold, palette.second)[part])


def book(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """An open book from which ornament rises as light."""
    w, h = canvas.w, canvas.h
    canvas.gradient(
        None,
        (mix(palette.sky[0], palette.dark, 0.2), palette.sky[0], palette.sky[1], palette.sky[2]),
    )
    x, y = w * rng.uniform(0.46, 0.54), h * 0.86
    whisper(canvas, palette, rng, at=(x, h * 0.4), radius=w * 0.6, alpha=0.42)
    beam = Stencil(canvas)
    beam.polygon([(x - 250, y - 120), (x + 250, y - 120), (x + w * 0.44, -20), (x - w * 0.44, -20)])
    canvas.pour(beam.faded(0.05, 1), palette.sun, 0.5)
    canvas.glow(x, y - 160, h * 0.62, palette.sun, 0.85)
    count = rng.choice((8, 10, 12, 16))
    r = h * rng.uniform(0.2, 0.25)
    ry = h * rng.uniform(0.32, 0.37)
    canvas.glow(x, ry, r * 1.7, palette.light, 0.55)
    rosette(
        canvas,
        x,
        ry,
        r,
        count,
        (palette.gold, palette.accent, palette.second),
        palette.light,
        width=5,
    )
    tints = (palette.gold, palette.accent, palette.second, palette.light)
    for i in range(46):
        t = rng.random()
        spread = 180 + (1 - t) * w * 0.26
        sx, sy = x + rng.uniform(-1, 1) * spread, h * 0.06 + t * (h * 0.6)
        size = 6 + (1 - t) * rng.uniform(6, 24)
        if abs(sx - x) < r * 1.12 and abs(sy - ry) < r * 1.12:
            continue
        canvas.polygon(
            star(
                sx, sy, size, rng.choice((8, 8, 6, 4)), 0.6 if i % 3 else 0.765, rng.uniform(0, 45)
            ),
            tints[i % 4],
        )
    table = mix(palette.layers[2], palette.dark, 0.35)
    canvas.gradient(
        [(0, h * 0.84), (w, h * 0.84), (w, h), (0, h)], (mix(table, palette.light, 0.14), table)
    )
    for part, shape in band((0, h * 0.94, w, h * 0.985), 50):
        canvas.polygon(shape, (palette.gold, palette.accent, palette.light)[part], 0.85)
    canvas.glow(x, y, w * 0.4, palette.sun, 0.4)
    _open_book(canvas, palette, x, y + 42, 430)
