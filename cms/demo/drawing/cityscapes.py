"""Scenes of the town: its skyline, its metro and buses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from cms.demo.drawing.buildings import dome, skyline, tower, wind_tower
from cms.demo.drawing.canvas import Stencil
from cms.demo.drawing.curves import arch, place, rounded, smooth
from cms.demo.drawing.palettes import mix
from cms.demo.drawing.patterns import any_lattice, strapwork
from cms.demo.drawing.plants import palm
from cms.demo.drawing.skies import clouds, gulls, sky

if TYPE_CHECKING:
    from random import Random

    from cms.demo.drawing.canvas import Canvas
    from cms.demo.drawing.palettes import Palette


def _towers(canvas: Canvas, palette: Palette, rng: Random, base: float, tall: float) -> None:
    far, mid, near = palette.layers
    haze = mix(palette.sky[2], far, 0.45)
    skyline(canvas, rng, base, tall * 0.28, tall * 0.62, mix(haze, mid, 0.12), palette.sky[2])
    skyline(canvas, rng, base, tall * 0.2, tall * 0.44, mix(far, mid, 0.2), haze)
    lamp = palette.sun if palette.night or rng.random() < 0.4 else None
    x = canvas.w * rng.uniform(-0.02, 0.05)
    while x < canvas.w:
        wide = rng.uniform(62, 112)
        height = tall * rng.uniform(0.42, 0.78) * (1.3 if rng.random() < 0.25 else 1)
        tint = rng.choice(
            (
                mid,
                mix(mid, palette.accent, 0.35),
                mix(mid, near, 0.5),
                mix(mid, palette.second, 0.25),
            )
        )
        tower(canvas, rng, x, base, wide, height, (tint, mix(tint, far, 0.55), near), lamp)
        x += wide * rng.uniform(1.15, 2.1)


def city(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Modern towers behind, wind towers in front, on a creek or a square."""
    w, h = canvas.w, canvas.h
    water = rng.random() < 0.6
    base = h * (0.7 if water else 0.84)
    sky(canvas, palette, rng, horizon=base)
    clouds(canvas, palette, rng, top=base * 0.15, bottom=base * 0.5)
    _towers(canvas, palette, rng, base, base * 0.72)
    wall = mix(
        mix(palette.light, palette.gold, 0.24), palette.layers[1], 0.62 if palette.night else 0.08
    )
    lamp = palette.gold if palette.night else mix(palette.dark, palette.accent, 0.3)
    leaf = mix(palette.leaf, palette.dark, 0.2)
    ground = base + 6
    x = w * rng.uniform(-0.03, 0.04)
    while x < w * 0.96:
        wide = rng.uniform(150, 215)
        if rng.random() < 0.26:
            r = wide * 0.34
            dome(
                canvas,
                x + r,
                ground,
                r,
                (mix(palette.accent, palette.light, 0.25), mix(wall, palette.accent, 0.2)),
                palette.gold,
            )
            x += r * 2.2
        else:
            wind_tower(
                canvas,
                x,
                ground,
                wide,
                rng.uniform(215, 300),
                mix(wall, palette.layers[1], rng.uniform(0, 0.25)),
                mix(palette.layers[2], palette.dark, 0.5),
                lamp,
            )
            x += wide * rng.uniform(1.02, 1.2)
        if rng.random() < 0.6:
            palm(canvas, rng, x - 8, ground + 4, rng.uniform(120, 170), leaf, palette.layers[2])
            x += rng.uniform(20, 90)
    if not water:
        _square(canvas, palette, rng, base)
        return
    canvas.gradient([(0, base), (w, base), (w, h), (0, h)], (palette.water[0], palette.water[1]))
    mirror = canvas.image.crop(
        (0, round((2 * base - h) * canvas.k), canvas.image.width, round(base * canvas.k))
    )
    mirror = mirror.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    shade = Stencil(canvas)
    shade.polygon([(0, base), (w, base), (w, h), (0, h)])
    mask = shade.faded(0.9, 0.05).image.crop(
        (0, round(base * canvas.k), mirror.width, round(base * canvas.k) + mirror.height)
    )
    canvas.image.paste(
        mirror, (0, round(base * canvas.k)), mask.point(lambda v: v * 1.6 if v < 100 else 160)
    )
    for _ in range(60):
        y = base + 10 + rng.random() ** 1.4 * (h - base)
        half = rng.uniform(20, 90) * (0.5 + (y - base) / (h - base))
        cx = rng.uniform(0, w)
        canvas.polygon(
            [(cx - half, y), (cx, y - 2.4), (cx + half, y), (cx, y + 2.4)],
            rng.choice((palette.water[0], palette.light, palette.water[1])),
            0.4,
        )
    canvas.rect(0, base - 2, w, base + 10, mix(wall, palette.dark, 0.45))
    for _ in range(rng.randint(1, 3)):
        _abra(
            canvas,
            palette,
            rng.uniform(0.12, 0.88) * w,
            base + rng.uniform(0.3, 0.75) * (h - base),
            rng.uniform(70, 110),
        )
    gulls(canvas, palette, rng, w * 0.3, h * 0.2, rng.randint(0, 5))


