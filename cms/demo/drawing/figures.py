"""People without faces, from the chest up, in national dress and in business dress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cms.demo.drawing.curves import Points, mirrored, place, smooth
from cms.demo.drawing.palettes import SKINS, mix

if TYPE_CHECKING:
    from random import Random

    from cms.demo.drawing.canvas import Canvas
    from cms.demo.drawing.palettes import Colour, Palette

OUTFITS = ("kandura", "sheila", "suit", "hijab", "kandura", "sheila", "blazer")
"""What a person can wear, in the order portraits go through it."""

_BLACK: Colour = (28, 27, 34)
_CLOTH: Colour = (250, 248, 243)
_HAIR: tuple[Colour, ...] = ((38, 28, 26), (60, 40, 30), (92, 88, 86))


@dataclass(frozen=True, slots=True)
class Person:
    """One figure: where its head is, how large (half the head's height), what it wears."""

    x: float
    y: float
    size: float
    outfit: str
    skin: Colour
    hair: Colour
    cloth: Colour
    trim: Colour
    beard: bool

    def at(self, points: Points) -> Points:
        return place(points, self.x, self.y, self.size)


def person(rng: Random, palette: Palette, x: float, y: float, size: float, outfit: str) -> Person:
    cloth = {
        "kandura": rng.choice((_CLOTH, _CLOTH, (240, 230, 210), (214, 208, 200))),
        "sheila": rng.choice((_BLACK, _BLACK, (38, 34, 58), (26, 44, 46))),
        "suit": rng.choice(((38, 50, 74), (54, 58, 66), mix(palette.dark, palette.accent, 0.25))),
        "hijab": rng.choice((palette.accent, palette.second, palette.layers[2])),
        "blazer": rng.choice((palette.accent, palette.layers[2], (62, 54, 84))),
    }[outfit]
    return Person(
        x,
        y,
        size,
        outfit,
        rng.choice(SKINS),
        rng.choice(_HAIR),
        cloth,
        palette.gold,
        rng.random() < 0.65,
    )


def draw(canvas: Canvas, who: Person) -> None:
    """Draw the person; the body runs four and a half head-halves below the head's middle."""
    {
        "kandura": _kandura,
        "sheila": _sheila,
        "suit": _suit,
        "hijab": _hijab,
        "blazer": _blazer,
    }[who.outfit](canvas, who)


def _dark(tint: Colour, share: float = 0.16) -> Colour:
    return mix(tint, (30, 24, 50), share)


def _light(tint: Colour, share: float = 0.14) -> Colour:
    return mix(tint, (255, 255, 255), share)


def _body(canvas: Canvas, who: Person, tint: Colour, width: float = 2.2) -> None:
    half = smooth(
        [
            (0.36, 1.18),
            (0.7, 1.42),
            (1.4, 1.66),
            (width * 0.9, 2.1),
            (width, 3.0),
            (width * 1.08, 4.6),
            (width * 1.1, 9),
        ],
        closed=False,
    )
    canvas.gradient(
        who.at([(0, 1.2), *half, (0, 9), *[(-x, y) for x, y in reversed(half)]]),
        (_light(tint, 0.06), tint, _dark(tint, 0.22), _dark(tint, 0.3)),
    )
    for side in (-1, 1):
        sleeve = [(side * width * 0.66, 2.9), (side * width * 0.72, 9), (side * width * 0.76, 9)]
        canvas.polygon(who.at(sleeve), _dark(tint, 0.3))
    shade = [(0.5, 1.3), *half, (1.15, 9), (1.3, 2.7)]
    canvas.polygon(who.at(shade), _dark(tint, 0.5), 0.14)


def _head(canvas: Canvas, who: Person) -> None:
    skin = who.skin
    neck = [
        (-0.34, 0.5),
        (0.34, 0.5),
        (0.37, 1.2),
        (0.55, 1.42),
        (0, 1.78),
        (-0.55, 1.42),
        (-0.37, 1.2),
    ]
    canvas.polygon(who.at(neck), _dark(skin, 0.2))
    for side in (-1, 1):
        canvas.ellipse(
            who.x + side * 0.74 * who.size,
            who.y + 0.08 * who.size,
            0.12 * who.size,
            0.2 * who.size,
            _dark(skin, 0.12),
        )
    half = [
        (0, -1.0),
        (0.44, -0.9),
        (0.72, -0.5),
        (0.75, 0.02),
        (0.66, 0.5),
        (0.4, 0.88),
        (0, 1.02),
    ]
    face = smooth(mirrored(half))
    canvas.polygon(who.at(face), skin)
    cheek = smooth(
        [
            (0.3, -0.96),
            (0.72, -0.5),
            (0.75, 0.02),
            (0.66, 0.5),
            (0.4, 0.88),
            (0.04, 1.01),
            (0.36, 0.62),
            (0.5, 0.1),
            (0.46, -0.5),
        ]
    )
    canvas.polygon(who.at(cheek), _dark(skin, 0.14))
    if who.beard and who.outfit in ("kandura", "suit"):
        beard = smooth(
            [
                (-0.75, 0.05),
                (-0.68, 0.5),
                (-0.42, 0.9),
                (0, 1.1),
                (0.42, 0.9),
                (0.68, 0.5),
                (0.75, 0.05),
                (0.62, 0.22),
                (0.5, 0.48),
                (0.24, 0.5),
                (0, 0.46),
                (-0.24, 0.5),
                (-0.5, 0.48),
                (-0.62, 0.22),
            ],
            steps=6,
        )
        canvas.polygon(who.at(beard), who.hair)
        canvas.polygon(
            who.at(smooth([(-0.2, 0.64), (0, 0.61), (0.2, 0.64), (0, 0.72)], steps=5)),
            _dark(skin, 0.14),
        )


def _kandura(canvas: Canvas, who: Person) -> None:
    white = _CLOTH if who.trim[0] % 2 else (246, 244, 240)
    back = smooth(
        mirrored(
            [(0, -1.2), (0.7, -1.05), (1.0, -0.5), (1.06, 0.4), (1.3, 1.5), (1.42, 2.3), (0.6, 2.4)]
        ),
        steps=8,
    )
    canvas.polygon(who.at(back), _dark(white, 0.22))
    _body(canvas, who, who.cloth)
    _head(canvas, who)
    canvas.polygon(
        who.at(
            [
                (-0.56, 1.38),
                (-0.3, 1.2),
                (0, 1.62),
                (0.3, 1.2),
                (0.56, 1.38),
                (0.1, 1.84),
                (-0.1, 1.84),
            ]
        ),
        _light(who.cloth, 0.5),
    )
    canvas.line(who.at([(0, 1.8), (0, 2.9)]), 0.03 * who.size, _dark(who.cloth, 0.22))
    canvas.line(
        who.at([(0.04, 1.74), (0.1, 2.2), (0.08, 3.0)]), 0.06 * who.size, _dark(who.cloth, 0.3)
    )
    canvas.polygon(
        who.at([(0.02, 2.95), (0.15, 2.95), (0.2, 3.4), (-0.04, 3.4)]), _dark(who.cloth, 0.3)
    )
    for side in (-1, 1):
        fall = smooth(
            [
                (side * x, y)
                for x, y in (
                    (0.3, -1.1),
                    (0.8, -0.92),
                    (1.0, -0.4),
                    (1.04, 0.4),
                    (1.22, 1.4),
                    (1.5, 2.5),
                    (1.46, 3.0),
                    (0.92, 2.86),
                    (0.72, 1.9),
                    (0.8, 1.0),
                    (0.72, 0.3),
                    (0.64, -0.4),
                )
            ],
            steps=8,
        )
        canvas.gradient(who.at(fall), (white, white, _dark(white, 0.1)))
        for fold in (0.0, 0.2):
            line = smooth(
                [
                    (side * (0.8 + fold * 0.5), 0.1),
                    (side * (0.9 + fold * 0.5), 1.1),
                    (side * (1.0 + fold), 2.2),
                    (side * (1.08 + fold), 2.8),
                ],
                closed=False,
            )
            canvas.line(who.at(line), 0.035 * who.size, _dark(white, 0.14))
    crown = smooth(
        mirrored(
            [
                (0, -1.24),
                (0.46, -1.18),
                (0.82, -0.92),
                (0.96, -0.46),
                (0.7, -0.42),
                (0.36, -0.54),
                (0, -0.58),
            ]
        ),
        steps=8,
    )
    canvas.polygon(who.at(crown), white)
    canvas.polygon(
        who.at(
            smooth([(0.3, -1.2), (0.8, -0.94), (0.96, -0.46), (0.7, -0.42), (0.66, -0.8)], steps=8)
        ),
        _dark(white, 0.12),
    )
    for lift in (0.0, 0.17):
        ring = smooth(
            [
                (-0.9 + lift * 0.3, -0.7 - lift),
                (-0.5, -0.84 - lift),
                (0, -0.88 - lift),
                (0.5, -0.84 - lift),
                (0.9 - lift * 0.3, -0.7 - lift),
            ],
            closed=False,
        )
        canvas.line(who.at(ring), 0.13 * who.size, _BLACK)


def _scarf(canvas: Canvas, who: Person, tint: Colour, edge: Colour) -> None:
    """A head scarf that frames the face and falls over one shoulder."""
    _head(canvas, who)
    opening = smooth(
        mirrored([(0, -0.7), (0.38, -0.6), (0.58, -0.2), (0.58, 0.25), (0.42, 0.68), (0, 0.92)]),
        steps=8,
    )
    outer = smooth(
        mirrored(
            [
                (0, -1.24),
                (0.6, -1.1),
                (0.94, -0.55),
                (0.96, 0.2),
                (0.84, 0.8),
                (0.95, 1.3),
                (1.3, 1.8),
                (0.9, 2.3),
                (0, 2.5),
            ]
        ),
        steps=8,
    )
    canvas.gradient(who.at(outer), (_light(tint, 0.1), tint))
    canvas.polygon(
        who.at(
            smooth(
                [
                    (0.2, -1.2),
                    (0.62, -1.08),
                    (0.94, -0.55),
                    (0.96, 0.2),
                    (0.84, 0.8),
                    (0.6, 0.9),
                    (0.7, 0.2),
                    (0.66, -0.5),
                ],
                steps=8,
            )
        ),
        _dark(tint, 0.5),
        0.35,
    )
    inner = [(px * 1.09, py * 1.05 - 0.03) for px, py in opening]
    canvas.polygon(who.at(inner), edge)
    canvas.polygon(who.at(opening), who.skin)
    canvas.polygon(
        who.at(
            smooth(
                [
                    (0.22, -0.66),
                    (0.58, -0.2),
                    (0.58, 0.25),
                    (0.42, 0.68),
                    (0.04, 0.91),
                    (0.32, 0.5),
                    (0.4, 0),
                    (0.36, -0.4),
                ],
                steps=8,
            )
        ),
        _dark(who.skin, 0.14),
    )
    wrap = smooth(
        [
            (-0.8, 0.66),
            (-0.3, 1.14),
            (0.4, 1.24),
            (1.0, 1.1),
            (1.36, 1.86),
            (1.2, 2.5),
            (0.5, 2.2),
            (-0.4, 1.7),
            (-0.96, 1.1),
        ],
        steps=8,
    )
    canvas.polygon(who.at(wrap), _light(tint, 0.08))
    for drop in (0.0, 0.24, 0.48):
        fold = smooth(
            [
                (-0.72 + drop * 0.4, 1.0 + drop),
                (0, 1.42 + drop * 0.9),
                (0.66, 1.62 + drop),
                (1.16, 1.7 + drop),
            ],
            closed=False,
        )
        canvas.line(who.at(fold), 0.035 * who.size, _light(tint, 0.2))


def _sheila(canvas: Canvas, who: Person) -> None:
    _body(canvas, who, who.cloth, 2.1)
    for side in (-1, 1):
        hem = smooth([(side * 0.1, 2.2), (side * 0.16, 3.2), (side * 0.3, 4.6)], closed=False)
        canvas.line(who.at(hem), 0.1 * who.size, who.trim)
        for i in range(8):
            y = 2.5 + i * 0.26
            canvas.circle(
                who.x + side * (0.3 + 0.05 * i * 0.6) * who.size,
                who.y + y * who.size,
                0.045 * who.size,
                who.trim,
            )
    _scarf(canvas, who, who.cloth, _light(who.cloth, 0.24))


def _hijab(canvas: Canvas, who: Person) -> None:
    jacket = _dark(mix(who.cloth, (60, 60, 80), 0.6), 0.35)
    _body(canvas, who, jacket, 2.05)
    _lapels(canvas, who, jacket, _CLOTH)
    _scarf(canvas, who, who.cloth, _dark(who.cloth, 0.3))


def _lapels(canvas: Canvas, who: Person, jacket: Colour, shirt: Colour) -> None:
    canvas.polygon(who.at([(-0.5, 1.28), (0.5, 1.28), (0.1, 3.3), (-0.1, 3.3)]), shirt)
    for side in (-1, 1):
        lapel = [
            (side * x, y)
            for x, y in (
                (0.46, 1.2),
                (0.78, 1.44),
                (0.84, 2.0),
                (0.62, 2.1),
                (0.74, 2.3),
                (0.02, 3.5),
                (0.02, 3.2),
            )
        ]
        canvas.polygon(who.at(lapel), _light(jacket, 0.12))
        canvas.line(who.at([lapel[4], lapel[5]]), 0.03 * who.size, _dark(jacket, 0.4))
    for y in (3.7, 4.1):
        canvas.circle(
            who.x + 0.06 * who.size, who.y + y * who.size, 0.06 * who.size, _light(jacket, 0.3)
        )


def _suit(canvas: Canvas, who: Person) -> None:
    _body(canvas, who, who.cloth, 2.25)
    _lapels(canvas, who, who.cloth, _CLOTH)
    _head(canvas, who)
    for side in (-1, 1):
        canvas.polygon(
            who.at(
                [(side * 0.52, 1.16), (side * 0.06, 1.66), (side * 0.34, 1.92), (side * 0.64, 1.46)]
            ),
            (255, 255, 255),
        )
    canvas.polygon(
        who.at(
            [
                (-0.14, 1.62),
                (0.14, 1.62),
                (0.1, 1.84),
                (0.17, 3.0),
                (0, 3.24),
                (-0.17, 3.0),
                (-0.1, 1.84),
            ]
        ),
        who.trim,
    )
    hair = smooth(
        [
            (-0.78, 0.0),
            (-0.84, -0.6),
            (-0.6, -1.06),
            (0, -1.24),
            (0.56, -1.1),
            (0.84, -0.62),
            (0.78, 0.0),
            (0.68, -0.34),
            (0.5, -0.58),
            (0.0, -0.6),
            (-0.4, -0.68),
            (-0.66, -0.36),
        ],
        steps=8,
    )
    canvas.polygon(who.at(hair), who.hair)
    canvas.polygon(
        who.at(smooth([(-0.5, -0.98), (0, -1.14), (0.4, -1.02), (0, -0.94)], steps=8)),
        _light(who.hair, 0.12),
    )


def _blazer(canvas: Canvas, who: Person) -> None:
    back = smooth(
        mirrored([(0, -1.26), (0.72, -1.08), (1.02, -0.4), (1.06, 0.5), (0.98, 1.3), (0.5, 1.6)]),
        steps=8,
    )
    canvas.polygon(who.at(back), _dark(who.hair, 0.3))
    _body(canvas, who, who.cloth, 2.0)
    _lapels(canvas, who, who.cloth, mix(_CLOTH, who.trim, 0.2))
    _head(canvas, who)
    for side in (-1, 1):
        lock = smooth(
            [
                (side * x - 0.1, y)
                for x, y in (
                    (0.0, -1.26),
                    (0.62, -1.08),
                    (1.0, -0.4),
                    (1.0, 0.5),
                    (0.86, 1.2),
                    (0.68, 0.6),
                    (0.7, -0.1),
                    (0.46, -0.62),
                )
            ],
            steps=8,
        )
        canvas.polygon(who.at([(px + 0.1, py) for px, py in lock]), who.hair)
    canvas.polygon(
        who.at(
            smooth(
                [(-0.7, -0.9), (-0.2, -1.18), (0.1, -1.16), (-0.3, -0.96), (-0.6, -0.6)], steps=8
            )
        ),
        _light(who.hair, 0.14),
    )
