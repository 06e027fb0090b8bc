"""Hard Arabic comes out as it went in: in text, in attributes, in the message (N6)."""

from __future__ import annotations

import email
import email.policy
import re
from typing import TYPE_CHECKING

import html5lib
import pytest

from cms.teaser import Picture
from newsletter.letter import LetterNote, LetterSection
from newsletter.rendering.head import head_of
from newsletter.rendering.message import Addressee, message_template
from newsletter.rendering.mjml import render_html
from newsletter.rendering.plain import render_plain
from tests.newsletter.letters import SENT_AT, letter_part, make_letter, teaser
from tests.newsletter.rendering.corpus import CORPUS

if TYPE_CHECKING:
    from email.message import EmailMessage
    from xml.etree.ElementTree import Element

    from newsletter.letter import Letter

READER = Addressee(address="r@example.org", token="1.t", message_id="<a@barza.example>")
ISOLATES = re.compile("[\u2066-\u2069]")
MARKS_AT_START = re.compile("^[\u200e\u200f]")


def letter_of(text: str, language: str) -> Letter:
    image = Picture("/media/a.jpg", "", 400, 225, text)
    shown = teaser(language, title=text, summary=text, image=image)
    notes = (LetterNote(text, text, "https://barza.example/", text),)
    part = letter_part(
        language,
        title=text,
        summary=text,
        sections=(LetterSection(text, (shown,)), LetterSection(text, (), notes, "dates")),
    )
    return make_letter(parts=(part,), subject=text, preheader=text)


def delivered(letter: Letter) -> EmailMessage:
    template = message_template(
        head_of(letter), html=render_html(letter), plain=render_plain(letter)
    )
    octets = template.address_to(READER, date=SENT_AT)
    return email.message_from_bytes(octets, policy=email.policy.default)


def tree(mail: EmailMessage) -> Element:
    body = mail.get_body(("html",))
    assert body is not None
    root: Element = html5lib.parse(body.get_content(), namespaceHTMLElements=False)
    return root


def text_of(element: Element) -> str:
    # The runs set apart are isolated anew in text; lines may end at blanks.
    return re.sub("[ \n\r]+", " ", "".join(element.itertext())).strip(" ")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", CORPUS)
def test_it_comes_out_of_the_message_as_it_went_in(name: str, language: str) -> None:
    text = CORPUS[name]
    mail = delivered(letter_of(text, language))
    assert mail["Subject"] == text
    root = tree(mail)
    for tag in ("h1", "h2", "h3"):
        found = [text_of(element) for element in root.iter(tag)]
        assert text in found or ISOLATES.sub("", text) in map(_bare, found), (tag, found)
    assert text in [element.get("alt") for element in root.iter("img")]
    assert text in [element.get("aria-label") for element in root.iter("div")]
    assert text in [element.text for element in root.iter("title")]
    plain = mail.get_body(("plain",))
    assert plain is not None
    lines = plain.get_content().replace("\r\n", "\n").split("\n")
    assert _bare(text) in [_bare(line) for line in lines]


@pytest.mark.parametrize("name", CORPUS)
def test_no_mark_is_written_as_an_escape(name: str) -> None:
    html = render_html(letter_of(CORPUS[name], "ar"))
    if "\\u" not in CORPUS[name]:
        assert "\\u" not in html
    assert "\ufffd" not in html


def _bare(text: str) -> str:
    return MARKS_AT_START.sub("", ISOLATES.sub("", text))
