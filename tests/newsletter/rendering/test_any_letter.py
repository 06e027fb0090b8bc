"""Whatever editors write, what leaves is a correct mail (N6; RFC 5322, 2045, 2369, 2919, 8058)."""

from __future__ import annotations

import email
import email.policy
import re
from typing import TYPE_CHECKING

import html5lib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.teaser import Picture
from newsletter.letter import LetterNote, LetterSection
from newsletter.rendering.head import head_of
from newsletter.rendering.message import Addressee, message_template
from newsletter.rendering.mjml import render_html
from newsletter.rendering.plain import render_plain
from newsletter.rendering.visible import visible_line
from tests.newsletter.awkward_text import awkward_text
from tests.newsletter.letters import SENT_AT, letter_part, make_letter, teaser
from tests.newsletter.rendering.corpus import CORPUS

if TYPE_CHECKING:
    from newsletter.letter import Letter, LetterPart

READER = Addressee(
    address="reader@example.org", token="17.sig-_", message_id="<a1@barza.example>", name="مريم"
)
BREAKS = re.compile("[\r\n\x00\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
HUGE = st.sampled_from(["كلمة " * 4000, "x" * 20_000, "\u202e" * 5000 + "ش", "ًٌٍَُِّ" * 2000])
words = st.one_of(awkward_text, st.text(max_size=40), st.sampled_from(list(CORPUS.values())), HUGE)
tags = st.sampled_from(["<p>", "</p>", "<b>", "<li>", "<ul>", '<a href="/x">', "</a>", "<br>", "<"])
rich = st.lists(st.one_of(tags, words), max_size=6).map("".join)


@st.composite
def parts(draw: st.DrawFn, language: str) -> LetterPart:
    shown = tuple(
        teaser(
            language,
            title=draw(words),
            summary=draw(words),
            image=Picture("/media/a.jpg", "", 400, 225, draw(words)),
        )
        for _ in range(draw(st.integers(0, 2)))
    )
    notes = tuple(
        LetterNote(draw(words), draw(words), "https://barza.example/n/", draw(words))
        for _ in range(draw(st.integers(0, 1)))
    )
    return letter_part(
        language,
        title=draw(words),
        summary=draw(words),
        intro=draw(rich),
        tagline=draw(words),
        entity_name=draw(words),
        column=teaser(language, title=draw(words), statements=(draw(words),)),
        sections=(LetterSection(draw(words), shown), LetterSection(draw(words), (), notes)),
    )


@st.composite
def letters(draw: st.DrawFn) -> Letter:
    languages = draw(st.sampled_from([("ar",), ("en",), ("ar", "en")]))
    return make_letter(
        parts=tuple(draw(parts(language)) for language in languages),
        subject=BREAKS.sub(" ", draw(awkward_text)),
        preheader=draw(words),
    )


@settings(
    max_examples=60, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(letter=letters())
def test_any_content_becomes_a_correct_mail(letter: Letter) -> None:
    html, plain = render_html(letter), render_plain(letter)
    octets = message_template(head_of(letter), html=html, plain=plain).address_to(
        READER, date=SENT_AT
    )
    assert octets.isascii()
    assert max(map(len, octets.split(b"\r\n"))) <= 998
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", octets)

    strict = email.message_from_bytes(octets, policy=email.policy.strict + email.policy.SMTP)
    assert not strict.defects
    mail = email.message_from_bytes(octets, policy=email.policy.default)
    assert mail["Subject"] == visible_line(letter.subject)
    assert mail["From"].addresses[0].addr_spec == letter.sender.address
    assert mail["To"].addresses[0].addr_spec == READER.address
    assert mail["Message-ID"] == READER.message_id
    assert mail["Date"].datetime == SENT_AT
    assert mail["Content-Language"] == ", ".join(letter.languages)
    assert mail["List-Id"] == f"<{letter.sender.list_id}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    ways = re.findall(r"<([^<>]+)>", str(mail["List-Unsubscribe"]))
    assert ways[0] == f"https://barza.example/newsletter/unsubscribe/{READER.token}/"
    assert ways[1].startswith("mailto:unsubscribe@barza.example?subject=")
    names = [name.lower() for name in mail]
    assert len(names) == len(set(names))

    text, page = mail.iter_parts()
    assert (text.get_content_type(), page.get_content_type()) == ("text/plain", "text/html")
    said = text.get_content()
    assert said.strip()
    assert said.count(f"/unsubscribe/{READER.token}/") == len(letter.parts)
    root = html5lib.HTMLParser(namespaceHTMLElements=False).parse(page.get_content())
    assert root.get("lang") == letter.language
    assert len(list(root.iter("h1"))) == len(letter.parts)
    assert not {"script", "iframe", "form", "object"} & {e.tag for e in root.iter()}
    left = [e.get("href", "") for e in root.iter("a") if READER.token in e.get("href", "")]
    assert len(left) == 2 * len(letter.parts)
