from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cms.teaser import Picture
from newsletter.letter import LetterError, LetterSection
from newsletter.rendering import mjml
from newsletter.rendering.errors import RenderError
from newsletter.rendering.mjml import CLIPPED_AT, is_clipped, render_html, render_mjml, to_html
from newsletter.rendering.plain import render_plain
from newsletter.rendering.visible import visible_line
from tests.newsletter.awkward_text import awkward_text
from tests.newsletter.letters import letter_part, make_letter, teaser

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

OUTLOOK = re.compile(r"<!--\[if mso \| IE\]>(.*?)<!\[endif\]-->", re.DOTALL)


def parsed(html: str) -> Element:
    root: Element = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    return root


def text_of(element: Element) -> str:
    return re.sub("[ \t\n]+", " ", "".join(element.itertext())).strip(" ")


def texts(html: str, tag: str) -> list[str]:
    return [text_of(element) for element in parsed(html).iter(tag)]


def without_isolates(text: str) -> str:
    """Isolates are balanced in each run of text, so comparisons leave them out."""
    bare = re.sub("[\u2066-\u2069]", "", visible_line(text))
    return re.sub(" +", " ", bare).strip(" ")


def shape(html: str) -> list[str]:
    """The tags in order; spans come and go with the directions of words."""
    return [element.tag for element in parsed(html).iter() if element.tag != "span"]


def document(body: str, head: str = "") -> str:
    return f'<mjml lang="ar" dir="rtl"><mj-head>{head}</mj-head><mj-body>{body}</mj-body></mjml>'


def wrapper(inner: str, language: str = "ar") -> str:
    return (
        f'<mj-wrapper lang="{language}"><mj-section><mj-column>{inner}'
        "</mj-column></mj-section></mj-wrapper>"
    )


def test_an_arabic_letter_reads_from_the_right_everywhere() -> None:
    html = render_html(make_letter("ar"))
    root = parsed(html)
    body = root.find("body")
    assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")
    assert body is not None
    assert (body.get("lang"), body.get("dir")) == ("ar", "rtl")
    assert "direction:rtl" in body.get("style", "")
    assert "direction:ltr" not in html
    assert "text-align:left" not in html
    assert 'align="left"' not in html


def test_outlook_s_own_tables_get_the_direction_too() -> None:
    html = render_html(make_letter("ar"))
    tables = re.findall(r"<table[^>]*>", "".join(OUTLOOK.findall(html)))
    assert tables
    assert all('dir="rtl"' in table for table in tables)


def test_an_english_letter_reads_from_the_left() -> None:
    html = render_html(make_letter("en"))
    assert parsed(html).get("dir") == "ltr"
    assert "direction:rtl" not in html
    assert "text-align:right" not in html


def test_a_letter_in_both_languages_keeps_each_part_s_direction() -> None:
    html = render_html(make_letter("ar", "en"))
    divisions = [d for d in parsed(html).iter("div") if d.get("role") is None and d.get("lang")]
    directions = [(d.get("lang"), d.get("dir")) for d in divisions]
    assert ("ar", "rtl") in directions
    assert ("en", "ltr") in directions
    for division in divisions:
        ways = {
            way
            for element in division.iter()
            for way in re.findall(r"direction:(\w+)", element.get("style", ""))
        }
        assert ways == {division.get("dir")}


def test_headings_come_in_the_language_s_order() -> None:
    html = render_html(make_letter("ar", "en"))
    headings = list(parsed(html).iter("h1"))
    assert [e.get("id") for h in headings for e in h.iter("a")] == ["ar", "en"]


def test_names_and_numbers_of_the_other_direction_stand_alone() -> None:
    arabic, english = (parsed(render_html(make_letter(code))) for code in ("ar", "en"))
    assert {"UAE Participate", "45%"} <= {
        text_of(e) for e in arabic.iter("span") if e.get("dir") == "ltr"
    }
    assert "البوابة الموحدة" in {text_of(e) for e in english.iter("span") if e.get("dir") == "rtl"}


def test_paddings_and_borders_stand_on_the_reading_side() -> None:
    arabic, english = render_html(make_letter("ar")), render_html(make_letter("en"))
    assert "border-right:3px solid" in arabic
    assert "border-left" not in arabic
    assert "border-left:3px solid" in english
    assert "border-right" not in english
    assert "-inline-" not in arabic + english


