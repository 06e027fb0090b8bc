"""Sharing pictures: of the size they claim, whatever the title; words on the language's side."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image, features

from cms.social_cards.card import HEIGHT, WIDTH, Card
from cms.social_cards.drawing import BAND, MARGIN, TITLE_BOTTOM, draw
from cms.social_cards.lettering import BOLD, drawable, fitted, font, shortened, width_of

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

    from cms.social_cards.lettering import Direction

TITLES = {
    "short": {"ar": "مجلس في كل يد", "en": "A majlis in every hand"},
    "two hundred letters": {"ar": ("كلمات كثيرة " * 20)[:200], "en": ("Many words " * 20)[:200]},
    "mixed": {
        "ar": "خدماتٌ أسرعُ: كيف اختصرنا 12 خطوةً إلى 3 في تطبيق UAE PASS؟",
        "en": "Barza (البرزة) in 2026: 12 steps → 3",
    },
    "one endless word": {"ar": "مشاركة" * 33, "en": "participation" * 15},
    "signs no face has": {"ar": "أهلاً 😀 \U000fffff", "en": "Hello 😀 ☃ 漢字"},
    "nothing": {"ar": "", "en": ""},
}


def card(language: str, title: str) -> Card:
    name, label = {"ar": ("البرزة", "مقال"), "en": ("Barza", "Article")}[language]
    return Card(language, name, title, label, "22 · 2026")


def picture(drawn: bytes) -> Image.Image:
    return Image.open(io.BytesIO(drawn)).convert("RGB")


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many pixels of the box are as dark as the title."""
    return sum(image.crop(box).convert("L").histogram()[:80])


def test_letters_are_joined_by_the_library_that_shapes_arabic() -> None:
    assert features.check("raqm")
    face = font(BOLD, 40)
    apart = sum(width_of(letter, face, "rtl") for letter in "مجلس")
    assert width_of("مجلس", face, "rtl") < apart


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", TITLES)
def test_every_title_fits_and_is_drawn_the_same_each_time(name: str, language: str) -> None:
    made = card(language, TITLES[name][language])
    drawn = draw(made)
    assert drawn == draw(made)
    assert len(drawn) < 100_000
    image = picture(drawn)
    assert image.size == (WIDTH, HEIGHT)
    outer, inner = (WIDTH - MARGIN + 8, WIDTH), (BAND + 4, BAND + MARGIN - 8)
    if language == "en":
        outer, inner = ((WIDTH - end, WIDTH - start) for start, end in (outer, inner))
    for start, end in (outer, inner):
        assert ink(image, (start, 0, end, HEIGHT)) == 0, "words run over their margins"
    words = (BAND, TITLE_BOTTOM + 16, WIDTH - BAND, HEIGHT - 110)
    assert ink(image, words) == 0, "the title runs into the line below"


def test_the_two_directions_mirror_each_other() -> None:
    arabic, english = picture(draw(card("ar", ""))), picture(draw(card("en", "")))
    dark = (27, 29, 33)
    assert arabic.getpixel((4, 4)) == english.getpixel((WIDTH - 5, 4))
    assert arabic.getpixel((WIDTH - 4, 4)) == english.getpixel((4, 4)) != dark


def test_a_title_begins_on_the_side_of_its_language() -> None:
    arabic, english = (
        picture(draw(card(language, TITLES["short"][language]))) for language in ("ar", "en")
    )
    box = (MARGIN, 200, MARGIN + 60, 300)
    assert ink(english, box) > 0
    assert ink(arabic, (WIDTH - MARGIN - 60, 200, WIDTH - MARGIN, 300)) > 0
    assert ink(arabic, (BAND + 80, 200, BAND + 140, 300)) == 0


def test_long_lines_become_smaller_and_no_word_is_lost() -> None:
    title = TITLES["two hundred letters"]["ar"]
    found = fitted(
        title, width=740, height=292, sizes=(68, 50, 40, 32), weight=BOLD,
        direction="rtl", leading=1.5,
    )  # fmt: skip
    assert found.font.size < 68
    assert " ".join(found.lines).split() == title.split()


@pytest.fixture
def face() -> FreeTypeFont:
    return font(BOLD, 30)


def test_what_does_not_fit_is_cut_at_a_word_with_a_sign(face: FreeTypeFont) -> None:
    cut = shortened("Department of a very long name indeed", face, 300, "ltr")
    assert cut.endswith("…")
    assert width_of(cut, face, "ltr") <= 300
    assert cut.removesuffix("…") in "Department of a very long name indeed"
    assert shortened("Short", face, 300, "ltr") == "Short"


@pytest.mark.parametrize(
    ("word", "direction"), [("participation" * 4, "ltr"), ("مشاركة" * 9, "rtl")]
)
def test_a_word_without_an_end_is_cut_with_the_sign_too(
    word: str, direction: Direction, face: FreeTypeFont
) -> None:
    cut = shortened(word, face, 300, direction)
    assert cut.endswith("…")
    assert word.startswith(cut.removesuffix("…"))
    assert width_of(cut, face, direction) <= 300


def test_signs_that_would_be_empty_boxes_are_left_out() -> None:
    assert drawable("Hello 😀\n 漢字 world") == "Hello world"
    assert drawable("«برزة»، ٪ ١٢ 12") == "«برزة»، ٪ ١٢ 12"
