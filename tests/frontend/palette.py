"""The colours of the site as numbers: what each token is by day, by night and on paper.

Contrast is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from tests.frontend.sheets import STYLES, TOKENS, Declaration, read, variables

if TYPE_CHECKING:
    from collections.abc import Iterable

Rgb = tuple[int, int, int]
#: Name of a token with its dashes -> colour.
Palette = dict[str, Rgb]

DARK = "(prefers-color-scheme: dark)"
PAPER = "print"
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_OKLCH = re.compile(r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)")


def day_and_night() -> dict[str, Palette]:
    """Every way the site is coloured -> its palette."""
    tokens = read(TOKENS)
    paper = read(STYLES / "print.css")
    day = _root(tokens)
    return {
        "light": palette(day),
        "dark": palette(day | _root(tokens, DARK)),
        "paper": palette(day | _root(paper, PAPER)),
    }


def _root(rows: Iterable[Declaration], within: str = "") -> dict[str, str]:
    """What `:root` sets within the given `@media`, or within none."""
    return {
        row.name: row.value
        for row in rows
        if row.name.startswith("--")
        and ":root" in row.selector.split(", ")
        and (within in " ".join(row.within) if within else not row.within)
    }


def palette(values: dict[str, str]) -> Palette:
    """The tokens among `values` that are colours, each followed to its number."""
    found: Palette = {}
    for name in values:
        value, seen = values[name], {name}
        while names := variables(value):
            if names[0] not in values or names[0] in seen:
                break
            seen.add(names[0])
            value = values[names[0]]
        if _HEX.fullmatch(value):
            found[name] = number(value)
    return found


def number(text: str) -> Rgb:
    """`#abc` or `#aabbcc` as three numbers."""
    digits = text.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


def luminance(colour: Rgb) -> float:
    """Relative luminance by WCAG 2.2, 0 for black to 1 for white."""
    parts = [part / 255 for part in colour]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of two colours, 1 to 21; the order does not matter."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def from_oklch(text: str) -> Rgb:
    """`oklch(0.57 0.097 84.4)` as sRGB (Björn Ottosson's matrices, as CSS Color 4 has them)."""
    match = _OKLCH.fullmatch(text)
    if match is None:
        raise ValueError(f"no oklch(lightness chroma hue): {text}")
    light, chroma, hue = (float(part) for part in match.groups())
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red, green, blue = (
        _encoded(part)
        for part in (
            4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
        )
    )
    return red, green, blue


def _encoded(part: float) -> int:
    part = min(max(part, 0.0), 1.0)
    part = 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
    return round(part * 255)
