"""The demo's pictures are drawn the same every time, and each is worth looking at."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from cms.demo.pictures import SCENES, draw_logo, draw_portrait, draw_scene, encode

SMALL = (160, 100)


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_a_scene_is_the_same_every_time_and_another_for_another_seed(scene: str) -> None:
    first = encode(draw_scene(scene, 4, SMALL))
    assert first == encode(draw_scene(scene, 4, SMALL))
    assert first != encode(draw_scene(scene, 5, SMALL))


@pytest.mark.parametrize("scene", sorted(SCENES))
@pytest.mark.parametrize("size", [SMALL, (120, 120), (90, 140), (300, 100)])
def test_a_scene_fills_any_size_with_more_than_one_flat_colour(
    scene: str, size: tuple[int, int]
) -> None:
    image = draw_scene(scene, 2, size)
    assert image.size == size
    assert image.mode == "RGB"
    tones = image.convert("L").histogram()
    assert max(tones) < 0.6 * size[0] * size[1]
    assert sum(1 for pixels in tones if pixels) > 40


def test_an_unknown_scene_is_refused_with_the_names_of_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"'volcano'.*city.*garden.*transport"):
        draw_scene("volcano", 1, SMALL)


def test_portraits_differ_by_seed_and_repeat() -> None:
    portraits = [encode(draw_portrait(seed, (100, 100))) for seed in range(14)]
    assert len(set(portraits)) == 14
    assert portraits[3] == encode(draw_portrait(3, (100, 100)))


def test_emblems_are_small_png_files_that_differ_and_repeat() -> None:
    emblems = [encode(draw_logo(seed, (90, 90))) for seed in range(8)]
    assert len(set(emblems)) == 8
    assert emblems[2] == encode(draw_logo(2, (90, 90)))
    assert all(Image.open(BytesIO(emblem)).format == "PNG" for emblem in emblems)


def test_a_scene_is_encoded_as_jpeg_without_metadata() -> None:
    picture = Image.open(BytesIO(encode(draw_scene("sea", 1, SMALL))))
    assert picture.format == "JPEG"
    assert not picture.getexif()
    assert "icc_profile" not in picture.info
    assert "comment" not in picture.info
