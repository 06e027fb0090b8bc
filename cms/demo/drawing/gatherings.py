"""Scenes of people: a group standing together, hands raised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cms.demo.drawing import figures
from cms.demo.drawing.canvas import Stencil
from cms.demo.drawing.curves import Points, arch, place, smooth
from cms.demo.drawing.palettes import SKINS, mix
from cms.demo.drawing.patterns import any_lattice, rosette, star, strapwork
from cms.demo.drawing.skies import whisper

if TYPE_CHECKING:
    from random import Random

    from cms.demo.drawing.canvas import Canvas
    from cms.demo.drawing.palettes import Colour, Palette


def people(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A group of varied people before an arch or a great rosette."""
    w, h = canvas.w, canvas.h
    canvas.gradient(None, palette.sky)
    cx, cy = w * rng.uniform(0.46, 0.54), h * 0.5
    whisper(canvas, palette, rng, at=(cx, h * 0.3), radius=w * 0.6, alpha=0.45)
    if rng.random() < 0.5:
        deep = mix(palette.sky[0], palette.dark, 0.35)
        r = h * 0.5
        canvas.glow(cx, cy, r * 1.6, palette.sun, 0.5)
        rosette(
            canvas,
            cx,
            cy,
            r,
            rng.choice((12, 16)),
            (palette.gold, mix(deep, palette.accent, 0.5), mix(deep, palette.second, 0.45)),
            palette.light,
            width=5,
        )
    else:
        kind = rng.choice(("pointed", "keel", "foiled"))
        for i, wide in enumerate((0.9, 0.66, 0.42)):
            fill = (
                mix(palette.sky[2], palette.light, 0.2 + 0.3 * i),
                mix(palette.sky[1], palette.layers[0], 0.3 * i),
            )
            shape = arch(cx, h + 10, w * wide, h * (1.02 - 0.09 * i), kind)
            canvas.gradient(shape, fill)
            canvas.line(shape, 5, palette.gold)
    count = rng.randint(4, 5)
    outfits = list(figures.OUTFITS)
    rng.shuffle(outfits)
    back = [(i + 0.5) / count for i in range(count)]
    for row, (slots, size, y) in enumerate(
        ((back, 74.0, 0.44), ([(i + 1) / count for i in range(count - 1)], 88.0, 0.58))
    ):
        order = sorted(range(len(slots)), key=lambda i: abs(slots[i] - 0.5), reverse=True)
        for i in order:
            x = w * (0.5 + (slots[i] - 0.5) * 0.98)
            lift = rng.uniform(-26, 22) + abs(slots[i] - 0.5) * 70
            outfit = outfits[(i + row * count) % len(outfits)]
            who = figures.person(
                rng, palette, x, h * y + lift, size * rng.uniform(0.94, 1.04), outfit
            )
            if row == 1:
                canvas.glow(x, who.y + size * 2.4, size * 3, palette.dark, 0.22)
            figures.draw(canvas, who)
    _footing(canvas, palette, rng)


