"""What is drawn on: a large sheet in drawing units, made smaller at the end for smooth edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cms.demo.drawing.curves import Point
    from cms.demo.drawing.palettes import Colour

Box = tuple[int, int, int, int]


class Stencil:
    """A hole cut in paper: white where colour will pass. Same units as its canvas."""

    def __init__(self, canvas: Canvas) -> None:
        self.k = canvas.k
        self.image = Image.new("L", canvas.image.size, 0)
        self._draw = ImageDraw.Draw(self.image)

    def polygon(self, points: Sequence[Point], value: int = 255) -> None:
        self._draw.polygon([(x * self.k, y * self.k) for x, y in points], fill=value)

    def circle(self, x: float, y: float, r: float, value: int = 255) -> None:
        box = [(x - r) * self.k, (y - r) * self.k, (x + r) * self.k, (y + r) * self.k]
        self._draw.ellipse(box, fill=value)

    def line(
        self, points: Sequence[Point], width: float, value: int = 255, *, closed: bool = False
    ) -> None:
        if closed:
            points = [*points, points[0], points[1]]
        thick = max(1, round(width * self.k))
        self._draw.line(
            [(x * self.k, y * self.k) for x, y in points], fill=value, width=thick, joint="curve"
        )
        if not closed and thick > 3:
            for x, y in (points[0], points[-1]):
                self.circle(x, y, width / 2, value)

    def within(self, other: Stencil) -> Stencil:
        """Keep only what is open in `other` too."""
        box = other.image.getbbox() or (0, 0, 1, 1)
        kept = ImageChops.multiply(self.image.crop(box), other.image.crop(box))
        self.image = Image.new("L", self.image.size, 0)
        self.image.paste(kept, box[:2])
        self._draw = ImageDraw.Draw(self.image)
        return self

    def faded(self, top: float, bottom: float) -> Stencil:
        """Weaken from `top` (share 0..1 at the upper edge) to `bottom` at the lower one."""
        strip = _strip([(round(top * 255),), (round(bottom * 255),)], self.image.height, "L")
        self.image = ImageChops.multiply(self.image, strip.resize(self.image.size))
        self._draw = ImageDraw.Draw(self.image)
        return self

    def spotlit(self, x: float, y: float, radius: float) -> Stencil:
        """Weaken away from a point, to nothing at `radius`."""
        spot = Image.new("L", self.image.size, 0)
        side = round(2 * radius * self.k)
        light = _light().resize((side, side))
        spot.paste(light, (round((x - radius) * self.k), round((y - radius) * self.k)))
        self.image = ImageChops.multiply(self.image, spot)
        self._draw = ImageDraw.Draw(self.image)
        return self


class Canvas:
    """The picture being drawn.

    Drawing units: the shorter side is 1000 units, `w` and `h` give both sides. Colours are
    RGB; `alpha` is 0..1. A `turned` picture is mirrored when it is finished; signs that
    mean nothing in a mirror (a tick) look at it and draw themselves the other way.
    """

    def __init__(
        self, size: tuple[int, int], oversample: float = 2, *, turned: bool = False
    ) -> None:
        self.size = size
        self.turned = turned
        large = (round(size[0] * oversample), round(size[1] * oversample))
        self.k = min(large) / 1000
        self.w, self.h = large[0] / self.k, large[1] / self.k
        self.image = Image.new("RGB", large)
        self._draw = ImageDraw.Draw(self.image, "RGBA")

    def finished(self) -> Image.Image:
        """The picture in the size asked for."""
        image = self.image.resize(self.size, Image.Resampling.LANCZOS)
        return image.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if self.turned else image

    def polygon(self, points: Sequence[Point], fill: Colour, alpha: float = 1) -> None:
        ink = (*fill, round(alpha * 255))
        self._draw.polygon([(x * self.k, y * self.k) for x, y in points], fill=ink)

    def rect(
        self, x0: float, y0: float, x1: float, y1: float, fill: Colour, alpha: float = 1
    ) -> None:
        self.polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], fill, alpha)

    def circle(self, x: float, y: float, r: float, fill: Colour, alpha: float = 1) -> None:
        self.ellipse(x, y, r, r, fill, alpha)

    def ellipse(
        self, x: float, y: float, rx: float, ry: float, fill: Colour, alpha: float = 1
    ) -> None:
        k = self.k
        box = [(x - rx) * k, (y - ry) * k, (x + rx) * k, (y + ry) * k]
        self._draw.ellipse(box, fill=(*fill, round(alpha * 255)))

    def line(
        self, points: Sequence[Point], width: float, fill: Colour, *, closed: bool = False
    ) -> None:
        """A line with round ends, always opaque: joints of a translucent one would show."""
        if closed:
            points = [*points, points[0], points[1]]
        thick = max(1, round(width * self.k))
        pixels = [(x * self.k, y * self.k) for x, y in points]
        self._draw.line(pixels, fill=fill, width=thick, joint="curve")
        if not closed and thick > 3:
            for x, y in (points[0], points[-1]):
                self.circle(x, y, width / 2, fill)

    def gradient(
        self,
        points: Sequence[Point] | None,
        colours: Sequence[Colour],
        *,
        alpha: float = 1,
        sideways: bool = False,
    ) -> None:
        """Fill a shape (or all, with None) with colours running from its top to its bottom."""
        k = self.k
        whole: Box = (0, 0, *self.image.size)
        if points is None:
            box, mask = whole, None
        else:
            pixels = [(x * k, y * k) for x, y in points]
            box = (
                int(min(x for x, _ in pixels)),
                int(min(y for _, y in pixels)),
                int(max(x for x, _ in pixels)) + 2,
                int(max(y for _, y in pixels)) + 2,
            )
            # A shape may run far out of the picture; only its visible part costs time.
            seen = (
                max(box[0], 0),
                max(box[1], 0),
                min(box[2], whole[2]),
                min(box[3], whole[3]),
            )
            if seen[0] >= seen[2] or seen[1] >= seen[3]:
                return
            box = seen
            mask = Image.new("L", (box[2] - box[0], box[3] - box[1]), 0)
            moved = [(x - box[0], y - box[1]) for x, y in pixels]
            ImageDraw.Draw(mask).polygon(moved, fill=round(alpha * 255))
        size = (box[2] - box[0], box[3] - box[1])
        strip = _strip(list(colours), size[0] if sideways else size[1], "RGB")
        if sideways:
            strip = strip.transpose(Image.Transpose.ROTATE_90)
        paint = strip.resize(size, Image.Resampling.NEAREST)
        self.image.paste(paint, box[:2], mask)

    def pour(
        self, stencil: Stencil, colours: Colour | tuple[Colour, Colour], alpha: float = 1
    ) -> None:
        """Colour, or two colours from top to bottom, through the stencil."""
        box = stencil.image.getbbox()
        if box is None:
            return
        mask = stencil.image.crop(box)
        if alpha < 1:
            mask = mask.point(lambda value: value * alpha)
        first, *_, last = colours
        if isinstance(first, tuple) and isinstance(last, tuple):
            size = (box[2] - box[0], box[3] - box[1])
            strip = _strip([first, last], size[1], "RGB")
            self.image.paste(strip.resize(size, Image.Resampling.NEAREST), box, mask)
        else:
            self.image.paste(colours, box, mask)  # type: ignore[arg-type]  # one colour here

    def glow(self, x: float, y: float, r: float, fill: Colour, strength: float = 0.6) -> None:
        """Light around a point, nothing at distance `r`."""
        side = max(2, round(2 * r * self.k))
        light = _light().point(lambda value: value * value / 255 * strength)
        left, top = round((x - r) * self.k), round((y - r) * self.k)
        seen = (
            max(left, 0),
            max(top, 0),
            min(left + side, self.image.width),
            min(top + side, self.image.height),
        )
        if seen[0] >= seen[2] or seen[1] >= seen[3]:
            return
        scale = 256 / side
        part = (
            (seen[0] - left) * scale,
            (seen[1] - top) * scale,
            (seen[2] - left) * scale,
            (seen[3] - top) * scale,
        )
        size = (seen[2] - seen[0], seen[3] - seen[1])
        mask = light.resize(size, Image.Resampling.BILINEAR, box=part)
        self.image.paste(fill, seen, mask)


def _light() -> Image.Image:
    """Full in the middle, nothing at the edge; Pillow's own reaches its end in the corners."""
    return Image.radial_gradient("L").point(lambda value: max(0.0, 255 - value * 255 / 180))


def _strip(colours: list[Colour] | list[tuple[int]], length: int, mode: str) -> Image.Image:
    """One pixel wide and `length` long, running evenly through the colours."""
    strip = Image.new(mode, (1, length))
    last = len(colours) - 1
    values: list[tuple[int, ...]] = []
    for i in range(length):
        at = i / max(length - 1, 1) * last
        first = min(int(at), last - 1) if last else 0
        a, b = colours[first], colours[min(first + 1, last)]
        values.append(tuple(round(p + (q - p) * (at - first)) for p, q in zip(a, b, strict=True)))
    strip.putdata([value[0] for value in values] if mode == "L" else values)
    return strip
