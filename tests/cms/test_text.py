"""Texts are compared, flattened, cut, timed and isolated without regard to script."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.text import excerpt, fold, isolate, plain, reading_minutes, strip_bidi_controls

# What Arabic editors type and paste, marks and controls included, beside anything else.
_ARABIC = st.characters(min_codepoint=0x0600, max_codepoint=0x06FF)
_TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        _ARABIC,
        st.sampled_from(
            "\u0640\u064e\u0651\u0654\u0300\u200c\u200d\u2067\u2069\u202b\u202c 👩🏽🇦🇪\n"
        ),
    )
)

_SAME = [
    pytest.param("الحُكُومَةُ الرَّقْمِيَّة", "الحكومة الرقمية", id="tashkeel"),
    pytest.param("الرحم\u0670ن", "الرحمن", id="superscript alef"),
    pytest.param("قۖلۗ ۞ ع", "قل ع", id="Quranic marks"),
    pytest.param("الحـــكومة", "الحكومة", id="tatweel"),
    pytest.param("أحمد", "احمد", id="alef with hamza above"),
    pytest.param("إدارة", "ادارة", id="alef with hamza below"),
    pytest.param("آراء", "اراء", id="alef with madda"),
    pytest.param("ٱلحكومة", "الحكومة", id="alef wasla"),
    pytest.param("ا\u0654حمد", "أحمد", id="hamza as a mark of its own"),
    pytest.param("إلى", "الي", id="maqsura"),
    pytest.param("رقمی", "رقمي", id="Persian yeh"),
    pytest.param("حكومة", "حكومه", id="ta marbuta"),
    pytest.param("حکومة", "حكومة", id="Persian kaf"),
    pytest.param("مسؤول", "مسئول", id="hamza on waw and on yeh"),
    pytest.param("هيى\u0654ة", "هيئة", id="hamza mark on maqsura"),
    pytest.param("هيي\u064e\u0654ة", "هيئة", id="hamza mark behind a vowel mark"),
    pytest.param("جزء", "جز", id="hamza on the line"),
    pytest.param("٢٠٣٠", "2030", id="Arabic-Indic digits"),
    pytest.param("۲۰۳۰", "2030", id="Persian digits"),
    pytest.param("２０３０", "2030", id="full-width digits"),
    pytest.param("ﻻﻟﺤﻜﻮﻣﺔ", "لالحكومة", id="presentation forms"),
    pytest.param("كتا\ufe70ب", "كتاب", id="spacing tashkeel"),
    pytest.param("الحكومة\u200f \u202bالرقمية\u202c", "الحكومة الرقمية", id="bidi controls"),
    pytest.param("می\u200cشود", "میشود", id="zero-width non-joiner"),
    pytest.param("E-Participation", "e-participation", id="letter case"),
    pytest.param("STRASSE", "straße", id="sharp s"),
    pytest.param("cafe\u0301", "CAFÉ", id="composed and decomposed"),
    pytest.param("  open \u00a0\n data ", "open data", id="white space"),
    pytest.param("ABC\x00\ufeff\u00ad", "abc", id="characters no one sees"),
]


@pytest.mark.parametrize(("one", "other"), _SAME)
def test_spellings_a_reader_takes_for_the_same_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("حكومة", "حكومي"), ("كتب", "كتاب"), ("عالم", "علم"), ("سمر", "ثمر"), ("resume", "résumé")],
)
def test_different_words_stay_different_when_folded(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_folding_shows_the_plainest_letters() -> None:
    assert fold("  مُشَارَكَةُ الجمهور في إعداد الرؤية، ٢٠٣٠ Plan") == (
        "مشاركه الجمهور في اعداد الريه، 2030 plan"
    )


@given(_TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_twice_is_folding_once_for_every_character_there_is() -> None:
    surrogates = range(0xD800, 0xE000)
    characters = (chr(code) for code in range(0x110000) if code not in surrogates)
    assert [char for char in characters if fold(fold(char)) != fold(char)] == []


@given(_TEXTS)
def test_folded_text_is_composed_and_has_single_spaces_and_no_tashkeel(text: str) -> None:
    folded = fold(text)
    assert unicodedata.is_normalized("NFC", folded)
    assert folded == " ".join(folded.split())
    assert not any("\u064b" <= char <= "\u065f" for char in folded)


@given(_TEXTS, _TEXTS)
def test_words_fold_the_same_alone_and_in_company(one: str, other: str) -> None:
    assert fold(f"{one} . {other}") == " ".join(f"{fold(one)} . {fold(other)}".split())


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>حكومة</p><p>رقمية</p>", "حكومة رقمية"),
        ("one<br>two<br/>three", "one two three"),
        ("<ul><li>a</li><li>b</li></ul>", "a b"),
        ("<b>con</b>tent and <a href='/x'>lin</a>ks", "content and links"),
        ("R&amp;D &lt;3 &#1605;&nbsp;x", "R&D <3 م x"),
        ("<p>seen</p><script>alert('<p>no</p>')</script><style>p{}</style><p>too</p>", "seen too"),
        ("<p>left open", "left open"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("<!-- a remark --><table><tr><td>1</td><td>2</td></tr></table>", "1 2"),
        ("<h2>title</h2>\n\n  text", "title text"),
        ("</script>still <unknown>here</unknown>", "still here"),
        ("", ""),
    ],
)
def test_markup_becomes_the_text_a_reader_sees(html: str, text: str) -> None:
    assert plain(html) == text


@given(_TEXTS)
def test_any_markup_at_all_becomes_one_squeezed_line(html: str) -> None:
    text = plain(html)
    assert text == " ".join(text.split())


def test_a_short_text_is_its_own_excerpt() -> None:
    assert excerpt(" حكومة\nرقمية ", 20) == "حكومة رقمية"


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("one two three", 8, "one two…"),
        ("one two three", 7, "one…"),
        ("مشاركة الجمهور، في القرار", 16, "مشاركة الجمهور…"),
        ("extraordinary", 6, "extra…"),
        ("الحُكومة", 4, "ال…"),
        ("one", 1, "…"),
        ("👩\u200d👧 family", 3, "…"),
        ("🇦🇪🇦🇪 flags", 4, "🇦🇪…"),
        ("\u2067حكومة رقمية ذكية\u2069", 13, "حكومة رقمية…"),
    ],
)
def test_a_long_text_is_cut_at_a_word_end(text: str, limit: int, short: str) -> None:
    assert excerpt(text, limit) == short


@given(_TEXTS, st.integers(min_value=1, max_value=40))
def test_an_excerpt_is_never_longer_than_its_limit(text: str, limit: int) -> None:
    assert len(excerpt(text, limit)) <= limit


@given(
    st.text(st.sampled_from("بaé\u064e\u0651\u0301\u0654\u200d👩🏽 "), max_size=30),
    st.integers(min_value=1, max_value=20),
)
def test_an_excerpt_never_parts_a_letter_from_its_marks(text: str, limit: int) -> None:
    squeezed = " ".join(text.split())
    short = excerpt(text, limit)
    if short == squeezed:
        return
    head = short.removesuffix("…")
    assert squeezed.startswith(head)
    if head:
        following = squeezed[len(head)]
        assert not unicodedata.category(following).startswith("M")
        assert following not in "\u200d🏽"
        assert not head.endswith("\u200d")


def test_an_excerpt_needs_room_for_a_character() -> None:
    with pytest.raises(ValueError, match="room"):
        excerpt("حكومة", 0)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", 1),
        ("كلمة", 1),
        ("كلمة " * 280, 2),
        ("word " * 460, 2),
        ("كلمة " * 140 + "word " * 230, 2),
        ("كلمة 2030 " * 140, 2),
        ("word 2030 " * 230, 2),
        ("– — … " * 2000, 1),
        ("الـAPI " * 420, 3),
    ],
)
def test_each_word_is_read_at_the_pace_of_its_script(text: str, minutes: int) -> None:
    assert reading_minutes(text) == minutes


@given(_TEXTS, st.integers(min_value=0, max_value=300))
def test_a_longer_text_never_takes_less_time(text: str, words: int) -> None:
    assert 1 <= reading_minutes(text) <= reading_minutes(f"{text}{' كلمة' * words}")


def test_an_isolated_text_stands_between_first_strong_isolate_and_its_end() -> None:
    assert isolate("Barza") == "\u2068Barza\u2069"
    assert isolate("") == ""


def test_closed_isolates_inside_are_kept() -> None:
    assert isolate("دليل \u2068API\u2069") == "\u2068دليل \u2068API\u2069\u2069"


@pytest.mark.parametrize("text", ["a\u2069b", "\u2067ab", "ab\u202e", "\u2067a\u202cb\u2069"])
def test_open_or_stray_controls_cannot_break_out_of_an_isolate(text: str) -> None:
    assert isolate(text) == "\u2068ab\u2069"


@given(_TEXTS)
def test_no_bidi_control_survives_stripping_and_nothing_else_is_lost(text: str) -> None:
    controls = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    assert strip_bidi_controls(text) == "".join(char for char in text if char not in controls)
    assert strip_bidi_controls(isolate(text)) == strip_bidi_controls(text)