def _footing(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """A pattern band along the lower edge."""
    w, h = canvas.w, canvas.h
    top = h * 0.925
    canvas.gradient(
        [(0, top), (w, top), (w, h), (0, h)],
        (mix(palette.accent, palette.dark, 0.2), mix(palette.accent, palette.dark, 0.5)),
    )
    lines, strip = Stencil(canvas), Stencil(canvas)
    strapwork(lines, any_lattice(rng, 62), (0, top, w, h + 60), 3)
    strip.polygon([(0, top + 7), (w, top + 7), (w, h), (0, h)])
    canvas.pour(lines.within(strip), palette.gold, 0.85)
    canvas.rect(0, top, w, top + 6, palette.gold)


def hands(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Hands raised together towards a star."""
    w, h = canvas.w, canvas.h
    canvas.gradient(None, palette.sky)
    cx, cy = w * rng.uniform(0.42, 0.58), h * rng.uniform(0.26, 0.34)
    canvas.glow(cx, cy, h * 0.85, palette.sun, 0.75)
    rays = rng.choice((24, 32))
    lit = Stencil(canvas)
    for i in range(rays):
        lit.polygon(place([(0, 0), (2, -0.055), (2, 0.055)], cx, cy, h, 360 * i / rays))
    canvas.pour(lit.spotlit(cx, cy, w * 0.6), palette.light, 0.3)
    whisper(canvas, palette, rng, at=(cx, cy), radius=w * 0.6, alpha=0.36)
    count = rng.choice((8, 10, 12))
    fills = (palette.gold, palette.accent, palette.second)
    rosette(
        canvas,
        cx,
        cy,
        h * rng.uniform(0.17, 0.22),
        count,
        fills,
        palette.light,
        width=5,
        turn=rng.choice((0, 90)),
    )
    number = rng.randint(6, 8)
    sleeves = [
        (250, 248, 243),
        (30, 29, 38),
        palette.accent,
        palette.second,
        (250, 248, 243),
        palette.layers[2],
        palette.gold,
        (30, 29, 38),
    ]
    rng.shuffle(sleeves)
    for row in (0, 1):
        slots = [(i + 0.5 * (row + 0.3)) / number for i in range(number)]
        for i, slot in enumerate(slots):
            x = w * (0.02 + 0.96 * slot) + rng.uniform(-18, 18)
            top = h * ((0.56 if row == 0 else 0.72) + rng.uniform(-0.06, 0.06)) + abs(x - cx) * (
                0.05 if row else 0.1
            )
            skin = SKINS[rng.randrange(len(SKINS))]
            sleeve = sleeves[(i + row * 3) % len(sleeves)]
            if row == 0:
                skin, sleeve = mix(skin, palette.sky[1], 0.28), mix(sleeve, palette.sky[1], 0.34)
            lean = (cx - x) / w * 30 + rng.uniform(-6, 6)
            hand(
                canvas,
                x,
                top,
                78 if row == 0 else 96,
                lean,
                skin,
                sleeve,
                palette.gold,
                flip=x > cx,
            )


def hand(
    canvas: Canvas,
    x: float,
    y: float,
    size: float,
    turn: float,
    skin: Colour,
    sleeve: Colour,
    trim: Colour,
    *,
    flip: bool = False,
) -> None:
    """An open hand on its arm; (x, y) is the middle of the palm."""

    def at(points: Points) -> Points:
        return place(points, x, y, size, turn, flip)

    shade = mix(skin, (70, 20, 40), 0.16)
    arm = smooth(
        [(-0.34, 0.3), (-0.34, 1.2), (-0.5, 5.5), (0.5, 5.5), (0.36, 1.2), (0.38, 0.3)], steps=6
    )
    canvas.polygon(at(arm), skin)
    canvas.polygon(at([(0.1, 0.6), (0.38, 0.4), (0.37, 1.6), (0.12, 1.6)]), shade)
    fingers = [
        (-0.37, -0.36, -0.58, -1.06, 0.2),
        (-0.13, -0.46, -0.2, -1.4, 0.22),
        (0.12, -0.46, 0.16, -1.46, 0.22),
        (0.36, -0.36, 0.5, -1.24, 0.215),
    ]
    for i, (bx, by, tx, ty, wide) in enumerate(fingers):
        canvas.line(
            at([(bx, by + 0.3), (tx, ty)]), wide * size, skin if i % 2 else mix(skin, shade, 0.35)
        )
    thumb = smooth([(0.26, 0.42), (0.6, 0.2), (0.84, -0.14), (0.94, -0.42)], closed=False)
    canvas.line(at(thumb), 0.23 * size, mix(skin, shade, 0.3))
    palm = smooth(
        [
            (-0.47, -0.36),
            (0, -0.5),
            (0.46, -0.36),
            (0.5, 0.1),
            (0.36, 0.52),
            (-0.34, 0.52),
            (-0.47, 0.1),
        ],
        steps=8,
    )
    canvas.polygon(at(palm), skin)
    for crease in (
        [(-0.3, -0.1), (0.0, -0.2), (0.34, -0.14)],
        [(0.3, -0.02), (0.06, 0.12), (0.0, 0.42)],
    ):
        canvas.line(at(smooth(crease, closed=False, steps=5)), 0.032 * size, shade)
    cuff = [(-0.56, 1.3), (0.58, 1.3), (0.95, 7), (-0.95, 7)]
    canvas.gradient(at(cuff), (sleeve, sleeve, mix(sleeve, (20, 16, 40), 0.22)))
    canvas.polygon(at([(0.2, 1.3), (0.58, 1.3), (0.95, 7), (0.4, 7)]), (20, 16, 40), 0.14)
    canvas.polygon(at([(-0.58, 1.3), (0.6, 1.3), (0.63, 1.52), (-0.6, 1.52)]), trim)
    for i in range(5):
        mid = at([(-0.42 + 0.21 * i, 1.41)])[0]
        canvas.polygon(star(*mid, size * 0.07), sleeve)
