"""What is built: modern towers, wind towers, domes, arcades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cms.demo.drawing.curves import Points, arch, smooth
from cms.demo.drawing.palettes import mix
from cms.demo.drawing.patterns import star

if TYPE_CHECKING:
    from random import Random

    from cms.demo.drawing.canvas import Canvas
    from cms.demo.drawing.palettes import Colour


def skyline(
    canvas: Canvas, rng: Random, base: float, low: float, high: float, fill: Colour, foot: Colour
) -> None:
    """A far row of plain towers, hazy at the foot."""
    x = -20.0
    while x < canvas.w + 20:
        wide = rng.uniform(34, 78)
        tall = rng.uniform(low, high) * (1.25 if rng.random() < 0.16 else 1)
        outline = _tower_outline(
            rng.choice(("flat", "flat", "slope", "step", "spire")), x, base, wide, tall
        )
        canvas.gradient(outline, (fill, foot))
        x += wide * rng.uniform(0.8, 1.25)


def _tower_outline(kind: str, x: float, base: float, wide: float, tall: float) -> Points:
    top, end, mid = base - tall, x + wide, x + wide / 2
    if kind == "slope":
        return [(x, base), (x, top + wide * 0.7), (end, top), (end, base)]
    if kind == "step":
        inset = wide * 0.22
        return [
            (x, base), (x, top + tall * 0.3), (x + inset, top + tall * 0.3), (x + inset, top),
            (end - inset, top), (end - inset, top + tall * 0.18), (end, top + tall * 0.18),
            (end, base),
        ]  # fmt: skip
    if kind == "spire":
        return [
            (x, base), (x + wide * 0.1, top + tall * 0.42), (x + wide * 0.3, top + tall * 0.2),
            (mid - 3, top), (mid, top - tall * 0.16), (mid + 3, top),
            (end - wide * 0.3, top + tall * 0.2),
            (end - wide * 0.1, top + tall * 0.42), (end, base),
        ]  # fmt: skip
    if kind == "bow":
        back = smooth(
            [
                (end, base),
                (end + wide * 0.05, base - tall * 0.4),
                (end - wide * 0.25, base - tall * 0.8),
                (x + wide * 0.1, top),
            ],
            closed=False,
        )
        return [(x, base), (x, top), *reversed(back)]
    if kind == "twist":
        wave = smooth(
            [(0.0, 0.0), (0.14, 0.25), (0.0, 0.5), (-0.12, 0.75), (0.0, 1.0)], closed=False
        )
        near = [(x + dx * wide, base - t * tall) for dx, t in wave]
        return near + [(px + wide * 0.82, py) for px, py in reversed(near)]
    return [(x, base), (x, top), (end, top), (end, base)]


def tower(
    canvas: Canvas, rng: Random, x: float, base: float, wide: float, tall: float,
    fills: tuple[Colour, Colour, Colour], lamp: Colour | None,
) -> None:  # fmt: skip
    """A modern tower: `fills` are its head, its foot and its shaded side; `lamp` lights windows."""
    kind = rng.choice(("flat", "slope", "step", "spire", "bow", "twist"))
    outline = _tower_outline(kind, x, base, wide, tall)
    canvas.gradient(outline, fills[:2])
    middle = x + wide * (0.5 if kind == "spire" else 0.58)
    right = [(max(px, middle), py) for px, py in outline]
    canvas.polygon(right, fills[2], 0.45)
    glass = mix(fills[0], (255, 255, 255), 0.35)
    if kind in ("flat", "slope", "step"):
        columns = max(3, round(wide / 17))
        rows = int(tall * 0.68 / 19)
        for row in range(rows):
            y = base - tall * 0.7 + row * 19
            for column in range(columns):
                wx = x + wide * (column + 0.5) / columns
                lit = lamp is not None and rng.random() < 0.36
                tint = lamp if lit and lamp else glass
                canvas.rect(wx - 3.4, y, wx + 3.4, y + 10, tint, 0.95 if lit else 0.26)
    else:
        for row in range(int(tall * 0.74 / 13)):
            y = base - 8 - row * 13
            inset = wide * (0.2 if kind == "spire" else 0.16)
            if lamp is not None and rng.random() < 0.5:
                canvas.rect(
                    x + inset, y, x + inset + wide * rng.uniform(0.15, 0.5), y + 3.4, lamp, 0.9
                )
            else:
                canvas.rect(x + inset, y, x + wide - inset, y + 3, glass, 0.3)


def wind_tower(
    canvas: Canvas,
    x: float,
    base: float,
    wide: float,
    tall: float,
    wall: Colour,
    dark: Colour,
    lamp: Colour,
) -> None:
    """A house with a barjeel: the slotted tower that catches the wind."""
    shade = mix(wall, dark, 0.32)
    pale = mix(wall, (255, 255, 255), 0.22)
    house = tall * (0.36 + 0.02 * (round(x) % 8))
    canvas.gradient(
        [(x, base), (x, base - house), (x + wide, base - house), (x + wide, base)],
        (pale, wall, shade),
    )
    step = wide / 9
    for i in range(9):
        cx = x + step * (i + 0.5)
        canvas.polygon(
            [
                (cx - step * 0.4, base - house + 1),
                (cx - step * 0.22, base - house - step * 0.6),
                (cx, base - house - step * 0.8),
                (cx + step * 0.22, base - house - step * 0.6),
                (cx + step * 0.4, base - house + 1),
            ],
            pale,
        )
    tx, tw = x + wide * 0.27, wide * 0.42
    top = base - tall
    canvas.gradient(
        [(tx, base - house * 0.2), (tx, top), (tx + tw, top), (tx + tw, base - house * 0.2)],
        (pale, wall),
    )
    canvas.polygon(
        [
            (tx + tw * 0.66, base - house * 0.2),
            (tx + tw * 0.66, top),
            (tx + tw, top),
            (tx + tw, base - house * 0.2),
        ],
        shade,
        0.55,
    )
    canvas.rect(tx - tw * 0.07, top - tall * 0.022, tx + tw * 1.07, top + tall * 0.012, pale)
    canvas.rect(tx - tw * 0.05, top + tall * 0.33, tx + tw * 1.05, top + tall * 0.35, shade)
    for i in range(3):
        slot = tx + tw * (0.09 + 0.3 * i)
        canvas.polygon(
            arch(slot + tw * 0.11, top + tall * 0.31, tw * 0.2, tall * 0.26, "pointed"), dark, 0.85
        )
        for row in range(3):
            y = top + tall * (0.15 + 0.05 * row)
            canvas.rect(slot, y, slot + tw * 0.22, y + tall * 0.008, wall)
    for level in (0.06, 0.4):
        for i in range(4):
            px = tx + tw * (0.1 + 0.26 * i)
            canvas.rect(
                px, top + tall * level - 2, px + tw * 0.045, top + tall * level + 12, dark, 0.8
            )
    door = arch(x + wide * 0.5, base, wide * 0.22, house * 0.56, "pointed")
    canvas.polygon(door, dark, 0.9)
    for cx in (0.16, 0.84):
        canvas.polygon(
            arch(x + wide * cx, base - house * 0.3, wide * 0.11, house * 0.34, "round"), lamp, 0.92
        )
        canvas.polygon(star(x + wide * cx, base - house * 0.44, wide * 0.03), shade)


def dome(
    canvas: Canvas, x: float, base: float, r: float, fills: tuple[Colour, Colour], gold: Colour
) -> None:
    """A ribbed dome on a drum, with a plain gilded finial."""
    canvas.rect(x - r * 0.94, base - r * 0.5, x + r * 0.94, base, fills[1])
    for i in range(7):
        canvas.polygon(
            arch(x + r * (i - 3) * 0.26, base - r * 0.06, r * 0.14, r * 0.34, "pointed"), fills[0]
        )
    half = [(0.0, -2.02), (0.12, -1.8), (0.5, -1.5), (0.92, -1.08), (0.98, -0.74), (0.9, -0.5)]
    curve = smooth(half, closed=False)
    outline = [(x + px * r, base + py * r) for px, py in curve]
    outline += [(x - px * r, base + py * r) for px, py in reversed(curve)]
    canvas.gradient(outline, fills)
    shade = [(x + px * r, base + py * r) for px, py in curve]
    shade += [(x + px * r * 0.45, base + py * r) for px, py in reversed(curve)]
    canvas.polygon(shade, mix(fills[1], (0, 0, 0), 0.25), 0.4)
    canvas.line([(x, base - r * 1.95), (x, base - r * 2.4)], r * 0.05, gold)
    canvas.circle(x, base - r * 2.16, r * 0.09, gold)
    canvas.circle(x, base - r * 2.38, r * 0.055, gold)
