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
from newsletter.rendering.markup import fold, parse, write
from newsletter.rendering.rich import clean_rich_text
from newsletter.rendering.styles import inline_styles

if TYPE_CHECKING:
    from newsletter.letter import Letter, LetterPart

FOLDER = "newsletter/email"
CLIPPED_AT = 90_000
"""Octets of HTML above which some mail programs cut a letter off (near 102 kB)."""


@dataclass(frozen=True, slots=True)
class Wordmark:
    """The publication's name in both scripts."""

    arabic: str = "البرزة"
    latin: str = "Barza"


def render_html(letter: Letter) -> str:
    """The letter as one HTML document. Raises `RenderError`."""
    return to_html(render_mjml(letter), letter.language)


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
    return render_to_string(f"{FOLDER}/letter.mjml", {"letter": letter, "body": body})


def to_html(mjml: str, language: str) -> str:
    """Our MJML (see `grammar`) as HTML whose document language is `language`.

    Raises `RenderError` for MJML that is not well-formed, not ours, or not understood.
    """
    root = parse(mjml)
    check(root)
    inline_styles(root)
    apply_directions(root)
    return fold(mend_directions(_call_renderer(write(root)), language))


def _render(template: str, letter: Letter, part: LetterPart) -> str:
    with translation.override(part.language):
        return render_to_string(
            f"{FOLDER}/{template}.mjml",
            {
                "letter": letter,
                "part": part,
                "following": letter.parts[1:] if part is letter.parts[0] else (),
                "wordmark": Wordmark(),
                # Cleaned by nh3 to a closed list of tags.
                "intro": mark_safe(clean_rich_text(part.intro, part.home_url)),
            },
        )


def _call_renderer(mjml: str) -> str:
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
