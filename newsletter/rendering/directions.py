"""How a letter comes to read from the right or from the left.

MJML takes no direction from `lang` or `dir`: each section and column says left-to-right for
itself, and one `mj-all` cannot serve a letter with an Arabic and an English part. So every
wrapper of our MJML names its language, and here each element below it gets its direction;
logical names become the physical ones that Outlook understands; runs that read the other way
are set apart. What MJML's renderer still writes from the left is mended afterwards, between
the marks left by `apply_directions`.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from cms.languages import direction_of
from newsletter.rendering.markup import MARK
from newsletter.rendering.visible import balanced, runs

_WITH_DIRECTION = frozenset({"mj-wrapper", "mj-section", "mj-column"})
_WITH_ALIGN = frozenset({"mj-text", "mj-table", "mj-button", "mj-image"})
_WITH_TEXT = frozenset({"mj-text", "mj-table", "mj-button"})
FONTS = {
    "rtl": "Segoe UI, Dubai, SF Arabic, Geeza Pro, Noto Kufi Arabic, Tahoma, Arial, sans-serif",
    "ltr": "Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif",
}
"""Faces that mail programs have: of Windows, of Office and of Apple's and Google's systems.

A face for Arabic also draws digits, so it may not come first in another language."""
_SIDES = {"ltr": ("left", "right"), "rtl": ("right", "left")}
_LOGICAL = re.compile(r"\b(padding|margin|border)-inline-(start|end)\b|\btext-align:(start|end)\b")

_MARK = re.compile(r"<!--part ([A-Za-z-]+)-->")
_TAG = re.compile(r"<(?![!/])[^>]*>")
_ADJOINING = "<![endif]--><!--[if mso | IE]>"
_STYLE = re.compile(r'(?<= style=")[^"]*(?=")')


def apply_directions(root: Element) -> None:
    """Turn the logical directions of checked MJML into physical ones, in place."""
    body = root.find("mj-body")
    if body is None:
        return
    for wrapper in list(body):
        language = wrapper.attrib.pop("lang")
        direction = direction_of(language)
        body.insert(list(body).index(wrapper), Element(MARK, {"lang": language}))
        for element in list(wrapper.iter()):
            _make_physical(element, direction)
            if element.tag in _WITH_TEXT:
                element.set("font-family", FONTS[direction])
        for tag in _WITH_TEXT:
            for element in list(wrapper.iter(tag)):
                _isolate(element, direction)


def mend_directions(html: str, language: str) -> str:
    """The rendered HTML with `lang`, `dir` and sides right everywhere, Outlook's tables too.

    `language` is the document's, taken for what stands outside the marked parts.
    """
    head, body, rest = html.partition("<body")
    direction = direction_of(language)
    body = f'<body class="page" lang="{language}" dir="{direction}"'
    rest = rest.replace('style="', f'style="direction:{direction};', 1)
    # Outlook's passages that follow one another become one: a fifth of the letter's size.
    pieces = _MARK.split(rest.replace(_ADJOINING, ""))
    mended = [pieces[0]]
    for part, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        mended.append(_mend_part(piece, part))
    return head + body + "".join(mended)


def _make_physical(element: Element, direction: str) -> None:
    start, end = _SIDES[direction]
    if element.tag in _WITH_DIRECTION:
        element.set("direction", direction)
    if element.tag in _WITH_ALIGN:
        align = element.get("align", "start")
        element.set("align", {"start": start, "end": end}.get(align, align))
    for name in list(element.attrib):
        value = element.attrib.pop(name)
        if name == "style":
            value = _physical_style(value, start, end)
        element.set(_physical_style(name, start, end), value)


def _physical_style(text: str, start: str, end: str) -> str:
    def physical(match: re.Match[str]) -> str:
        if match[3]:
            return f"text-align:{start if match[3] == 'start' else end}"
        return f"{match[1]}-{start if match[2] == 'start' else end}"

    return _LOGICAL.sub(physical, text)


def _isolate(element: Element, direction: str) -> None:
    """Set apart, below `element`, the runs that read against `direction`.

    `dir` on a span is understood by every mail program; `bdi` is not by Outlook.
    """
    if element.get("dir"):
        return
    for child in list(element):
        _isolate(child, direction)
        _split_tail(element, child, direction)
    text, spans = _spans(element.text or "", direction)
    element.text = text
    for index, span in enumerate(spans):
        element.insert(index, span)


def _split_tail(parent: Element, child: Element, direction: str) -> None:
    text, spans = _spans(child.tail or "", direction)
    child.tail = text
    at = list(parent).index(child) + 1
    for index, span in enumerate(spans):
        parent.insert(at + index, span)


def _spans(text: str, direction: str) -> tuple[str, list[Element]]:
    opposite = "ltr" if direction == "rtl" else "rtl"
    lead = ""
    spans: list[Element] = []
    for piece, foreign in runs(balanced(text), direction):
        if foreign:
            span = Element("span", {"dir": opposite})
            span.text = piece
            span.tail = ""
            spans.append(span)
        elif spans:
            spans[-1].tail = piece
        else:
            lead = piece
    return lead, spans


def _mend_part(html: str, language: str) -> str:
    direction = direction_of(language)
    html = _TAG.sub(lambda match: _mend_tag(match[0], direction), html)
    # The first division of a part is its wrapper: from it all the rest inherits.
    return html.replace("<div ", f'<div lang="{language}" dir="{direction}" ', 1)


def _mend_tag(tag: str, direction: str) -> str:
    if tag.startswith("<table "):
        # All our tables are for layout, and a reading machine should not count their cells.
        role = "" if " role=" in tag else 'role="presentation" '
        tag = f'<table dir="{direction}" {role}{tag[7:]}'
    if direction == "rtl":
        tag = tag.replace(' align="left"', ' align="right"')
        tag = _STYLE.sub(_from_the_right, tag)
    return tag


def _from_the_right(style: re.Match[str]) -> str:
    return (
        style[0]
        .replace("direction:ltr", "direction:rtl")
        .replace("text-align:left", "text-align:right")
    )
