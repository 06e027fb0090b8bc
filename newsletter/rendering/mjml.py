"""From a letter to its HTML: templates, MJML, and what MJML's renderer leaves to us."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from mjml import mjml2html

from newsletter.rendering.directions import apply_directions, mend_directions
from newsletter.rendering.errors import RenderError
from newsletter.rendering.grammar import check
from newsletter.rendering.markup import fold, parse, read_back, write
from newsletter.rendering.places import (
    address_without_places,
    greeting_place,
    words_without_places,
)
from newsletter.rendering.rich import clean_rich_text
from newsletter.rendering.styles import inline_styles, write_dark_styles

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from newsletter.letter import Letter, LetterPart

FOLDER = "newsletter/email"
CLIPPED_AT = 90_000
"""Octets of HTML above which some mail programs cut a letter off (near 102 kB)."""


PREHEADER_END = "\u00a0\u200c\u034f" * 90
"""Blanks and signs without width, so that the list of mails shows nothing of the body."""


LONGEST_MJML = 2_000_000
"""Characters; what is longer is refused, because the renderer cannot be interrupted."""


@dataclass(frozen=True, slots=True)
class Wordmark:
    """The publication's name in both scripts."""

    arabic: str = "البرزة"
    latin: str = "Barza"


def render_html(letter: Letter) -> str:
    """The letter as one HTML document. Raises `RenderError`."""
    personal = frozenset((letter.unsubscribe_url, letter.preferences_url))
    return to_html(render_mjml(letter), letter.language, personal)


def is_clipped(html: str) -> bool:
    """Whether some mail programs would show only a beginning of this HTML."""
    return len(html.encode()) > CLIPPED_AT


def render_mjml(letter: Letter) -> str:
    """The letter's MJML as our templates write it: logical directions, classes, raw text."""
    pieces = [_render("header", letter, letter.parts[0])]
    pieces += [_render("part", letter, part) for part in letter.parts]
    pieces += [_render("footer", letter, part) for part in letter.parts]
    # Each piece is a template's output, escaped there.
    body = mark_safe("\n".join(pieces))
    return render_to_string(
        f"{FOLDER}/letter.mjml", {"letter": letter, "body": body, "preheader_end": PREHEADER_END}
    )


def to_html(mjml: str, language: str, personal: frozenset[str] = frozenset()) -> str:
    """Our MJML (see `grammar`) as HTML whose document language is `language`.

    Only the addresses in `personal` may hold the place of a reader's token. Raises
    `RenderError` for MJML that is not well-formed, not ours, or not understood.
    """
    root = parse(mjml)
    check(root)
    _keep_places(root, personal)
    write_dark_styles(root)
    inline_styles(root)
    apply_directions(root)
    return fold(mend_directions(read_back(_call_renderer(write(root))), language))


def _render(template: str, letter: Letter, part: LetterPart) -> str:
    with translation.override(part.language):
        return render_to_string(
            f"{FOLDER}/{template}.mjml",
            {
                "letter": letter,
                "part": part,
                "following": letter.parts[1:] if part is letter.parts[0] else (),
                "is_first": part is letter.parts[0],
                "has_sections": any(s.teasers or s.notes for s in part.sections),
                "greeting": greeting_place(part.language),
                "wordmark": Wordmark(),
                # Cleaned by nh3 to a closed list of tags.
                "intro": mark_safe(clean_rich_text(part.intro, part.home_url)),
            },
        )


def _keep_places(root: Element, personal: frozenset[str]) -> None:
    """Take away what an editor wrote that a reader's own part would replace."""
    for element in root.iter():
        if element.get("class") != "greeting":
            element.text = words_without_places(element.text or "")
        element.tail = words_without_places(element.tail or "")
        for name, value in element.attrib.items():
            if name in {"href", "src"}:
                element.set(name, value if value in personal else address_without_places(value))
            else:
                element.set(name, words_without_places(value))


def _call_renderer(mjml: str) -> str:
    if len(mjml) > LONGEST_MJML:
        raise RenderError(f"the letter is too long to be rendered: {len(mjml)} characters of MJML")
    try:
        # No fonts: the renderer would otherwise link to a font server by a font's name.
        return mjml2html(mjml, fonts={})
    except ValueError as error:
        raise RenderError(f"the MJML was not understood: {error}") from error
    except BaseException as error:
        # A panic of the Rust library is no `Exception`, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise RenderError(f"the MJML renderer gave up: {error}") from error
