"""Emblems of bodies that do not exist: stars and rosettes, no real emblem, no flag."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING

from cms.demo.drawing.curves import place
from cms.demo.drawing.palettes import Colour, colour, mix
from cms.demo.drawing.patterns import contact_star, rosette, star

if TYPE_CHECKING:
    from random import Random

    from cms.demo.drawing.canvas import Canvas

_PAIRS: tuple[tuple[Colour, Colour], ...] = tuple(
    (colour(a), colour(b))
    for a, b in (
        ("0f6b5c", "c9993f"), ("1d4f7c", "d9a441"), ("7a3147", "d2a35a"), ("8a5a2b", "1f7a78"),
        ("2c6e8f", "e08a5b"), ("4a3c78", "d6a54c"), ("35714a", "b8842c"), ("b5503c", "17687a"),
    )
)  # fmt: skip


def logo(canvas: Canvas, rng: Random, seed: int) -> None:
    paper: Colour = (255, 253, 248)
    canvas.gradient(None, (paper,))
    main, gold = _PAIRS[seed % len(_PAIRS)]
    pale = mix(main, paper, 0.72)
    x, y, r = canvas.w / 2, canvas.h / 2, 400.0
    turn = rng.choice((0.0, 22.5))
    match seed % 6:
        case 0:
            rosette(canvas, x, y, r, 8, (gold, main, pale), paper, width=14, turn=turn)
        case 1:
            canvas.polygon(star(x, y, r, turn=turn), main)
            canvas.line(star(x, y, r * 0.84, turn=turn), 12, paper, closed=True)
            canvas.polygon(contact_star(x, y, r * 0.6, 8, 64, 22.5), gold)
            canvas.circle(x, y, r * 0.16, paper)
        case 2:
            for i in range(8):
                a = 45 * i + turn
                petal = [(0.2, 0.0), (0.5, 0.22), (1.0, 0.0), (0.5, -0.22)]
                canvas.polygon(place(petal, x, y, r, a), main if i % 2 else gold)
            canvas.polygon(star(x, y, r * 0.2), main)
        case 3:
            rosette(canvas, x, y, r, 12, (main, gold, pale), paper, width=11)
            canvas.polygon(star(x, y, r * 0.15), paper)
        case 4:
            for i, tint in enumerate((main, paper, gold, paper, main)):
                canvas.polygon(
                    star(x, y, r * (1 - 0.17 * i), 8, 0.765, turn + 22.5 * (i // 2)), tint
                )
        case _:
            for i in range(8):
                a = pi * i / 4
                cx, cy = x + cos(a) * r * 0.62, y + sin(a) * r * 0.62
                canvas.polygon(
                    star(cx, cy, r * 0.3, 4, 0.5, 45 * i), main if i % 2 else mix(main, gold, 0.75)
                )
            canvas.polygon(star(x, y, r * 0.42, 8, 0.765), gold)
            canvas.polygon(star(x, y, r * 0.24, 8, 0.54), paper)
