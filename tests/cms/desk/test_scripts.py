"""Which passages are foreign to a page's language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.desk.checks.scripts import foreign_passage

ARABIC_WORDS = st.lists(
    st.sampled_from(["المشاركة", "رأي", "الناس", "قرار", "جهة", "حكومة", "مبادرة"]),
    min_size=1,
    max_size=40,
).map(" ".join)
ENGLISH_WORDS = st.lists(
    st.sampled_from(["people", "speak", "first", "and", "then", "we", "decide"]),
    min_size=4,
    max_size=40,
).map(" ".join)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "نصغي أولاً، ثم نقرر معاً.",
        "صدر تقرير UN DESA عن مؤشر EGDI وOSI وHCI وTII في سنة 2026.",
        "شاركت في الهاكاثون شركة «Smart City Solutions and Services» من دبي.",
        "يُعرف هذا الأسلوب باسم (design thinking for public services) في الأدبيات.",
        "يقول الدليل [the open government partnership handbook] ذلك صراحة.",
        "زوروا https://u.ae/en/participate/consultations أو اكتبوا إلى info@example.ae اليوم.",
        "Wagtail",
        "منصة Power BI الجديدة تعرض الأرقام لكل الجهات في لوحة واحدة",
        "2026 / 11 / 22",
    ],
)
def test_arabic_with_names_abbreviations_and_addresses_is_arabic(text: str) -> None:
    assert foreign_passage(text, "ar") == ""


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("قال المدير: we listen to the people ثم مضى.", "we listen to the people"),
        ("Press release", "Press release"),
        ("This paragraph was never translated.", "This paragraph was never translated"),
        ("عنوان Latest News Update", "عنوان Latest News Update"),
        ("نشر الفريق the new UN DESA open data portal أمس.", "the new UN DESA open data portal"),
    ],
)
def test_raw_english_in_an_arabic_text_is_found(text: str, passage: str) -> None:
    assert foreign_passage(text, "ar") == passage


@pytest.mark.parametrize(
    "text",
    [
        "First we listen, then we decide together.",
        "The majlis (مجلس الحي المفتوح للجميع كل أسبوع) meets on Mondays.",
        "The word “شورى وتشاور وحوار ومشاركة” has no equal in English.",
        "البرزة",
    ],
)
def test_english_with_names_in_brackets_is_english(text: str) -> None:
    assert foreign_passage(text, "en") == ""


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("We met نصغي أولاً ثم نقرر and left.", "نصغي أولاً ثم نقرر"),
        ("بيان صحفي", "بيان صحفي"),
    ],
)
def test_raw_arabic_in_an_english_text_is_found(text: str, passage: str) -> None:
    assert foreign_passage(text, "en") == passage


def test_languages_of_other_scripts_are_not_judged() -> None:
    assert foreign_passage("This is plain English in a Chinese page.", "zh-hans") == ""
    assert foreign_passage("This is plain English in a Hindi page.", "hi") == ""


def test_regions_of_a_language_do_not_matter() -> None:
    assert foreign_passage("We met people and spoke", "ar-AE") == "We met people and spoke"
    assert foreign_passage("We met people and spoke", "en-gb") == ""


@given(ARABIC_WORDS)
def test_a_text_of_one_script_is_at_home_in_it_and_foreign_in_the_other(text: str) -> None:
    assert foreign_passage(text, "ar") == ""
    assert bool(foreign_passage(text, "en")) == (len(text.split()) >= 2)


@given(ARABIC_WORDS, ENGLISH_WORDS, ARABIC_WORDS)
def test_a_run_is_found_wherever_it_stands_and_forgiven_in_quotation_marks(
    before: str, run: str, after: str
) -> None:
    assert foreign_passage(f"{before} {run} {after}", "ar") != ""
    assert foreign_passage(f"{before} «{run}» {after}", "ar") == ""
    assert foreign_passage(f"{before} ({run}) {after}", "ar") == ""


@given(st.text(max_size=200), st.sampled_from(["ar", "en", "fr", "zh-hans"]))
def test_any_text_gets_an_answer(text: str, language: str) -> None:
    assert isinstance(foreign_passage(text, language), str)
