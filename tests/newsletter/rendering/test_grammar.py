"""Faulty MJML never reaches a reader: it is refused with a reason, whatever is wrong with it."""

from __future__ import annotations

import random
import re

import html5lib
import pytest

from newsletter.rendering.errors import RenderError
from newsletter.rendering.grammar import HTML, MJML
from newsletter.rendering.mjml import render_html, render_mjml, to_html
from tests.newsletter.rendering.test_look import full_letter

SOURCE = render_mjml(full_letter("ar", "en"))
MUTATIONS = 300


def document(body: str, head: str = "", attributes: str = 'lang="ar" dir="rtl"') -> str:
    return f"<mjml {attributes}><mj-head>{head}</mj-head><mj-body>{body}</mj-body></mjml>"


def column(inner: str) -> str:
    return (
        '<mj-wrapper lang="ar"><mj-section><mj-column>'
        f"{inner}</mj-column></mj-section></mj-wrapper>"
    )


@pytest.mark.parametrize(
    "source",
    [
        # What MJML's renderer passes without a word, or answers with something else.
        document(column("<mj-txet>x</mj-txet>")),
        document(column("<mj-text clor='red'>x</mj-text>")),
        document(column("<mj-section><mj-column /></mj-section>")),
        document(column("<mj-column />")),
        document("<mj-column />"),
        document("<mj-text>x</mj-text>"),
        document("", "<mj-html-attributes><mj-selector path='.x' /></mj-html-attributes>"),
        document("", "<mj-font name='x' href='https://x.example/x.css' />"),
        document("", "<mj-include path='/etc/passwd' />"),
        document(column("<mj-include path='/etc/passwd' />")),
        document("", "<mj-attributes><mj-all direction='rtl' /></mj-attributes>"),
        document("", "<mj-attributes><mj-class name='x' color='red' /></mj-attributes>"),
        document(column("<mj-text mj-class='x'>x</mj-text>")),
        document('<mj-wrapper lang="ar" gap="4px"><mj-section /></mj-wrapper>'),
        document(column("<mj-social />")),
        document(column("<mj-hero />")),
        document(column("<mj-accordion />")),
        document(column("<mj-raw><script>x</script></mj-raw>")),
        document(column("<mj-text><img src='x' /></mj-text>").replace("src", "srcset")),
        document(column("<mj-text><table><tr><td>x</td></tr></table></mj-text>")),
        document(column("<mj-text><a href='x' onclick='x'>x</a></mj-text>")),
        document(column("<mj-image src='https://x.example/x.png' />")),
        document(column("<mj-button>x</mj-button>")),
        document(column("<mj-text direction='ltr'>x</mj-text>")),
        document(column("<mj-text padding-right='4px'>x</mj-text>")),
        document(column("<mj-spacer />")),
        document("", "", 'lang="ar"'),
        document("", "", 'dir="rtl"'),
        document("", "", 'lang="ar" dir="rtl" owa="desktop"'),
        document("") + "<mjml />",
        document(column("<mj-text>&nbsp;</mj-text>")),
        document(column("<mj-text>&</mj-text>")),
        document(column("<mj-text>a < b</mj-text>")),
        document(column("<mj-text><b>x</mj-text></b>")),
        "<html />",
        "",
        "   ",
        "x",
    ],
)
def test_what_the_renderer_would_swallow_is_refused(source: str) -> None:
    with pytest.raises(RenderError):
        to_html(source, "ar")


def mutated(source: str, chance: random.Random) -> str:
    """The source with one to three slips of a pen."""
    for _ in range(chance.randint(1, 3)):
        tags = list(re.finditer(r"</?[a-z0-9-]+", source))
        marks = list(re.finditer(r"[<>\"'=/&]| [a-z-]+(?==)", source))
        match chance.randrange(8):
            case 0:  # a character lost
                at = chance.randrange(len(source))
                source = source[:at] + source[at + 1 :]
            case 1:  # a sign lost, or an attribute's name
                mark = chance.choice(marks)
                source = source[: mark.start()] + source[mark.end() :]
            case 2:  # a sign doubled
                mark = chance.choice(marks)
                source = source[: mark.end()] + mark[0] + source[mark.end() :]
            case 3:  # another tag
                tag = chance.choice(tags)
                name = chance.choice([*MJML, *HTML, "mj-social", "div", "mj-group", "svg"])
                source = f"{source[: tag.start()]}<{name}{source[tag.end() :]}"
            case 4:  # a passage lost
                at = chance.randrange(len(source))
                source = source[:at] + source[at + chance.randrange(1, 400) :]
            case 5:  # a passage twice, elsewhere
                at, to = chance.randrange(len(source)), chance.randrange(len(source))
                source = source[:to] + source[at : at + chance.randrange(1, 200)] + source[to:]
            case 6:  # a sign of another kind
                at = chance.randrange(len(source))
                sign = chance.choice("\x00\ud800\u202e<>&\"'{}\\\U0010ffff\ufffe")
                source = source[:at] + sign + source[at:]
            case _:  # cut off
                source = source[: chance.randrange(len(source))]
    return source


@pytest.mark.parametrize("seed", range(6))
def test_no_slip_of_the_pen_makes_the_renderer_panic_or_loses_words(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - slips of a pen, no secrets
    accepted = 0
    panics: list[bool] = []
    for _ in range(MUTATIONS // 6):
        source = mutated(SOURCE, chance)
        try:
            html = to_html(source, "ar")
        except RenderError as error:
            panics += ["gave up" in str(error)]
            continue
        accepted += 1
        body = html5lib.parse(html, namespaceHTMLElements=False).find("body")
        text = "".join(body.itertext())
        assert "mj-" not in re.sub(r"mj-(?:outlook|column|full)[a-z0-9-]*", "", html)
        assert len(text) > 0
    assert not any(panics)
    # Words and numbers may be changed without a fault; tags may not.
    assert accepted < MUTATIONS // 6


def test_the_unchanged_source_is_accepted() -> None:
    letter = full_letter("ar", "en")
    personal = frozenset((letter.unsubscribe_url, letter.preferences_url))
    assert to_html(SOURCE, "ar", personal) == render_html(letter)