def test_the_column_comes_first_with_its_statements() -> None:
    column = teaser("en", title="The column", statements=("It promises.", "It answers."))
    root = parsed(render_html(make_letter(parts=(letter_part("en", column=column),))))
    headings = [text_of(e) for e in root.iter("h2")]
    assert headings == ["Editorial", "The column", "Participation news"]
    html = render_html(make_letter(parts=(letter_part("en", column=column),)))
    assert html.index("It answers.") < html.index("Participation news</h2>")


def test_a_letter_without_a_column_or_pictures_is_complete() -> None:
    section = LetterSection("Guides", (teaser("en", title="One", image=None),))
    part = letter_part("en", column=None, intro="", sections=(section, LetterSection("None", ())))
    root = parsed(render_html(make_letter(parts=(part,))))
    assert [text_of(e) for e in root.iter("h2")] == ["Guides"]
    assert not list(root.iter("img"))


def test_every_address_is_absolute() -> None:
    for element in parsed(render_html(make_letter("ar", "en"))).iter():
        for name in ("href", "src"):
            address = element.get(name)
            if address is not None and not address.startswith("#"):
                parts = urlsplit(address)
                assert parts.scheme == "https"
                assert parts.netloc == "barza.example"


def test_a_relative_address_is_refused() -> None:
    letter = make_letter("ar")
    with pytest.raises(LetterError, match="not an absolute web address"):
        replace(letter, unsubscribe_url="/newsletter/unsubscribe/")
    with pytest.raises(LetterError):
        replace(letter, preferences_url="javascript:alert(1)")


def test_the_same_language_twice_is_refused() -> None:
    with pytest.raises(LetterError, match="twice"):
        make_letter("ar", "ar")


def test_a_full_letter_in_both_languages_is_not_cut_off() -> None:
    parts = tuple(letter_part(language, teasers=12) for language in ("ar", "en"))
    html = render_html(make_letter(parts=parts))
    assert len(html.encode()) < CLIPPED_AT
    assert not is_clipped(html)


def test_no_line_grows_very_long() -> None:
    html = render_html(make_letter("ar", "en"))
    assert max(len(line.encode()) for line in html.split("\n")) < 998


def test_nothing_is_loaded_from_elsewhere() -> None:
    html = render_html(make_letter("ar", "en"))
    assert "fonts.googleapis" not in html
    assert not list(parsed(html).iter("link"))
    assert not list(parsed(html).iter("script"))


def test_vowel_marks_in_a_picture_s_alternative_text_survive() -> None:
    html = render_html(make_letter("ar"))
    assert "\\u{" not in html
    assert "مجلسٌ في دبي" in {element.get("alt") for element in parsed(html).iter("img")}


def test_words_in_neighbouring_tags_stay_apart() -> None:
    html = to_html(document(wrapper("<mj-text><p><b>one</b> <i>two</i></p></mj-text>", "en")), "en")
    assert "one two" in texts(html, "p")


def test_a_no_break_space_between_tags_stays() -> None:
    html = to_html(document(wrapper("<mj-text><b>12</b>&#160;<b>km</b></mj-text>", "en")), "en")
    assert "12\u00a0km" in "".join(parsed(html).itertext())


def test_rich_text_is_cleaned_and_its_links_made_absolute() -> None:
    intro = '<p>a&nbsp;<b>b<br>c <script>x</script><a href="/x/?a=1&b=2" onclick="x">d</a>'
    html = render_html(make_letter(parts=(letter_part("en", intro=intro),)))
    links = [e for e in parsed(html).iter("a") if text_of(e) == "d"]
    assert [link.get("href") for link in links] == ["https://barza.example/x/?a=1&b=2"]
    assert "onclick" not in html
    assert "a\u00a0b" in "".join(parsed(html).itertext())


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    "address",
    ["http://[x", "//[x", "//[::1", "//a b.example/", "data:,x"],
)
def test_an_address_that_is_none_leaves_its_words(address: str) -> None:
    part = letter_part("en", intro=f'<p><a href="{address}">words</a></p>')
    letter = make_letter(parts=(part,))
    links = [e for e in parsed(render_html(letter)).iter("a") if text_of(e) == "words"]
    assert [link.get("href") for link in links] == [None]
    assert "\nwords\n" in render_plain(letter)