def _abra(canvas: Canvas, palette: Palette, x: float, y: float, size: float) -> None:
    """A small ferry with a canopy."""
    wood = mix(palette.dark, palette.second, 0.16)
    hull = smooth(
        [(-1.3, -0.34), (-0.6, -0.12), (0.6, -0.12), (1.3, -0.34), (0.9, 0.16), (-0.9, 0.16)]
    )
    canvas.ellipse(x, y + size * 0.2, size * 1.3, size * 0.09, palette.dark, 0.3)
    for px in (-0.6, -0.2, 0.2, 0.6):
        canvas.line(
            [(x + px * size, y - size * 0.1), (x + px * size, y - size * 0.66)], size * 0.04, wood
        )
    canvas.polygon(
        place([(-0.86, -0.6), (-0.7, -0.78), (0.7, -0.78), (0.86, -0.6)], x, y, size), palette.light
    )
    for i in range(8):
        px = x + size * (-0.8 + 0.2 * i)
        canvas.polygon(
            [
                (px, y - size * 0.6),
                (px + size * 0.2, y - size * 0.6),
                (px + size * 0.1, y - size * 0.5),
            ],
            palette.second,
        )
    canvas.polygon(place(hull, x, y, size), wood)


def _square(canvas: Canvas, palette: Palette, rng: Random, base: float) -> None:
    """Paving with a pattern, lower edge of the picture."""
    w, h = canvas.w, canvas.h
    stone = mix(palette.layers[1], palette.dark, 0.25)
    canvas.gradient([(0, base), (w, base), (w, h), (0, h)], (mix(stone, palette.light, 0.3), stone))
    lines = Stencil(canvas)
    strapwork(lines, any_lattice(rng, 84), (0, base, w, h + 84), 3)
    floor = Stencil(canvas)
    floor.polygon([(0, base + 12), (w, base + 12), (w, h), (0, h)])
    canvas.pour(lines.within(floor), palette.gold, 0.6)
    canvas.rect(0, base, w, base + 8, mix(stone, palette.light, 0.55))


