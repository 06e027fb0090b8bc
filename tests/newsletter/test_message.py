from __future__ import annotations

import email
import email.policy
import email.utils
import re
from dataclasses import replace
from email.header import decode_header, make_header
from typing import TYPE_CHECKING

import html5lib
import pytest
from hypothesis import given, settings

from newsletter.letter import RECIPIENT_TOKEN
from newsletter.rendering.errors import RenderError
from newsletter.rendering.head import head_of
from newsletter.rendering.identity import message_id, recipient_digest
from newsletter.rendering.message import Addressee, message_template
from newsletter.rendering.mjml import render_html
from newsletter.rendering.places import greeting_in_html, greeting_in_text, greeting_place
from newsletter.rendering.plain import render_plain
from newsletter.rendering.visible import visible_line
from tests.newsletter.awkward_text import awkward_text
from tests.newsletter.letters import SENDER, SENT_AT, letter_part, make_letter

if TYPE_CHECKING:
    from datetime import datetime
    from email.message import EmailMessage

    from newsletter.letter import Letter

READER = Addressee(
    address="reader@example.org",
    token="MTI:1vX:s-_",
    message_id="<0123456789abcdef@barza.example>",
    name="قارئة البرزة",
)
BREAKS = "\r\n\x00\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def message(letter: Letter, reader: Addressee = READER, date: datetime = SENT_AT) -> bytes:
    template = message_template(
        head_of(letter), html=render_html(letter), plain=render_plain(letter)
    )
    return template.address_to(reader, date=date)


def quick(letter: Letter, reader: Addressee = READER) -> bytes:
    template = message_template(head_of(letter), html="<p>x</p>\n", plain="x\n")
    return template.address_to(reader, date=SENT_AT)


def read(octets: bytes) -> EmailMessage:
    return email.message_from_bytes(octets, policy=email.policy.default)


def raw(octets: bytes, name: str) -> str | None:
    return email.message_from_bytes(octets).get(name)


def display_name(field: str) -> str:
    """The name before the address, read with the older parser.

    The newer one puts a blank between encoded words, against RFC 2047.
    """
    words = field.rpartition("<")[0].strip()
    if "=?" in words:
        return str(make_header(decode_header(words)))
    return email.utils.unquote(words)


def words_of(text: str) -> list[str]:
    """Words without isolates, which are balanced anew in each run of text."""
    return re.sub("[\u2066-\u2069]", "", text).split()


def test_both_alternatives_come_back_as_they_were_plain_text_first() -> None:
    letter = make_letter("ar", "en")
    mail = read(message(letter))
    assert mail.get_content_type() == "multipart/alternative"
    plain, html = mail.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    for part, text, greet in (
        (plain, render_plain(letter), greeting_in_text),
        (html, render_html(letter), greeting_in_html),
    ):
        assert isinstance(part, type(mail))
        content = part.get_content().replace("\r\n", "\n")
        for greeting in head_of(letter).greetings:
            line = greet(greeting, READER.name)
            text = text.replace(greeting_place(greeting.language), line)
        assert content == text.replace(RECIPIENT_TOKEN, READER.token)


def test_headers_say_who_writes_to_whom_about_what() -> None:
    mail = read(message(make_letter("ar", "en")))
    assert mail["Subject"] == "نشرة البرزة · نوفمبر 2026"
    assert mail["From"].addresses[0].display_name == "البرزة"
    assert mail["From"].addresses[0].addr_spec == "newsletter@barza.example"
    assert mail["To"].addresses[0].display_name == "قارئة البرزة"
    assert mail["To"].addresses[0].addr_spec == "reader@example.org"
    assert mail["Reply-To"] == "hello@barza.example"
    assert mail["Date"] == "Sun, 22 Nov 2026 09:00:00 +0400"
    assert mail["Message-ID"] == READER.message_id
    assert mail["Content-Language"] == "ar, en"
    assert mail["Auto-Submitted"] is None


def test_the_list_and_the_ways_to_leave_it_are_named_exactly() -> None:
    octets = message(make_letter("ar"))
    assert (
        b"List-Id: <newsletter.barza.example>\r\n"
        b"List-Unsubscribe: <https://barza.example/newsletter/unsubscribe/MTI:1vX:s-_/>,\r\n"
        b" <mailto:unsubscribe@barza.example?subject=unsubscribe%20MTI:1vX:s-_>\r\n"
        b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    ) in octets


