"""How MJML is written so that its renderer changes no letter of it, and how HTML is folded."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError, XMLParser, fromstring
from xml.sax.saxutils import escape

from newsletter.rendering.errors import RenderError
from newsletter.rendering.grammar import INLINE, VOID
from newsletter.rendering.visible import visible_text

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE = 900
"""Octets: the limit of RFC 5322 is 998, and a reader of the source likes less."""

MARK = "part-mark"
"""A tag of ours: in the HTML it becomes the comment `part <lang>`."""

_REFERENCE = re.compile(r"&#(\d{1,7});")
_SPACE = "&#32;"
_FOLD = "\0"  # stands nowhere in a letter: control characters are dropped

# Conditional comments and attribute values must stay whole; elsewhere a space may be a newline.
_FOLDABLE = re.compile(
    r'<!--.*?(?:-->|\]>)|"[^"]*"|<style.*?</style>|<title>.*?</title>| ', re.DOTALL
)


def parse(source: str) -> Element:
    """The tree of a rendered MJML template; invisible characters are dropped first.

    Raises `RenderError` with line and text where the source is not well-formed.
    """
    source = visible_text(source).strip()
    if "<!DOCTYPE" in source or "<!ENTITY" in source:
        raise RenderError("a letter's MJML may not declare a document type")
    try:
        # Our own templates, and no document type, so no entity can grow or fetch anything.
        return fromstring(source, parser=XMLParser(encoding="utf-8"))  # noqa: S314 - see above
    except ParseError as error:
        line, column = error.position
        text = source.split("\n")[line - 1].strip()[:100] if line else ""
        raise RenderError(f"MJML, line {line}, column {column}: {error}; at: {text!r}") from error


def write(root: Element) -> str:
    """MJML for the renderer: attribute values and titles with references for what it corrupts."""
    return "".join(_write(root))


def read_back(html: str) -> str:
    """The rendered HTML with the letters themselves where `references` stood for them.

    Five octets less for each Arabic letter of a title or an alternative text. What HTML reads
    as a sign, and all of ASCII, stays a reference.
    """
    return _REFERENCE.sub(
        lambda match: chr(int(match[1])) if int(match[1]) > 0x9F else match[0], html
    )


def fold(html: str) -> str:
    """The HTML with newlines in place of some spaces, so that no line grows very long.

    Only spaces of text and between attributes are used: between tags a newline could show.
    """
    marked = _FOLDABLE.sub(lambda match: _FOLD if match[0] == " " else match[0], html)
    return "\n".join(folded for line in marked.split("\n") for folded in _fold_line(line))


def _fold_line(line: str) -> Iterator[str]:
    pieces = line.split(_FOLD)
    current, length = [pieces[0]], len(pieces[0].encode())
    for piece in pieces[1:]:
        octets = len(piece.encode())
        if length + 1 + octets > LONGEST_LINE:
            yield " ".join(current)
            current, length = [piece], octets
        else:
            current.append(piece)
            length += 1 + octets
    yield " ".join(current)


def _write(element: Element) -> Iterator[str]:
    if element.tag == MARK:
        yield f"<mj-raw><!--part {element.get('lang', '')}--></mj-raw>"
        return
    attributes = "".join(f' {name}="{references(v)}"' for name, v in element.attrib.items())
    if element.tag in VOID:
        yield f"<{element.tag}{attributes} />"
        return
    # The title becomes an attribute of the rendered document as well.
    encode = _ESCAPES.get(element.tag, _text)
    yield f"<{element.tag}{attributes}>"
    yield encode(element.text or "")
    for child, following in zip_longest(element, element[1:]):
        yield from _write(child)
        tail = child.tail or ""
        yield _SPACE if _is_space_between(child, tail, following) else encode(tail)
    yield f"</{element.tag}>"


def _is_space_between(before: Element, tail: str, after: Element | None) -> bool:
    """Whether the renderer, which drops blank text, would join two words here."""
    inline = after is not None and before.tag in INLINE and after.tag in INLINE
    return inline and tail != "" and tail.strip(" \t\n") == ""


def references(value: str) -> str:
    """The value with numeric references for all but plain ASCII letters, digits and marks.

    mjml-python 1.4.2 writes vowel marks, bidi marks, joiners, no-break spaces, newlines and
    backslashes of attribute values as `\\u{64f}`; a reference passes it unchanged.
    """
    return "".join(c if " " <= c <= "~" and c not in "\"'&<>\\" else f"&#{ord(c)};" for c in value)


def _text(value: str) -> str:
    # The renderer drops text that is blank to Unicode, no-break spaces too.
    if value.strip(" \t\n") and not value.strip():
        return references(value)
    return escape(value, {'"': "&quot;"})


def _style_sheet(value: str) -> str:
    if "<" in value:
        raise RenderError("a style sheet may not hold <")
    return value


_ESCAPES = {"mj-title": references, "mj-style": _style_sheet}
