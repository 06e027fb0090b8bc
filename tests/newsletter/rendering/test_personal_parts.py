"""A reader's own parts take their places, and nothing else changes."""

from __future__ import annotations

import base64
import email
import email.policy
import json
import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsletter.letter import RECIPIENT_TOKEN, LetterSection
from newsletter.rendering.encoded import EncodedText
from newsletter.rendering.head import Head, head_of
from newsletter.rendering.message import Addressee, MessageTemplate, message_template
from newsletter.rendering.mjml import render_html
from newsletter.rendering.places import greeting_place, split_at_places
from newsletter.rendering.plain import render_plain
from newsletter.rendering.visible import visible_line
from tests.newsletter.awkward_text import awkward_text
from tests.newsletter.letters import SENT_AT, letter_part, make_letter, teaser

if TYPE_CHECKING:
    from email.message import EmailMessage

    from newsletter.letter import Letter

READER = Addressee(address="r@example.org", token="17.sig-_", message_id="<a@barza.example>")
BREAKS = re.compile("[\r\n\x00\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def template_of(letter: Letter) -> MessageTemplate:
    return message_template(head_of(letter), html=render_html(letter), plain=render_plain(letter))


BOTH = template_of(make_letter("ar", "en"))
UNNAMED = {greeting.unnamed for greeting in BOTH.greetings}


def read(octets: bytes) -> EmailMessage:
    return email.message_from_bytes(octets, policy=email.policy.default)


def bodies(octets: bytes) -> tuple[str, str]:
    plain, html = read(octets).iter_parts()
    return tuple(part.get_content().replace("\r\n", "\n") for part in (plain, html))


def greetings(html: str) -> list[str]:
    root = html5lib.parse(html, namespaceHTMLElements=False)
    spans = [e for e in root.iter("span") if e.get("dir") == "auto"]
    return ["".join(span.itertext()) for span in spans]


def test_a_reader_with_a_name_is_greeted_by_it_in_each_language() -> None:
    plain, html = bodies(BOTH.address_to(replace(READER, name="مريم"), date=SENT_AT))
    assert plain.count("\u2068مريم\u2069") == 2
    assert greetings(html) == ["مريم", "مريم"]


def test_a_reader_without_a_name_gets_a_whole_line_of_its_own() -> None:
    plain, html = bodies(BOTH.address_to(READER, date=SENT_AT))
    assert "Dear readers," in UNNAMED
    assert plain.count("Dear readers,") == html.count("Dear readers,")
    assert all(line in plain and line in html for line in UNNAMED)
    assert "{name}" not in plain + html
    assert greetings(html) == []


@settings(max_examples=150, deadline=None)
@given(name=awkward_text)
@example(name="</p><script>x</script>")
@example(name=RECIPIENT_TOKEN)
@example(name="{name} {0}")
@example(name="\u202eمريم")
def test_any_name_is_shown_and_changes_nothing_else(name: str) -> None:
    name = BREAKS.sub(" ", name)
    octets = BOTH.address_to(replace(READER, name=name), date=SENT_AT)
    assert max(map(len, octets.split(b"\r\n"))) <= 998
    assert octets.isascii()
    mail = read(octets)
    assert [k.lower() for k in mail][:4] == ["from", "subject", "reply-to", "to"]
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    plain, html = bodies(octets)
    nameless_plain, nameless_html = bodies(BOTH.address_to(READER, date=SENT_AT))
    shown = visible_line(name)
    if not shown:
        assert (plain, html) == (nameless_plain, nameless_html)
        return
    assert greetings(html) == [shown, shown]
    assert plain.count(f"\u2068{shown}\u2069") >= 2
    # The paragraphs that greet aside, both alternatives are those of everyone.
    paragraph = re.compile('<p class="greeting".*?</p>', re.DOTALL)
    assert paragraph.sub("", html) == paragraph.sub("", nameless_html)
    same = [line for line in plain.split("\n") if f"\u2068{shown}\u2069" not in line]
    assert same == [line for line in nameless_plain.split("\n") if line not in UNNAMED]


@settings(max_examples=200, deadline=None)
@given(
    pieces=st.lists(st.binary(max_size=200), min_size=1, max_size=6),
    values=st.lists(st.binary(max_size=90), min_size=5, max_size=5),
)
def test_what_is_encoded_beforehand_reads_as_if_encoded_whole(
    pieces: list[bytes], values: list[bytes]
) -> None:
    names = [str(number) for number in range(len(pieces) - 1)]
    kept = dict(zip(names, values, strict=False))
    lines = EncodedText.of(pieces, names).filled(kept).split(b"\r\n")
    assert max(map(len, lines)) <= 76
    assert not any(b"=" in line for line in lines[:-1])
    whole = b"".join(p + kept.get(n, b"") for p, n in zip(pieces, [*names, ""], strict=True))
    assert base64.b64decode(b"".join(lines), validate=True) == whole


def test_places_are_found_however_they_stand_together() -> None:
    place = greeting_place("ar").encode()
    token = RECIPIENT_TOKEN.encode()
    pieces, names = split_at_places(b"a" + place + token + b"b", ["ar"])
    assert pieces == [b"a", b"", b"b"]
    assert names == [greeting_place("ar"), RECIPIENT_TOKEN]


@pytest.mark.parametrize("place", [RECIPIENT_TOKEN, greeting_place("ar"), greeting_place("en")])
@pytest.mark.parametrize("hidden", ["{}", "\x00{}", "x{}x"])
def test_an_editor_cannot_write_a_place(place: str, hidden: str) -> None:
    text = hidden.format(place)
    if hidden.startswith("\x00"):
        text = text.replace("-", "\x00-")
    url = f"https://elsewhere.example/{place}"
    shown = teaser("ar", title=text, summary=text, url=url)
    part = letter_part(
        "ar",
        title=text,
        intro=f'<p>{place.replace("-", "&#45;")} <a href="{url}">{text}</a></p>',
        sections=(LetterSection(text, (shown,)),),
        web_url=url,
    )
    letter = make_letter(parts=(part,), subject=BREAKS.sub("", text), preheader=text)
    octets = template_of(letter).address_to(replace(READER, name="مريم"), date=SENT_AT)
    plain, html = bodies(octets)
    root = html5lib.parse(html, namespaceHTMLElements=False)
    links = [e.get("href", "") for e in root.iter("a")]
    assert [link for link in links if READER.token in link and "elsewhere" in link] == []
    assert "elsewhere.example/RECIPIENT%2D" in plain
    assert plain.count(READER.token) == 2
    assert html.count(READER.token) == 2
    assert greetings(html) == ["مريم"]
    assert place not in plain + html
    assert READER.token not in str(read(octets)["Subject"])


def test_the_address_on_the_web_is_the_same_for_everyone() -> None:
    for octets in (BOTH.address_to(replace(READER, token=t), date=SENT_AT) for t in ("1.a", "2.b")):
        _plain, html = bodies(octets)
        root = html5lib.parse(html, namespaceHTMLElements=False)
        web = {e.get("href") for e in root.iter("a") if "/newsletter/2026-11/" in e.get("href", "")}
        assert web == {
            "https://barza.example/newsletter/2026-11/",
            "https://barza.example/en/newsletter/2026-11/",
        }


def test_a_head_comes_back_from_json_and_builds_the_same_mail() -> None:
    letter = make_letter("ar", "en")
    head = Head.from_json(json.loads(json.dumps(head_of(letter).to_json())))
    assert head == head_of(letter)
    again = message_template(head, html=render_html(letter), plain=render_plain(letter))
    assert again.address_to(READER, date=SENT_AT) == BOTH.address_to(READER, date=SENT_AT)


@pytest.mark.parametrize(
    "change",
    [{"subject": 5}, {"languages": "ar"}, {"languages": [1]}, {"greetings": [["ar", "x"]]}],
)
def test_what_is_no_head_is_refused(change: dict[str, object]) -> None:
    kept = head_of(make_letter("ar")).to_json() | change
    with pytest.raises(ValueError, match=r"head|unpack"):
        Head.from_json(kept)


def test_a_head_with_a_value_too_many_or_too_few_is_refused() -> None:
    kept = head_of(make_letter("ar")).to_json()
    with pytest.raises(ValueError, match="bcc"):
        Head.from_json(kept | {"bcc": "x"})
    del kept["subject"]
    with pytest.raises(ValueError, match="subject"):
        Head.from_json(kept)


def test_a_changed_greeting_is_another_letter() -> None:
    letter = make_letter("ar")
    head = head_of(letter)
    other = replace(head, greetings=(replace(head.greetings[0], unnamed="x"),))
    prints = {message_template(h, html="x", plain="y").fingerprint for h in (head, other)}
    assert len(prints) == 2


def test_a_greeting_keeps_its_line_from_the_right() -> None:
    html = render_html(make_letter("ar"))
    root = html5lib.parse(html, namespaceHTMLElements=False)
    [greeting] = [e for e in root.iter("p") if e.text == greeting_place("ar")]
    assert greeting.get("dir") == "rtl"
    [line] = [x for x in render_plain(make_letter("ar")).split("\n") if "GREETING" in x]
    assert not any(unicodedata.category(c) == "Cf" for c in line)