@settings(max_examples=60, deadline=None)
@given(title=awkward_text)
@example(title="\x85\u00a0")
def test_any_title_comes_out_as_it_is_and_breaks_nothing(title: str) -> None:
    # A picture that says nothing is no link.
    image = Picture("/media/a.webp", "", 400, 225, f"x{title}")
    shown = teaser("ar", title=title, image=image)
    sections = (LetterSection(title, (shown,)),)
    part = letter_part("ar", title=title, sections=sections)
    usual = letter_part("ar", teasers=1)
    html = render_html(make_letter(parts=(part,), subject="x", preheader=title))
    expected = without_isolates(title)
    for tag in ("h1", "h3"):
        assert expected in {without_isolates(text) for text in texts(html, tag)}
    pictures = {without_isolates(e.get("alt", "")) for e in parsed(html).iter("img")}
    assert without_isolates(f"x{title}") in pictures
    assert shape(html) == shape(render_html(make_letter(subject="x", parts=(usual,))))


RICH_TAGS = ["<p>", "</p>", "<b>", "</b>", "<br>", "<ul><li>", "</li>", "<a href='/x'>", "</a>"]


@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(st.one_of(st.sampled_from(RICH_TAGS), awkward_text), max_size=8))
def test_any_rich_text_becomes_a_letter(pieces: list[str]) -> None:
    html = render_html(make_letter(parts=(letter_part("ar", intro="".join(pieces)),)))
    assert texts(html, "h1") == ["المشاركة التي تُغيّر القرار"]
    assert texts(html, "h2")[-2:] == ["المشاركة التي تُغيّر القرار", "أخبار المشاركة"]
    for element in parsed(html).iter("a"):
        assert str(element.get("href", "https:")).startswith(("https:", "#"))


def test_a_style_sheet_keeps_its_signs() -> None:
    html = to_html(document("", '<mj-style>a > b { content: "x" }</mj-style>'), "ar")
    assert 'a > b { content: "x" }' in html


def test_tables_are_for_layout_only() -> None:
    html = render_html(make_letter("ar"))
    assert {table.get("role") for table in parsed(html).iter("table")} == {"presentation"}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (wrapper("<mj-text><p>x</mj-text>"), "mismatched tag"),
        (wrapper("<mj-carousel />"), "mj-carousel: this tag may not stand here"),
        (wrapper('<mj-text colour="red">x</mj-text>'), "unknown attribute colour"),
        (wrapper('<mj-text padding-left="1px">x</mj-text>'), "unknown attribute padding-left"),
        (wrapper('<mj-image src="https://x.example/a.png" />'), "the attribute alt is missing"),
        (wrapper("<mj-text><script>x</script></mj-text>"), "may not stand in a letter's text"),
        (wrapper('<mj-text><p style="color:red">x</p></mj-text>'), "unknown attribute style"),
        ("<mj-section></mj-section>", "mj-section: this tag may not stand here"),
        (wrapper("loose words"), "text may not stand here"),
        ("<mj-wrapper></mj-wrapper>", "the attribute lang is missing"),
    ],
)
def test_mjml_that_is_not_ours_is_refused_with_the_reason(body: str, words: str) -> None:
    with pytest.raises(RenderError, match=words):
        to_html(document(body), "ar")


def test_a_document_type_is_refused() -> None:
    with pytest.raises(RenderError, match="document type"):
        to_html('<!DOCTYPE mjml [<!ENTITY a "a">]>' + document(""), "ar")


def test_an_inline_style_sheet_with_other_selectors_is_refused() -> None:
    head = '<mj-style inline="inline">p > a { color: red }</mj-style>'
    with pytest.raises(RenderError, match="not a rule of one class"):
        to_html(document("", head), "ar")


def test_a_panic_of_the_renderer_becomes_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def panic(*args: object, **options: object) -> str:
        raise PanicException("index out of bounds")

    monkeypatch.setattr(mjml, "mjml2html", panic)
    with pytest.raises(RenderError, match="gave up: index out of bounds"):
        to_html(render_mjml(make_letter("ar")), "ar")


def test_an_interruption_is_not_taken_for_a_panic(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*args: object, **options: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(mjml, "mjml2html", interrupt)
    with pytest.raises(KeyboardInterrupt):
        to_html(render_mjml(make_letter("ar")), "ar")