def test_complaints_are_counted_by_issue_and_edition_and_never_by_reader() -> None:
    heads = {code: str(raw(quick(make_letter(code)), "Feedback-ID")) for code in ("ar", "en")}
    parts = {code: head.split(":") for code, head in heads.items()}
    assert all(len(of) == len(set(of)) == 4 for of in parts.values())
    assert [of[:3] for of in parts.values()] == [
        ["2026-11", "ar", "newsletter"], ["2026-11", "en", "newsletter"],
    ]  # fmt: skip
    # The last names the sender, the same in all mails; Gmail takes 5 to 15 characters.
    [named] = {of[3] for of in parts.values()}
    assert re.fullmatch("[a-z0-9]{5,15}", named)
    other = make_letter("ar", sender=replace(SENDER, list_id="letters.other.example"))
    assert not str(raw(quick(other), "Feedback-ID")).endswith(named)
    somebody = replace(READER, address="other@example.org", token="2.t", name="")
    assert raw(quick(make_letter("ar"), somebody), "Feedback-ID") == heads["ar"]


def test_one_click_is_offered_only_over_https() -> None:
    letter = replace(make_letter("ar"), unsubscribe_url="http://localhost:8000/leave/")
    octets = quick(letter)
    assert raw(octets, "List-Unsubscribe-Post") is None
    assert "http://localhost:8000/leave/" in str(raw(octets, "List-Unsubscribe"))


def test_arabic_travels_as_base64_with_short_lines() -> None:
    octets = message(make_letter("ar"))
    assert octets.count(b"Content-Transfer-Encoding: base64\r\n") == 2
    assert b"quoted-printable" not in octets
    assert octets.isascii()
    assert max(len(line) for line in octets.split(b"\r\n")) <= 78 + 20
    assert b"\n" not in octets.replace(b"\r\n", b"")


def test_plain_ascii_travels_as_it_is() -> None:
    assert quick(make_letter("en")).count(b"Content-Transfer-Encoding: 7bit\r\n") == 2


def test_a_line_too_long_for_mail_is_encoded() -> None:
    template = message_template(head_of(make_letter("en")), html="x" * 2000, plain="x")
    octets = template.address_to(READER, date=SENT_AT)
    assert max(len(line) for line in octets.split(b"\r\n")) < 998


def test_the_same_reader_gets_the_same_octets() -> None:
    assert message(make_letter("ar")) == message(make_letter("ar"))


def test_a_fingerprint_changes_with_what_readers_get() -> None:
    letters = [
        make_letter("ar"),
        make_letter("ar", "en"),
        make_letter("ar", subject="x"),
        make_letter("ar", sender=replace(SENDER, name="x")),
        make_letter(parts=(letter_part("ar", summary="x"),)),
    ]
    prints = [
        message_template(head_of(x), html=render_html(x), plain=render_plain(x)).fingerprint
        for x in letters
    ]
    assert len(set(prints)) == len(letters)
    again = make_letter("ar")
    template = message_template(head_of(again), html=render_html(again), plain=render_plain(again))
    assert template.fingerprint == prints[0]


def test_no_place_of_a_token_is_left() -> None:
    mail = read(message(make_letter("ar", "en")))
    assert RECIPIENT_TOKEN not in str(mail.as_string())
    for part in mail.walk():
        if not part.is_multipart():
            assert RECIPIENT_TOKEN not in part.get_content()


LONG = {
    "vowel marks": "المشاركةُ الرقميّة التي تُغيّر القرار " * 8,
    "far planes": "👩\u200d💻🇦🇪" * 30,
    "marks of direction": "الإصدار\u200f (2) Barza می\u200cخواهم " * 6,
    "plain letters": "A long subject in plain letters " * 6,
}


@pytest.mark.parametrize("kind", LONG)
@pytest.mark.parametrize("name", ["Subject", "From", "To"])
def test_a_long_header_is_folded_between_letters_in_lines_of_76(name: str, kind: str) -> None:
    text = LONG[kind].strip()
    letter = make_letter("ar", subject=text, sender=replace(SENDER, name=text))
    octets = quick(letter, replace(READER, name=text))
    field = str(raw(octets, name))
    lines = f"{name}: {field}".splitlines()
    assert max(map(len, lines)) <= 76
    words = re.findall(r"=\?utf-8\?[bq]\?[^?]*\?=", field)
    assert len(words) > 2
    assert max(map(len, words)) <= 75
    # RFC 2047, section 5: each word is whole characters.
    decoded = [decode_header(word)[0][0] for word in words]
    assert "".join(word.decode() for word in decoded) == text


