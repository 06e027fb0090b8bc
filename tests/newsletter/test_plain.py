from __future__ import annotations

import re
import unicodedata

from hypothesis import given, settings

from newsletter.letter import LetterSection
from newsletter.rendering.plain import WIDTH, render_plain, wrapped
from newsletter.rendering.visible import runs, visible_line
from tests.newsletter.awkward_text import awkward_text
from tests.newsletter.letters import letter_part, make_letter, teaser

MARKS = re.compile("[\u200e\u200f\u061c\u2066-\u2069]")


def bare(text: str) -> str:
    return re.sub("[ \n]+", " ", MARKS.sub("", text)).strip(" ")


def room(line: str) -> int:
    return sum(unicodedata.category(c) not in {"Mn", "Me", "Cf"} for c in line)


def test_every_teaser_is_there_with_its_address_on_a_line_of_its_own() -> None:
    letter = make_letter("ar", "en")
    lines = render_plain(letter).split("\n")
    for part in letter.parts:
        for shown in part.teasers():
            assert shown.url in lines
            assert bare(shown.title) in {bare(line) for line in lines}


def test_the_statements_follow_the_column() -> None:
    text = bare(render_plain(make_letter("ar")))
    assert "• انتهت 45% من الاستشارات عبر UAE Participate بتعديل معلن." in text


def test_lines_are_no_wider_than_a_screen() -> None:
    long = " ".join(["المشاركةُ الرقميّة وعدٌ بالرد"] * 20)
    section = LetterSection("أخبار", (teaser("ar", summary=long),))
    text = render_plain(make_letter(parts=(letter_part("ar", sections=(section,)),)))
    wide = [line for line in text.split("\n") if room(line) > WIDTH]
    assert all(line.startswith("https://") for line in wide)
    assert long in bare(text)


def test_arabic_parts_come_before_english_ones_and_both_say_how_to_leave() -> None:
    letter = make_letter("ar", "en")
    text = render_plain(letter)
    assert text.index(letter.parts[0].title) < text.index(letter.parts[1].title)
    assert text.count(letter.unsubscribe_url) == 2
    assert text.count(letter.preferences_url) == 2


def test_latin_names_in_arabic_lines_are_isolated() -> None:
    [line] = wrapped("عبر UAE Participate اليوم", "rtl")
    assert line == "عبر \u2066UAE Participate\u2069 اليوم"


def test_a_line_of_latin_words_in_an_arabic_part_still_reads_from_the_right() -> None:
    assert wrapped("UAE Participate", "rtl") == ["\u200f\u2066UAE Participate\u2069"]


def test_an_arabic_line_in_an_english_part_reads_from_the_left() -> None:
    assert wrapped("البوابة", "ltr") == ["\u200e\u2067البوابة\u2069"]


def test_an_address_is_not_isolated_because_programs_would_link_the_mark() -> None:
    [line] = wrapped("على https://data.example/x/ اليوم", "rtl")
    assert "\u2069" not in line


def test_a_link_s_address_follows_its_words() -> None:
    text = render_plain(make_letter("en"))
    assert "(https://barza.example/blog/)" in text


def test_plain_numbers_are_left_alone_and_signed_ones_are_not() -> None:
    text = "من 1,200 إلى 45% في 2026-11-22 عبر +971 4 123 وبسرعة 5 GB"
    assert [run for run, foreign in runs(text, "rtl") if foreign] == [
        "45%",
        "2026-11-22",
        "+971 4 123",
        "5 GB",
    ]


@settings(max_examples=100, deadline=None)
@given(text=awkward_text)
def test_runs_joined_are_the_text(text: str) -> None:
    for direction in ("rtl", "ltr"):
        assert "".join(run for run, _ in runs(text, direction)) == text


@settings(max_examples=60, deadline=None)
@given(title=awkward_text)
def test_any_title_is_readable_and_free_of_controls(title: str) -> None:
    section = LetterSection("أخبار", (teaser("ar", title=title),))
    text = render_plain(make_letter(parts=(letter_part("ar", sections=(section,)),)))
    assert bare(visible_line(title)) in bare(text)
    assert not [c for c in text if unicodedata.category(c) in {"Cc", "Cs"} and c != "\n"]
    for line in text.split("\n"):
        assert sum(c in "\u2066\u2067\u2068" for c in line) == line.count("\u2069")