def transport(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """The metro on its viaduct, buses below."""
    w, h = canvas.w, canvas.h
    ground = h * 0.86
    sky(canvas, palette, rng, horizon=ground)
    clouds(canvas, palette, rng, top=h * 0.1, bottom=h * 0.35)
    _towers(canvas, palette, rng, h * 0.78, h * 0.72)
    leaf = mix(palette.leaf, palette.dark, 0.2)
    road = mix(palette.dark, palette.layers[2], 0.35)
    canvas.gradient(
        [(0, ground - 26), (w, ground - 26), (w, ground), (0, ground)],
        (mix(leaf, palette.gold, 0.3), leaf),
    )
    deck = h * rng.uniform(0.56, 0.62)
    for i in range(9):
        palm(
            canvas,
            rng,
            w * (i + rng.random() * 0.5) / 8.5,
            ground - 10,
            rng.uniform(130, 190),
            leaf,
            palette.layers[2],
        )
    _viaduct(canvas, palette, rng, deck, ground + 6)
    _train(canvas, palette, rng, deck)
    canvas.gradient([(0, ground), (w, ground), (w, h), (0, h)], (road, mix(road, (0, 0, 0), 0.3)))
    canvas.rect(0, ground, w, ground + 7, mix(palette.light, road, 0.35))
    x = -40.0
    while x < w:
        canvas.polygon(
            [(x, h * 0.935), (x + 92, h * 0.935), (x + 86, h * 0.943), (x - 6, h * 0.943)],
            palette.light,
            0.8,
        )
        x += 170
    _bus(canvas, palette, w * rng.uniform(0.1, 0.5), h * 0.918, 1.0)
    if rng.random() < 0.7:
        _car(canvas, palette, w * rng.uniform(0.66, 0.84), h * 0.985, 1.0)


def _viaduct(canvas: Canvas, palette: Palette, rng: Random, deck: float, foot: float) -> None:
    stone = mix(palette.light, palette.layers[0], 0.3 if not palette.night else 0.6)
    shade = mix(stone, palette.layers[2], 0.45)
    span = rng.choice((250, 300, 350))
    kind = rng.choice(("pointed", "round", "keel"))
    under = deck + 44
    stencil = Stencil(canvas)
    stencil.polygon([(0, under), (canvas.w, under), (canvas.w, foot), (0, foot)])
    count = int(canvas.w / span) + 2
    start = -span * rng.random()
    for i in range(count):
        stencil.polygon(
            arch(start + span * (i + 0.5), foot + 4, span * 0.84, foot - under - 22, kind), 0
        )
    canvas.pour(stencil, (stone, shade))
    frieze = Stencil(canvas)
    strapwork(frieze, any_lattice(rng, 40), (0, deck - 2, canvas.w, deck + 60), 2.2)
    rail = Stencil(canvas)
    rail.polygon([(0, deck + 8), (canvas.w, deck + 8), (canvas.w, under), (0, under)])
    canvas.rect(0, deck, canvas.w, under + 2, mix(stone, palette.light, 0.4))
    canvas.pour(frieze.within(rail), palette.gold, 0.85)
    canvas.rect(0, deck - 4, canvas.w, deck + 7, shade)
    canvas.rect(0, under - 2, canvas.w, under + 8, shade)


def _train(canvas: Canvas, palette: Palette, rng: Random, deck: float) -> None:
    height, nose = 132.0, canvas.w * rng.uniform(0.7, 0.84)
    base = deck - 10
    body = mix(palette.light, (255, 255, 255), 0.5)
    canvas.rect(0, base, nose - 70, base + 8, palette.dark, 0.85)
    front = smooth(
        [
            (nose - 190, base - height),
            (nose - 110, base - height * 0.95),
            (nose - 30, base - height * 0.5),
            (nose, base - height * 0.2),
            (nose - 16, base),
        ],
        closed=False,
    )
    canvas.gradient(
        [(-10, base), (-10, base - height), *front], (body, body, mix(body, palette.layers[0], 0.4))
    )
    glass = mix(palette.dark, palette.water[1], 0.4)
    screen = smooth(
        [
            (nose - 150, base - height * 0.83),
            (nose - 104, base - height * 0.8),
            (nose - 42, base - height * 0.42),
            (nose - 150, base - height * 0.42),
        ],
        closed=False,
        steps=6,
    )
    canvas.polygon(screen, glass)
    x = nose - 196.0
    index = 0
    while x > -160:
        if index % 4 == 3:
            canvas.rect(x - 10, base - height * 0.96, x - 4, base - 4, mix(body, palette.dark, 0.5))
            x -= 22
        else:
            canvas.gradient(
                rounded(x - 104, base - height * 0.82, x - 8, base - height * 0.4, 14),
                (mix(glass, palette.sky[1], 0.55), glass),
            )
            canvas.polygon(
                [
                    (x - 84, base - height * 0.8),
                    (x - 60, base - height * 0.8),
                    (x - 84, base - height * 0.42),
                    (x - 100, base - height * 0.42),
                ],
                (255, 255, 255),
                0.2,
            )
            x -= 114
        index += 1
    canvas.rect(-10, base - height * 0.27, nose - 14, base - height * 0.16, palette.accent)
    canvas.rect(-10, base - height * 0.15, nose - 8, base - height * 0.11, palette.gold)
    canvas.circle(nose - 30, base - height * 0.21, 6, palette.sun)


def _bus(canvas: Canvas, palette: Palette, x: float, base: float, size: float) -> None:
    long, tall = 330 * size, 118 * size
    glass = mix(palette.dark, palette.water[1], 0.5)
    canvas.ellipse(x + long / 2, base + 3, long * 0.55, 9, (0, 0, 0), 0.35)
    canvas.gradient(
        rounded(x, base - tall, x + long, base - 8, 22),
        (mix(palette.second, palette.light, 0.18), palette.second),
    )
    canvas.polygon(
        rounded(x + 12, base - tall * 0.84, x + long - 12, base - tall * 0.44, 12), glass
    )
    for i in range(1, 5):
        canvas.rect(
            x + long * i / 5 - 3,
            base - tall * 0.84,
            x + long * i / 5 + 3,
            base - tall * 0.44,
            palette.second,
        )
    canvas.rect(x, base - tall * 0.34, x + long, base - tall * 0.26, palette.light)
    for wheel in (0.2, 0.78):
        canvas.circle(x + long * wheel, base - 8, 22 * size, palette.dark)
        canvas.circle(x + long * wheel, base - 8, 10 * size, palette.light)
    canvas.circle(x + long - 10, base - tall * 0.2, 6, palette.sun)


def _car(canvas: Canvas, palette: Palette, x: float, base: float, size: float) -> None:
    tint = palette.gold
    roof = smooth([(-0.62, -0.3), (-0.36, -0.62), (0.2, -0.64), (0.56, -0.32)], closed=False)
    canvas.ellipse(x, base + 2, 130 * size, 8, (0, 0, 0), 0.35)
    canvas.polygon(
        place([*roof, (0.6, -0.2), (-0.66, -0.2)], x, base, 120 * size),
        mix(palette.dark, palette.water[0], 0.5),
    )
    canvas.polygon(
        place(
            smooth(
                [(-1, -0.2), (-0.84, -0.32), (0.5, -0.33), (0.94, -0.24), (1, -0.06), (-1, -0.06)],
                steps=5,
            ),
            x,
            base,
            120 * size,
        ),
        tint,
    )
    for wheel in (-0.56, 0.56):
        canvas.circle(x + wheel * 120 * size, base - 6, 20 * size, palette.dark)
        canvas.circle(x + wheel * 120 * size, base - 6, 9 * size, palette.light)
