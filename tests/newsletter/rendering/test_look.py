"""What the letter looks like by day and by night, computed from its HTML (WCAG 2.2, N6)."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import html5lib
import pytest

from cms.teaser import Picture
from newsletter.letter import LetterNote, LetterSection
from newsletter.models import SectionKind
from newsletter.rendering.errors import RenderError
from newsletter.rendering.mjml import render_html, to_html
from tests.frontend.palette import contrast, luminance
from tests.newsletter.letters import letter_part, make_letter, teaser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from newsletter.letter import Letter
    from tests.frontend.palette import Rgb

ROOT = Path(__file__).parents[3]
_DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{\n(.*?)\n\}", re.DOTALL)
_RULE = re.compile(r"(.+?) \{ ([a-z-]+): (#[0-9a-f]{6}) !important; \}")
_COLOUR = re.compile(r"(?:^|;)(color|background(?:-color)?|border[a-z-]*):[^;]*?(#[0-9a-fA-F]{6})")


def full_letter(*languages: str) -> Letter:
    """Every kind of section, with everything that each can have."""
    parts = []
    for language in languages:
        notes = (
            LetterNote("Forum", "Open to all.", "https://barza.example/f/", "3 November 2026"),
            LetterNote("A shorter form"),
        )
        sections = tuple(
            LetterSection(
                f"{kind}",
                (teaser(language), teaser(language, image=None)) if kind not in NOTED else (),
                notes if kind in NOTED else (),
                kind.value,
            )
            for kind in SectionKind
        )
        intro = '<p>a <b>b</b> <a href="/x/">c</a></p><ul><li>d</li></ul>'
        parts.append(letter_part(language, sections=sections, intro=intro, tagline="The house"))
    return make_letter(parts=tuple(parts), mark_url="/static/icons/icon-192.png")


NOTED = (SectionKind.ANNOUNCEMENTS, SectionKind.DATES)


def parsed(html: str) -> Element:
    root: Element = html5lib.parse(html, namespaceHTMLElements=False)
    return root


def rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue


def dark_rules(html: str) -> list[tuple[str, str, str]]:
    block = _DARK.search(html)
    assert block is not None
    return [
        (selector, name, colour)
        for selectors, name, colour in _RULE.findall(block[1])
        for selector in selectors.split(", ")
    ]


def matches(selector: str, line: list[Element]) -> bool:
    """Whether the last element of `line`, ancestors first, is what the selector means."""
    parts = selector.split(" ")
    first = parts[0].removeprefix(".")
    if len(parts) == 1:
        return first in line[-1].get("class", "").split()
    if line[-1].tag != parts[-1]:
        return False
    above = line[-2:-1] if ">" in parts else line[:-1]
    return any(first in element.get("class", "").split() for element in above)


def texts(
    line: list[Element], rules: list[tuple[str, str, str]], text: str = "", ground: str = ""
) -> Iterator[tuple[str, str, str]]:
    """Each text with its colour and what it stands on."""
    element = line[-1]
    if not isinstance(element.tag, str) or "display:none" in element.get("style", ""):
        return
    if element.tag == "a" and element.get("href"):
        text = ""  # mail programs have a colour of their own for links that have none
    for name, colour in _COLOUR.findall(element.get("style", "")):
        if name == "color":
            text = colour
        elif name.startswith("background"):
            ground = colour
    for selector, name, colour in rules:
        if matches(selector, line):
            text = colour if name == "color" else text
            ground = colour if name == "background-color" else ground
    # Mail programs that show no pictures show these words, in the colour of what is around them.
    words = element.get("alt", "") if element.tag == "img" else element.text or ""
    if words.strip():
        yield words, text, ground
    for child in element:
        yield from texts([*line, child], rules, text, ground)
        if (child.tail or "").strip():
            yield child.tail or "", text, ground


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_word_stands_out_from_its_ground(language: str, scheme: str) -> None:
    html = render_html(full_letter(language))
    body = parsed(html).find("body")
    assert body is not None
    found = list(texts([body], dark_rules(html) if scheme == "dark" else []))
    assert len(found) > 60
    weak = {
        (t, g): words for words, t, g in found if not t or not g or contrast(rgb(t), rgb(g)) < 4.5
    }
    assert weak == {}
    grounds = {ground for _words, _text, ground in found}
    bright = {ground for ground in grounds if luminance(rgb(ground)) > 0.5}
    assert bool(bright - {"#d7bc6d"}) == (scheme == "light")


def test_dark_colours_are_asked_for_in_both_ways_and_outlook_on_the_web_gets_the_same() -> None:
    html = render_html(full_letter("ar", "en"))
    for name in ("color-scheme", "supported-color-schemes"):
        assert f'<meta name="{name}" content="light dark"' in html
    for selector, name, colour in dark_rules(html):
        mark = "data-ogsb" if name == "background-color" else "data-ogsc"
        [rule] = [
            found
            for found in re.findall(r"^\[data-og.*$", html, re.MULTILINE)
            if f"[{mark}] {selector}" in re.split(", | {", found) and f" {{ {name}: " in found
        ]
        assert f"{name}: {colour} !important" in rule


def test_every_dark_rule_is_of_something_in_the_letter() -> None:
    html = render_html(full_letter("ar", "en"))
    classes = {c for e in parsed(html).iter() for c in e.get("class", "").split()}
    assert {rule[0].split(" ")[0].removeprefix(".") for rule in dark_rules(html)} <= classes


def test_the_colours_are_those_of_the_site() -> None:
    tokens = (ROOT / "frontend" / "styles" / "tokens.css").read_text(encoding="utf-8").lower()
    folder = ROOT / "templates" / "newsletter" / "email"
    used = {
        colour
        for path in folder.glob("*.mjml")
        for colour in re.findall(r"#[0-9a-f]{6}\b", path.read_text(encoding="utf-8").lower())
    }
    site = set(re.findall(r"#[0-9a-f]{6}\b", tokens)) | {"#ffffff"}
    assert used - site == set()


def test_colours_of_no_class_and_other_properties_are_refused() -> None:
    for sheet, words in (
        ("a { color: #ffffff; }", "not a rule of one class"),
        (".x { display: none; }", "not a colour"),
    ):
        head = f'<mj-style dark="dark">{sheet}</mj-style>'
        source = f'<mjml lang="ar" dir="rtl"><mj-head>{head}</mj-head><mj-body /></mjml>'
        with pytest.raises(RenderError, match=words):
            to_html(source, "ar")


def test_a_class_of_an_element_that_no_sheet_names_is_refused() -> None:
    source = '<mjml lang="ar" dir="rtl"><mj-head /><mj-body css-class="pagge" /></mjml>'
    with pytest.raises(RenderError, match="pagge"):
        to_html(source, "ar")


def test_headings_come_in_steps() -> None:
    root = parsed(render_html(full_letter("ar", "en")))
    levels = [int(e.tag[1]) for e in root.iter() if re.fullmatch("h[1-6]", str(e.tag))]
    assert levels[0] == 1
    assert levels.count(1) == 2
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_words_in_a_picture_s_place_have_room_for_their_lines() -> None:
    root = parsed(render_html(full_letter("ar", "en")))
    pictures = [e for e in root.iter("img") if e.get("alt")]
    assert len(pictures) > 10
    assert [e.get("style") for e in pictures if "line-height:1.5" not in e.get("style", "")] == []


def test_a_picture_that_says_nothing_is_no_link_without_words() -> None:
    silent = Picture("/media/a.jpg", "", 400, 225, "")
    sections = (LetterSection("News", (teaser("en", image=silent),)),)
    part = letter_part("en", column=teaser("en", image=silent), sections=sections)
    root = parsed(render_html(make_letter(parts=(part,))))
    assert len([e for e in root.iter("img") if e.get("alt") == ""]) == 2
    links = [e for e in root.iter("a") if e.get("href")]
    said = ["".join(e.itertext()) + "".join(i.get("alt", "") for i in e) for e in links]
    assert all(words.strip() for words in said)


def test_every_kind_of_section_is_shown_with_its_items() -> None:
    letter = full_letter("en")
    root = parsed(render_html(letter))
    headings = ["".join(e.itertext()) for e in root.iter("h2")]
    assert headings[2:] == [section.title for section in letter.parts[0].sections]
    items = ["".join(e.itertext()) for e in root.iter("h3")]
    assert items.count("Forum") == len(NOTED)
    assert items.count("A shorter form") == len(NOTED)
    words = " ".join("".join(e.itertext()) for e in root.iter("p"))
    assert words.count("3 November 2026") == len(NOTED)
    assert words.count("Open to all.") == len(NOTED)
    marks = {c for e in root.iter("h2") for c in e.get("class", "").split() if c[:3] == "of-"}
    assert marks == {f"of-{kind}" for kind in SectionKind}


def test_the_letter_says_what_it_is_to_those_who_hear_it() -> None:
    letter = full_letter("ar", "en")
    root = parsed(render_html(letter))
    [article] = [e for e in root.iter("div") if e.get("role") == "article"]
    assert article.get("aria-label") == letter.subject
    assert article.get("aria-roledescription") == "email"
    assert [e.text for e in root.iter("title")] == [letter.subject]
    assert all(e.get("alt") is not None for e in root.iter("img"))
    assert [e.get("src") for e in root.iter("img") if e.get("alt") == ""] == [letter.mark_url]


def test_a_link_leads_down_to_the_other_language() -> None:
    root = parsed(render_html(full_letter("ar", "en")))
    [link] = [e for e in root.iter("a") if str(e.get("href", "")).startswith("#")]
    [place] = [e for e in root.iter("a") if e.get("id") == "en"]
    assert (link.get("href"), link.get("lang")) == ("#en", "en")
    # Outlook knows the place by its name only.
    assert place.get("name") == "en"


def test_nothing_of_the_body_follows_the_preheader_in_a_list_of_mails() -> None:
    letter = replace(full_letter("ar"), preheader="عمود الشهر")
    body = parsed(render_html(letter)).find("body")
    assert body is not None
    hidden = body[0]
    assert "display:none" in hidden.get("style", "")
    text = "".join(hidden.itertext()).replace("\n", " ")
    assert text.startswith("عمود الشهر")
    rest = text.removeprefix("عمود الشهر")
    assert len(rest) > 150
    assert re.fullmatch("[\u00a0\u200c\u034f ]+", rest)


def test_a_part_without_sections_or_opening_words_shows_no_empty_headings() -> None:
    part = letter_part("en", intro="", column=None, sections=(LetterSection("None", ()),))
    root = parsed(render_html(make_letter(parts=(part,))))
    assert [e.tag for e in root.iter() if str(e.tag) in {"h1", "h2", "h3"}] == ["h1"]
