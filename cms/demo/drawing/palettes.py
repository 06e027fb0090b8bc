"""Which colours a picture has: a closed list of palettes, one for each mood and time of day."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

Colour = tuple[int, int, int]


def colour(code: str) -> Colour:
    """Read `rrggbb`."""
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`share` of `second` (0..1) in `first`."""
    return (
        round(first[0] + (second[0] - first[0]) * share),
        round(first[1] + (second[1] - first[1]) * share),
        round(first[2] + (second[2] - first[2]) * share),
    )


WHITE: Colour = (255, 255, 255)
SKINS: tuple[Colour, ...] = tuple(
    colour(code) for code in ("eec6a2", "dfae86", "c8956b", "a8734f", "86573c")
)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one mood.

    `sky` runs from the top down, `layers` from the far distance to the near. `dark` is
    for silhouettes, `light` for cream surfaces, `gold` for ornament; `accent` and
    `second` stand out from the layers and from each other.
    """

    name: str
    sky: tuple[Colour, Colour, Colour]
    sun: Colour
    layers: tuple[Colour, Colour, Colour]
    dark: Colour
    light: Colour
    gold: Colour
    accent: Colour
    second: Colour
    water: tuple[Colour, Colour]
    leaf: Colour
    night: bool = False


def _palette(name: str, codes: str, *, night: bool = False) -> Palette:
    c = [colour(code) for code in codes.split()]
    return Palette(
        name=name,
        sky=(c[0], c[1], c[2]),
        sun=c[3],
        layers=(c[4], c[5], c[6]),
        dark=c[7],
        light=c[8],
        gold=c[9],
        accent=c[10],
        second=c[11],
        water=(c[12], c[13]),
        leaf=c[14],
        night=night,
    )


# Each: sky (top, middle, low), sun, layers (far, mid, near), dark, light, gold, accent,
# second, water (far, near), leaf.
PALETTES: tuple[Palette, ...] = (
    _palette(
        "dawn",
        "34557c e3a283 fbe0b6 fff3d6 dba07a b9705a 7d4145 3a2030 fff6e6 d9a441 1f6f64 e4674f"
        " e9b08d 3f6a80 3f7a55",
    ),
    _palette(
        "noon",
        "5ea9bd b5dcd8 f8eed3 fff8e0 e6cd9b cda566 94703f 2f3b38 fffaf0 c8963e 0f6b5c d96c4b"
        " 7cc3c4 17687a 2f7d55",
    ),
    _palette(
        "dusk",
        "33285a c9546c ffb782 ffe6b4 b0557a 7c3a6c 47275a 241640 fff2e2 f0b65a 2b7f8c f2745c"
        " f09a78 45306a 2b6a5c",
    ),
    _palette(
        "night",
        "0b1633 1c3463 4a6d99 f8efcf 35578a 21406d 142a4c 0a1429 f4ecd6 e2b75a 2fa391 ee8468"
        " 41659a 10264a 1f6a5a",
        night=True,
    ),
    _palette(
        "emerald",
        "0a3d38 2a8070 cfe0b8 fff0c0 5fa488 2a7765 12493f 072c28 fbf5e1 dcb04f d0902f ec7b5b"
        " 8fc2a2 0f5550 5a9c5c",
    ),
    _palette(
        "sand",
        "cfae80 ecd6ac fcf3e0 fffdf4 deb884 bd8a56 835a36 41301f fffaf0 b8842c 146c60 c8553d"
        " a9c4b4 2f7a78 4c7d4a",
    ),
    _palette(
        "lagoon",
        "0d4a63 3f9ea6 f7e2ba fff4d0 7fb5a8 3d8285 1b5664 0a2f3f fdf6e6 e0ab4b b5503c f08a5d"
        " 6fb9b4 0f566c 2f8560",
    ),
    _palette(
        "moonrise",
        "17133a 463a78 c58aa0 fff0d2 6a5590 453a74 2a2452 150f2e f7ecdf eab960 3a9c9a f0846f"
        " 8a6f9c 241f52 2f6f6c",
        night=True,
    ),
)


def palette_of(subject: str, seed: int) -> Palette:
    """Neighbouring seeds get different palettes, and each subject starts the round elsewhere."""
    return PALETTES[(seed * 3 + crc32(subject.encode())) % len(PALETTES)]
