"""Which links of a letter are counted, and that nothing else of it changes."""

from __future__ import annotations

from html import escape, unescape

from hypothesis import given
from hypothesis import strategies as st

from newsletter.letter import RECIPIENT_TOKEN
from newsletter.rendering.click_links import LONGEST_ADDRESS, counted_links, replace_links
from newsletter.rendering.mjml import render_html
from tests.newsletter.letters import make_letter

OTHER = "https://cms.example/r/1.ar.0123456789abcdef/"


def test_what_leads_to_something_to_read_is_counted_once_and_in_order() -> None:
    html = (
        '<a href="https://a.example/?x=1&amp;y=2">a</a><A class="b"\n HREF=\'http://b.example/\'>b'
        '</A><a href="https://a.example/?x=1&#38;y=2">again</a>'
    )
    assert counted_links(html) == ("https://a.example/?x=1&y=2", "http://b.example/")


def test_own_links_anchors_mails_pictures_and_scripts_are_not_counted() -> None:
    html = (
        f'<a href="https://a.example/subscription/{RECIPIENT_TOKEN}/">preferences</a>'
        '<a href="#en">English</a><a href="mailto:x@a.example">x</a><a href="/blog/">near</a>'
        '<a href="javascript:alert(1)">x</a><a name="top">top</a>'
        '<img src="https://a.example/p.jpg"><link href="https://a.example/s.css">'
        "<a title='see href=\"https://a.example/in-a-title/\"'>x</a>"
        '<abbr href="https://a.example/not-a-link/">x</abbr>'
        r'<a href="https://a.example\@evil.example/">x</a><a href="https:\\evil.example/">x</a>'
        f'<a href="https://a.example/{"x" * LONGEST_ADDRESS}">very long</a>'
    )
    assert counted_links(html) == ()
    assert replace_links(html, lambda _address: OTHER) == html


def test_a_rendered_letter_leads_nowhere_uncounted_but_by_the_readers_own_links() -> None:
    html = render_html(make_letter("ar", "en"))
    found = counted_links(html)
    assert "https://barza.example/blog/news-0/" in found
    assert "https://barza.example/en/blog/column/" in found
    changed = replace_links(html, lambda _address: OTHER)
    assert not [address for address in counted_links(changed) if address != OTHER]
    assert changed.count(RECIPIENT_TOKEN) == html.count(RECIPIENT_TOKEN) > 0


def test_who_gives_no_other_address_gets_the_same_html() -> None:
    html = render_html(make_letter("ar", "en"))
    assert replace_links(html, lambda _address: None) == html


PIECES = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="<>")),
    st.sampled_from(["<p>", "</p>", '<img src="https://a.example/i.png">', "\u0651\u200f«»", "&"]),
)
ADDRESSES = st.lists(st.integers(0, 30).map(lambda n: f"https://a.example/{n}/?a=1&b=تجربة#c"))


@given(st.lists(st.tuples(PIECES, ADDRESSES)))
def test_only_addresses_change_and_putting_them_back_gives_the_same_octets(
    parts: list[tuple[str, list[str]]],
) -> None:
    html = "".join(
        piece + "".join(f'<a class="x" href="{escape(address)}">{piece}</a>' for address in some)
        for piece, some in parts
    )
    numbers: dict[str, str] = {}

    def away(address: str) -> str:
        return numbers.setdefault(address, f"https://cms.example/r/{len(numbers)}/")

    changed = replace_links(html, away)
    assert counted_links(changed) == tuple(numbers.values())
    back = {other: address for address, other in numbers.items()}
    # What a writer wrote as "&" may come back as "&amp;": the address is the same.
    assert unescape(replace_links(changed, back.__getitem__)) == unescape(html)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_no_text_is_too_odd(text: str) -> None:
    assert replace_links(text, lambda _address: None) == text