@pytest.mark.parametrize("character", BREAKS)
def test_a_line_break_in_the_subject_is_refused(character: str) -> None:
    letter = make_letter("ar", subject=f"x{character}Bcc: all@barza.example")
    with pytest.raises(RenderError, match="Subject: a line break"):
        quick(letter)


@pytest.mark.parametrize("character", BREAKS)
def test_a_line_break_in_a_name_is_refused(character: str) -> None:
    name = f"x{character}Bcc: all@barza.example"
    with pytest.raises(RenderError, match="To: a line break"):
        quick(make_letter("ar"), replace(READER, name=name))
    with pytest.raises(RenderError, match="From: a line break"):
        quick(make_letter("ar", sender=replace(SENDER, name=name)))


@pytest.mark.parametrize(
    "address",
    [
        "reader",
        "a@b@example.org",
        "a b@example.org",
        "a@example.org, b@example.org",
        "a@example.org\r\nBcc: b@example.org",
        "<a@example.org>",
        "قارئ@example.org",
        "",
    ],
)
def test_what_is_no_mail_address_is_refused(address: str) -> None:
    with pytest.raises(RenderError, match="To: "):
        quick(make_letter("ar"), replace(READER, address=address))


def test_an_internationalised_host_is_written_in_ascii() -> None:
    octets = quick(make_letter("ar"), replace(READER, address="reader@مثال.example", name=""))
    assert raw(octets, "To") == "reader@xn--mgbh0fb.example"


@pytest.mark.parametrize("token", ["", "a b", "a/../b", "a\r\nb", 'a">', "رمز"])
def test_a_token_that_would_change_an_address_is_refused(token: str) -> None:
    with pytest.raises(RenderError, match="token"):
        quick(make_letter("ar"), replace(READER, token=token))


def test_a_time_without_a_zone_is_refused() -> None:
    template = message_template(head_of(make_letter("ar")), html="x", plain="x")
    with pytest.raises(RenderError, match="zone"):
        template.address_to(READER, date=SENT_AT.replace(tzinfo=None))


def test_a_message_is_named_alike_in_every_attempt_and_without_its_reader() -> None:
    digest = recipient_digest("Reader@Example.org ", b"secret")
    assert digest == recipient_digest("reader@example.org", b"secret")
    assert digest != recipient_digest("reader@example.org", b"other")
    first = message_id("2026-11", digest, secret=b"secret", domain="barza.example")
    again = message_id("2026-11", digest, secret=b"secret", domain="barza.example")
    assert first == again
    assert first != message_id("2026-12", digest, secret=b"secret", domain="barza.example")
    assert "reader" not in first
    assert first.endswith("@barza.example>")


def test_a_message_id_needs_a_domain() -> None:
    with pytest.raises(ValueError, match="domain"):
        message_id("2026-11", "0", secret=b"secret", domain="x>\r\nBcc: y")


@settings(max_examples=150, deadline=None)
@given(text=awkward_text)
def test_any_subject_and_name_come_back_or_are_refused(text: str) -> None:
    letter = make_letter("ar", subject=text, sender=replace(SENDER, name=text))
    if set(text) & set(BREAKS):
        with pytest.raises(RenderError):
            quick(letter)
        return
    octets = quick(letter)
    mail = read(octets)
    assert mail["Subject"] == visible_line(text)
    assert mail["From"].addresses[0].addr_spec == SENDER.address
    assert display_name(str(raw(octets, "From"))) == visible_line(text)
    assert mail.keys()[:4] == ["From", "Subject", "Reply-To", "To"]
    assert max(len(line) for line in octets.split(b"\r\n")) < 998


@settings(max_examples=30, deadline=None)
@given(title=awkward_text)
def test_any_title_arrives_in_the_mail(title: str) -> None:
    mail = read(message(make_letter(parts=(letter_part("en", title=title),))))
    html = mail.get_body(("html",))
    assert html is not None
    root = html5lib.parse(html.get_content(), namespaceHTMLElements=False)
    heading = "".join(next(root.iter("h1")).itertext())
    isolates = str.maketrans(dict.fromkeys("\u2066\u2067\u2068\u2069"))
    found, wanted = (
        " ".join(x.translate(isolates).split()) for x in (heading, visible_line(title))
    )
    assert found == wanted
