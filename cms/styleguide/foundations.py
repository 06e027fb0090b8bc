"""What are components made of? Colours, sizes and icons, read from the files that define them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

TOKENS = Path(settings.BASE_DIR) / "frontend" / "styles" / "tokens.css"
ICON = Path(settings.BASE_DIR) / "templates" / "components" / "icon" / "icon.html"

_TOKEN = re.compile(r"^\s*(--[\w-]+):\s*([^;]+);", re.MULTILINE)
_COLOUR = re.compile(r"^(#|rgb|oklch|var\(--color-)")
_PALETTE = re.compile(r"^--color-(\w+)-(\d+)$")
_SIZE = re.compile(r"^--(space|size|radius|gutter|measure)")
_ICON = re.compile(r'name == "([\w-]+)"')


@dataclass(frozen=True, slots=True)
class Token:
    """A name of the style sheet and what it is by day."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Family:
    name: str
    shades: list[Token]


@dataclass(frozen=True, slots=True)
class Foundations:
    """`families` are the palettes, `colours` what a colour is for, `sizes` spaces and type."""

    families: list[Family]
    colours: list[Token]
    sizes: list[Token]


def foundations(sheet: str) -> Foundations:
    """From the sheet's first `:root` block; later blocks only say the same names anew."""
    start = sheet.index(":root")
    tokens = [Token(*pair) for pair in _TOKEN.findall(sheet[start : sheet.index("\n}", start)])]
    families: dict[str, list[Token]] = {}
    for token in tokens:
        if shade := _PALETTE.match(token.name):
            families.setdefault(shade[1], []).append(token)
    return Foundations(
        families=[Family(name, shades) for name, shades in families.items()],
        colours=[
            token
            for token in tokens
            if _COLOUR.match(token.value) and not _PALETTE.match(token.name)
        ],
        sizes=[token for token in tokens if _SIZE.match(token.name)],
    )


def icons(template: str) -> list[str]:
    """The names that the icon's template knows."""
    return sorted(set(_ICON.findall(template)))
