from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings

from newsletter.letter import LetterNote, LetterSection
from newsletter.rendering.places import greeting_place
from newsletter.rendering.plain import RULE, line_in, render_plain
from newsletter.rendering.visible import runs, visible_line
from tests.newsletter.awkward_text import awkward_text
from tests.newsletter.letters import letter_part, make_letter, teaser

MARKS = re.compile("[\u200e\u200f\u061c\u2066-\u2069]")


def bare(text: str) -> str:
    return re.sub("[ \n]+", " ", MARKS.sub("", text)).strip(" ")


def bare_lines(text: str) -> list[str]:
    return [bare(line) for line in text.split("\n")]


def test_every_teaser_is_there_with_its_address_on_a_line_of_its_own() -> None:
    letter = make_letter("ar", "en")
    lines = render_plain(letter).split("\n")
    for part in letter.parts:
        for shown in part.teasers():
            assert shown.url in lines
            assert bare(shown.title) in {bare(line) for line in lines}


def test_a_letter_is_heard_in_order_with_numbered_sections() -> None:
    notes = (
        LetterNote("Forum", "", "https://barza.example/forum/", "3 November 2026 · Dubai"),
        LetterNote("A shorter form", "Open to all."),
    )
    sections = (
        LetterSection("News", (teaser("en", title="One", summary="Of one.", entity=None),)),
        LetterSection("None", ()),
        LetterSection("Dates", notes=notes, kind="dates"),
    )
    column = teaser("en", "column", title="The column", summary="", statements=("A.", "B."))
    part = letter_part(
        "en", title="The letter", sections=sections, column=column, intro="<p>Hi.</p>"
    )
    letter = make_letter(parts=(part,))
    body, foot = render_plain(letter).split(f"\n\n{RULE}\n\n")
    assert [block.split("\n") for block in body.split("\n\n")] == [
        ["\u200e2026-11", "The letter"],
        ["The single portal (\u2067البوابة الموحدة\u2069) is open until 15 December 2026."],
        [greeting_place("en")],
        ["", "1. Editorial"],
        ["Hi."],
        ["", "2. Column of the month"],
        ["The column", "Digital Government Authority"],
        ["Key statements:", "• A.", "• B."],
        ["Read the column:", "https://barza.example/en/blog/column/"],
        ["", "3. News"],
        ["One", "Of one.", "https://barza.example/en/blog/news-1/"],
        ["", "4. Dates"],
        ["3 November 2026 · Dubai", "Forum", "https://barza.example/forum/"],
        ["A shorter form", "Open to all."],
    ]
    assert [block.split("\n")[0] for block in foot.strip().split("\n\n")] == [
        "Digital Government Authority",
        "Unsubscribe:",
        "Change your preferences:",
        "Read on the web:",
    ]


def test_nothing_in_it_is_a_row_of_signs_to_be_counted_aloud() -> None:
    for line in render_plain(make_letter("ar", "en")).split("\n"):
        assert line == RULE or not re.search(r"([^\w\s])\1{3,}|[<>{}|*#]", line)


def test_a_paragraph_is_never_broken() -> None:
    long = " ".join(["المشاركةُ الرقميّة وعدٌ بالرد"] * 40)
    section = LetterSection("أخبار", (teaser("ar", summary=long),))
    part = letter_part("ar", sections=(section,), intro=f"<p>{long}</p>")
    assert bare_lines(render_plain(make_letter(parts=(part,)))).count(long) == 2


def test_arabic_parts_come_before_english_ones_and_both_say_how_to_leave() -> None:
    letter = make_letter("ar", "en")
    text = render_plain(letter)
    assert text.index(letter.parts[0].title) < text.index(letter.parts[1].title)
    assert text.count(letter.unsubscribe_url) == 2
    assert text.count(letter.preferences_url) == 2


def test_the_part_below_is_announced_in_its_own_language() -> None:
    lines = render_plain(make_letter("ar", "en")).split("\n")
    told = lines.index("You will find this letter in English further down.")
    assert told < lines.index(RULE)
    assert not any("further down" in line for line in render_plain(make_letter("en")).split("\n"))


def test_latin_names_in_arabic_lines_are_isolated() -> None:
    [line] = line_in("rtl", "عبر UAE Participate اليوم")
    assert line == "عبر \u2066UAE Participate\u2069 اليوم"


def test_a_line_of_latin_words_in_an_arabic_part_still_reads_from_the_right() -> None:
    assert line_in("rtl", "UAE Participate") == ["\u200f\u2066UAE Participate\u2069"]


def test_an_arabic_line_in_an_english_part_reads_from_the_left() -> None:
    assert line_in("ltr", "البوابة") == ["\u200e\u2067البوابة\u2069"]


def test_an_address_is_not_isolated_because_programs_would_link_the_mark() -> None:
    [line] = line_in("rtl", "على https://data.example/x/ اليوم")
    assert "\u2069" not in line


def test_the_address_of_a_link_stands_below_its_paragraph() -> None:
    intro = '<p>Read <a href="/a/">this page</a> and <a href="/b/?x=1&amp;y=2">that</a>.</p>'
    text = render_plain(make_letter(parts=(letter_part("en", intro=intro),)))
    assert (
        "Read this page and that.\n"
        "this page:\nhttps://barza.example/a/\n"
        "that:\nhttps://barza.example/b/?x=1&y=2\n"
    ) in text


def test_plain_numbers_are_left_alone_and_signed_ones_are_not() -> None:
    text = "من 1,200 إلى 45% في 2026-11-22 عبر +971 4 123 وبسرعة 5 GB"
    assert [run for run, foreign in runs(text, "rtl") if foreign] == [
        "45%",
        "2026-11-22",
        "+971 4 123",
        "5 GB",
    ]


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("شبكة 5G في كل مدينة", ["5G"]),
        ("خطة 2025–2026 للتحول", []),
        ("خطة 2025-2026 للتحول", []),
        ("اتصل على 800 555 أو 04 123 4567", ["800 555", "04 123 4567"]),
        ("اتصل على 600-599-999", ["600-599-999"]),
        ("راسل hello@barza.example اليوم", ["hello@barza.example"]),
        ("الإصدار v2.1 متاح", ["v2.1"]),
        ("الإصدار 2.1.3 متاح", []),
        ("نسبة 99.9% من الخدمات", ["99.9%"]),
        ("درجة الحرارة 45°C ظهراً", ["45°C"]),
        ("من 9:00 إلى 17:30", []),
        ("في 22/11/2026 مساء", []),
        ("عام 2026 و1,200 مشارك و3.5 ملايين", []),
        ("عام ٢٠٢٦ وحده", []),
    ],
)
def test_what_arabic_would_turn_round_stands_alone(text: str, apart: list[str]) -> None:
    assert [run for run, foreign in runs(text, "rtl") if foreign] == apart


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
