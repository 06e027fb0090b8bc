"""Draws a card: the words on the page's side of the reader, the star pattern on the other."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw, ImageOps

from cms.social_cards.card import HEIGHT, WIDTH
from cms.social_cards.lettering import (
    BOLD,
    REGULAR,
    Direction,
    direction_of,
    drawable,
    fitted,
    font,
    shortened,
)
from cms.social_cards.star import HEART, LINE, STAR, closed, placed

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

    from cms.social_cards.card import Card

# The design system's colours, as in frontend/styles/tokens.css.
GROUND: Final = "#f9f7ed"  # aegold-50
INK: Final = "#1b1d21"  # aeblack-900
SOFT: Final = "#4b4f58"  # aeblack-600
GOLD: Final = "#b68a35"  # aegold-500
DEEP_GOLD: Final = "#7c5e24"  # aegold-700
FAINT_GOLD: Final = "#3f3626"  # aegold-500 at a quarter on aeblack-900
PALE_GOLD: Final = "#d7bc6d"  # aegold-300

MARGIN: Final = 72
BAND: Final = 316  # the dark side, with its gold edge
EDGE: Final = 8
TILE: Final = 158  # two stars across the band
TEXT_WIDTH: Final = WIDTH - BAND - 2 * MARGIN
TITLE_TOP, TITLE_BOTTOM = 202, 494
LABEL_BASE, LINE_BASE, NAME_BASE = 180, 566, 104
#: Corners are drawn so many times larger and made small again, to be smooth.
FINE: Final = 4
TITLE_SIZES: Final = (68, 62, 56, 50, 45, 40, 36, 32)
LEADING: Final[dict[Direction, float]] = {"rtl": 1.5, "ltr": 1.26}
#: Enough for flat colours and the edges of letters; a third of the bytes of true colour.
COLOURS: Final = 96


def draw(card: Card) -> bytes:
    """The card as PNG, 1200 × 630; the same bytes for the same card and version of Pillow."""
    direction = direction_of(card.language)
    picture = _ground(direction).copy()
    pen = _Pen(ImageDraw.Draw(picture), direction)
    pen.write(card.site_name, NAME_BASE, font(BOLD, 30), INK, beside=84)
    pen.write(card.label, LABEL_BASE, font(BOLD, 27), DEEP_GOLD)
    pen.title(card.title or card.site_name)
    pen.write(card.line, LINE_BASE, font(REGULAR, 27), SOFT)
    data = io.BytesIO()
    flat = picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    flat.save(data, "PNG", compress_level=7)
    return data.getvalue()


class _Pen:
    """Writes from the side where the language begins."""

    def __init__(self, draw: ImageDraw.ImageDraw, direction: Direction) -> None:
        self.draw = draw
        self.direction = direction
        self.start = WIDTH - MARGIN if direction == "rtl" else MARGIN
        self.anchor = "rs" if direction == "rtl" else "ls"

    def write(self, text: str, base: int, face: FreeTypeFont, ink: str, beside: int = 0) -> None:
        """One line on the baseline `base`, cut to the room there is; `beside` is indented."""
        text = drawable(text)
        if not text:
            return
        text = shortened(text, face, TEXT_WIDTH - beside, self.direction)
        x = self.start - beside if self.direction == "rtl" else self.start + beside
        self._put(text, x, base, face, ink)

    def title(self, text: str) -> None:
        found = fitted(
            drawable(text),
            width=TEXT_WIDTH,
            height=TITLE_BOTTOM - TITLE_TOP,
            sizes=TITLE_SIZES,
            weight=BOLD,
            direction=self.direction,
            leading=LEADING[self.direction],
        )
        free = TITLE_BOTTOM - TITLE_TOP - len(found.lines) * found.leading
        base = TITLE_TOP + max(0, free) // 5 + round(found.leading * 0.76)
        for number, line in enumerate(found.lines):
            self._put(line, self.start, base + number * found.leading, found.font, INK)

    def _put(self, text: str, x: int, base: int, face: FreeTypeFont, ink: str) -> None:
        self.draw.text((x, base), text, ink, face, anchor=self.anchor, direction=self.direction)


@lru_cache(maxsize=2)
def _ground(direction: Direction) -> Image.Image:
    """All but the words, drawn for a text from left to right and mirrored for the other."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    picture.paste(_band(), (WIDTH - BAND, 0))
    picture.paste(_mark(64), (MARGIN, NAME_BASE - 43))
    picture.paste(GOLD, (MARGIN, LINE_BASE - 54, MARGIN + 72, LINE_BASE - 50))
    return ImageOps.mirror(picture) if direction == "rtl" else picture


def _band() -> Image.Image:
    """The dark side with its pattern of stars and the large star in the middle."""
    size = (BAND * FINE, HEIGHT * FINE)
    band = Image.new("RGB", size, INK)
    pen = ImageDraw.Draw(band)
    tile = TILE * FINE
    for column in range(-1, 3):
        for row in range(-1, 6):
            centre = (column * tile + EDGE * FINE, row * tile - 22 * FINE)
            for part, share in ((STAR, 1.0), (STAR, 0.72), (HEART, 1.0)):
                corners = closed(placed(part, centre, tile * share))
                pen.line(corners, FAINT_GOLD, 2 * FINE, joint="curve")
    middle = ((BAND + EDGE) * FINE / 2, HEIGHT * FINE / 2)
    pen.polygon(placed(STAR, middle, 232 * FINE), INK)
    pen.line(closed(placed(STAR, middle, 216 * FINE)), GOLD, 3 * FINE, joint="curve")
    pen.line(closed(placed(LINE, middle, 216 * FINE)), PALE_GOLD, 6 * FINE, joint="curve")
    pen.polygon(placed(HEART, middle, 216 * FINE), PALE_GOLD)
    pen.rectangle((0, 0, EDGE * FINE - 1, HEIGHT * FINE), GOLD)
    return band.resize((BAND, HEIGHT), Image.Resampling.BOX)


def _mark(size: int) -> Image.Image:
    mark = Image.new("RGB", (size * FINE, size * FINE), GROUND)
    pen, middle = ImageDraw.Draw(mark), (size * FINE / 2, size * FINE / 2)
    pen.polygon(placed(STAR, middle, size * FINE), INK)
    pen.line(closed(placed(LINE, middle, size * FINE)), PALE_GOLD, 3 * FINE, joint="curve")
    pen.polygon(placed(HEART, middle, size * FINE), PALE_GOLD)
    return mark.resize((size, size), Image.Resampling.BOX)
