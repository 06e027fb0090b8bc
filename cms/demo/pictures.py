"""The demo's pictures: scenes, portraits and emblems, drawn by code.

The same arguments give the same picture, byte for byte, with the same Pillow. Nothing is
read from outside, no text is drawn, nobody shown exists.
"""

from __future__ import annotations

from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

from PIL import Image

from cms.demo.drawing import cityscapes, gatherings, ideas, interiors, landscapes, services
from cms.demo.drawing.canvas import Canvas
from cms.demo.drawing.logos import logo
from cms.demo.drawing.palettes import palette_of
from cms.demo.drawing.portraits import portrait

if TYPE_CHECKING:
    from collections.abc import Callable

    from cms.demo.drawing.palettes import Palette

    Scene = Callable[[Canvas, Palette, Random], None]

SCENES: dict[str, Scene] = {
    "majlis": interiors.majlis,
    "city": cityscapes.city,
    "data": ideas.data,
    "phone": services.phone,
    "hands": gatherings.hands,
    "school": interiors.school,
    "health": services.health,
    "transport": cityscapes.transport,
    "desert": landscapes.desert,
    "sea": landscapes.sea,
    "star": ideas.star_scene,
    "network": ideas.network,
    "book": interiors.book,
    "people": gatherings.people,
    "garden": landscapes.garden,
}
"""Every scene the demo's content may name."""


def draw_scene(scene: str, seed: int, size: tuple[int, int] = (1600, 1000)) -> Image.Image:
    """An RGB illustration of `scene`; `seed` (0 or more) picks palette, composition and side.

    Raises ValueError, naming the known scenes, when there is no such scene.
    """
    if scene not in SCENES:
        raise ValueError(f"unknown scene {scene!r}; known are {', '.join(sorted(SCENES))}")
    rng = Random(f"{scene}:{seed}")
    # Rising bars seen in a mirror would tell of decline.
    turned = rng.random() < 0.5 and scene != "data"
    canvas = Canvas(size, turned=turned)
    SCENES[scene](canvas, palette_of(scene, seed), rng)
    return canvas.finished()


def draw_portrait(seed: int, size: tuple[int, int] = (800, 800)) -> Image.Image:
    """An RGB bust of a person without a face, in national or in business dress."""
    canvas = Canvas(size)
    portrait(canvas, palette_of("portrait", seed), Random(f"portrait:{seed}"), seed)
    return canvas.finished()


def draw_logo(seed: int, size: tuple[int, int] = (600, 600)) -> Image.Image:
    """A geometric emblem of few colours, as a paletted image: `encode` gives PNG for it."""
    canvas = Canvas(size, 3)
    logo(canvas, Random(f"logo:{seed}"), seed)
    return canvas.finished().quantize(64, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def encode(image: Image.Image) -> bytes:
    """The picture as a file without metadata: PNG when it is paletted (emblems), else JPEG."""
    out = BytesIO()
    if image.mode == "P":
        image.save(out, "PNG", optimize=True)
    else:
        image.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return out.getvalue()
