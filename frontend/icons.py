"""Draws static/icons from the house's sign, the same bytes every time.

    python icons.py [FOLDER]

The star is read from templates/components/mark/mark.html, so that there is one.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

HERE = Path(__file__).resolve().parent
MARK = HERE.parent / "templates" / "components" / "mark" / "mark.html"
OUTPUT = HERE.parent / "static" / "icons"

FIELD: Final = 64  # the mark's viewBox
STROKE: Final = 2.5
FINE: Final = 8  # drawn so many times larger, and made small again

INK: Final = "#1b1d21"  # aeblack-900
GOLD: Final = "#d7bc6d"  # aegold-300
DEEP_GOLD: Final = "#b68a35"  # aegold-500
GROUND: Final = "#f9f7ed"  # aegold-50

Corners = list[tuple[float, float]]

SVG: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">{style}'
    '<path class="s" fill="{ink}" d="{star}"/>'
    '<path class="l" fill="none" stroke="{gold}" stroke-width="{stroke}" stroke-linejoin="round"'
    ' d="{line}"/><path class="h" fill="{gold}" d="{heart}"/></svg>\n'
)
#: On a dark bar the black star would be lost: gold and black change places.
BY_NIGHT: Final = (
    "<style>@media(prefers-color-scheme:dark)"
    f"{{.s{{fill:{GOLD}}}.l{{stroke:{INK}}}.h{{fill:{INK}}}}}</style>"
)


def paths() -> dict[str, str]:
    """The sign's parts (star, line, heart) as SVG paths."""
    text = MARK.read_text(encoding="utf-8")
    return dict(re.findall(r'class="mark__(star|line|heart)"\s+d="([^"]+)"', text))


def corners(path: str) -> Corners:
    return [(float(x), float(y)) for x, y in re.findall(r"([\d.]+) ([\d.]+)", path)]


def drawn(size: int, *, ground: str = "", share: float = 1.0) -> Image.Image:
    """The sign `share` as wide as the square; without a ground the rest is transparent."""
    side = size * FINE
    scale, shift = side * share / FIELD, side * (1 - share) / 2
    image = Image.new("RGBA", (side, side), ground or (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)

    def placed(path: str) -> Corners:
        return [(x * scale + shift, y * scale + shift) for x, y in corners(path)]

    parts = paths()
    pen.polygon(placed(parts["star"]), INK)
    line = placed(parts["line"])
    pen.line([*line, *line[:2]], GOLD, max(1, round(STROKE * scale)), joint="curve")
    pen.polygon(placed(parts["heart"]), GOLD)
    return image.resize((size, size), Image.Resampling.BOX)


def main(folder: Path = OUTPUT) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    parts = paths()
    svg = SVG.format(style=BY_NIGHT, ink=INK, gold=GOLD, stroke=STROKE, **parts)
    (folder / "favicon.svg").write_text(svg, encoding="utf-8")
    # For the admin, whose bar is dark.
    plain = SVG.format(style="", ink=DEEP_GOLD, gold=INK, stroke=STROKE, **parts)
    (folder / "mark.svg").write_text(plain, encoding="utf-8")
    small = [drawn(size) for size in (48, 32, 16)]
    small[0].save(
        folder / "favicon.ico", sizes=[(s.width, s.height) for s in small], append_images=small[1:]
    )
    # Apple fills what is transparent with black and rounds the corners itself.
    for name, size, share in (
        ("apple-touch-icon.png", 180, 0.8),
        ("icon-maskable-512.png", 512, 0.62),  # whole within the circle all systems keep
    ):
        drawn(size, ground=GROUND, share=share).convert("RGB").save(folder / name, optimize=True)
    for size in (192, 512):
        drawn(size).save(folder / f"icon-{size}.png", optimize=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
