"""Portraits of people who do not exist: a bust before an ornamented ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cms.demo.drawing import figures
from cms.demo.drawing.curves import arch
from cms.demo.drawing.palettes import mix
from cms.demo.drawing.patterns import rosette, star
from cms.demo.drawing.skies import whisper

if TYPE_CHECKING:
    from random import Random

    from cms.demo.drawing.canvas import Canvas
    from cms.demo.drawing.palettes import Palette


def portrait(canvas: Canvas, palette: Palette, rng: Random, seed: int) -> None:
    w, h = canvas.w, canvas.h
    top, bottom = rng.choice(
        (
            (palette.sky[1], palette.sky[2]),
            (mix(palette.accent, palette.dark, 0.2), mix(palette.accent, palette.light, 0.35)),
            (
                mix(palette.layers[1], palette.light, 0.1),
                mix(palette.layers[0], palette.light, 0.5),
            ),
        )
    )
    canvas.gradient(None, (top, bottom))
    cx, cy = w / 2, h * 0.42
    whisper(canvas, palette, rng, at=(cx, h * 0.3), radius=w * 0.75, alpha=0.5)
    ring = mix(top, palette.light, 0.35)
    style = seed % 3
    if style == 0:
        canvas.circle(cx, cy, w * 0.36, ring)
        canvas.circle(cx, cy, w * 0.335, mix(top, palette.light, 0.16))
    elif style == 1:
        shape = arch(cx, h + 10, w * 0.76, h * 0.96, rng.choice(("pointed", "keel", "foiled")))
        canvas.gradient(shape, (mix(top, palette.light, 0.2), mix(bottom, palette.light, 0.5)))
        canvas.line(shape, 6, palette.gold)
    else:
        tint = mix(top, palette.light, 0.14)
        fills = (mix(top, palette.gold, 0.45), tint, mix(top, palette.dark, 0.12))
        rosette(canvas, cx, cy, w * 0.43, rng.choice((12, 16)), fills, ring, width=4)
        canvas.polygon(star(cx, cy, w * 0.02), ring)
    canvas.glow(cx, cy + 60, w * 0.42, palette.light, 0.4)
    outfit = figures.OUTFITS[seed % len(figures.OUTFITS)]
    figures.draw(canvas, figures.person(rng, palette, cx, h * 0.42, min(w, h) * 0.168, outfit))
