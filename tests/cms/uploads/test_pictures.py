"""The one step of pictures: what it takes, what it refuses, and what it leaves out."""

from __future__ import annotations

import io
import time
from contextlib import suppress
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from cms.uploads.pictures import clean_picture, judge_picture
from cms.uploads.reasons import ADVICE, Reason, UploadRefused

from .good import drawing, encoded, pictures
from .hostile import SCRIPT, Case, hostile_pictures, legal_121_megapixels, png

CASES = hostile_pictures()


def extension(name: str) -> str:
    return name.rpartition(".")[2]


def difference(one: bytes, other: bytes) -> float:
    """The mean difference of two pictures' pixels, of 255."""
    first, second = (Image.open(io.BytesIO(data)).convert("RGB") for data in (one, other))
    return max(ImageStat.Stat(ImageChops.difference(first, second)).mean)


def test_the_set_is_large_enough_to_mean_something() -> None:
    assert len(CASES) >= 150
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("name", pictures())
def test_an_honest_picture_is_taken_and_looks_the_same(name: str) -> None:
    cleaned = clean_picture(pictures()[name], extension(name))
    before, after = (Image.open(io.BytesIO(data)) for data in (pictures()[name], cleaned))
    assert (before.format, before.size) == (after.format, after.size)
    assert getattr(before, "n_frames", 1) == getattr(after, "n_frames", 1)
    assert difference(pictures()[name], cleaned) < 3


@pytest.mark.parametrize("name", pictures())
def test_cleaning_a_clean_picture_changes_nothing_to_be_seen(name: str) -> None:
    once = clean_picture(pictures()[name], extension(name))
    assert difference(once, clean_picture(once, extension(name))) < 2


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: case.name.encode("unicode_escape").decode()
)
def test_a_hostile_picture_is_refused_quickly_or_leaves_nothing_of_itself(case: Case) -> None:
    file = SimpleUploadedFile("x", case.data)
    file._name = case.name  # as it came, before Django shortens it
    start = time.process_time()
    kept = b""
    with suppress(UploadRefused):
        kept = judge_picture(file)
    assert time.process_time() - start < 3
    assert not (kept and case.certain)
    assert b"<script" not in kept
    assert b"<svg" not in kept


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (png(60_000, 60_000), Reason.PIXELS),
        (legal_121_megapixels(), Reason.PIXELS),
    ],
    ids=["a claim of 60,000 x 60,000", "a true picture of 121 megapixels"],
)
def test_too_many_pixels_are_refused_within_a_second_from_the_header(
    data: bytes, reason: Reason
) -> None:
    start = time.process_time()
    with pytest.raises(UploadRefused) as refused:
        clean_picture(data, "png")
    assert refused.value.reason is reason
    assert time.process_time() - start < 1


def test_where_a_photo_was_taken_is_not_kept_but_how_the_camera_was_held_is() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[2] = (25.0, 12.0, 3.0)
    for kind in ("jpeg", "png", "webp", "avif"):
        sent = encoded(drawing(), kind, exif=exif.tobytes())
        kept = clean_picture(sent, kind)
        with Image.open(io.BytesIO(kept)) as picture:
            notes = dict(picture.getexif())
            held = notes.pop(0x0112, 1)
            # A WebP keeps its bytes and the one note; the others are turned.
            assert picture.size == ((96, 64) if kind == "webp" else (64, 96)), kind
            assert held == (6 if kind == "webp" else 1), kind
            assert notes == {}, kind
        assert b"A camera" not in kept


def test_the_colour_profile_stays_and_notes_do_not() -> None:
    profile = b"profile of colours" * 20
    for kind in ("jpeg", "png", "webp", "avif"):
        options: dict[str, Any] = {"icc_profile": profile}
        if kind == "jpeg":
            options["comment"] = SCRIPT
        kept = clean_picture(encoded(drawing(), kind, **options), kind)
        with Image.open(io.BytesIO(kept)) as picture:
            assert picture.info.get("icc_profile") == profile, kind
            assert "comment" not in picture.info


def test_every_reason_says_what_to_do() -> None:
    assert set(ADVICE) == set(Reason)
    for reason in Reason:
        assert len(UploadRefused(reason, "10").advice) > 30


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_mutation_of_a_good_picture_raises_anything_else(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(pictures())))
    bent = bytearray(pictures()[name])
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(bent) - 1))
        match data.draw(st.sampled_from(["set", "cut", "insert", "zero"])):
            case "set":
                bent[place] = data.draw(st.integers(0, 255))
            case "cut":
                del bent[place : place + data.draw(st.integers(1, 40))]
            case "insert":
                bent[place:place] = data.draw(st.binary(max_size=40))
            case _:
                bent[place : place + 8] = bytes(len(bent[place : place + 8]))
        if not bent:
            break
    with suppress(UploadRefused):
        clean_picture(bytes(bent), extension(name))
