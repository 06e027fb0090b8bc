"""Which MJML our letters are written in.

MJML's renderer passes unknown tags, attributes and nesting without a word, so a slip of the
pen would only be seen in somebody's mail program. What is not listed here is refused.
Directions are written logically (`padding-inline-start`, `align="start"`); see `directions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.rendering.errors import RenderError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

_PADDING = [
    "padding",
    "padding-top",
    "padding-bottom",
    "padding-inline-start",
    "padding-inline-end",
]
_BACKGROUND = ["background-color"]
_CLASS = ["css-class"]
_FONT = ["font-size", "font-weight", "line-height", "color"]
_BORDER = ["border", "border-top", "border-bottom", "border-radius"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What one tag may have; `content` is `elements`, `text`, `html` or `none`."""

    content: str
    attributes: frozenset[str]
    children: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()


def _rule(content: str, attributes: Iterable[str], children: str = "", required: str = "") -> Rule:
    needed = frozenset(required.split())
    return Rule(content, frozenset(attributes) | needed, frozenset(children.split()), needed)


MJML: dict[str, Rule] = {
    "mjml": _rule("elements", [], "mj-head mj-body", required="lang dir"),
    "mj-head": _rule(
        "elements", [], "mj-title mj-preview mj-attributes mj-style mj-breakpoint mj-raw"
    ),
    "mj-title": _rule("text", []),
    "mj-preview": _rule("text", []),
    "mj-breakpoint": _rule("none", [], required="width"),
    "mj-attributes": _rule("elements", [], "mj-text mj-table mj-section mj-image"),
    "mj-style": _rule("text", ["inline", "dark"]),
    "mj-body": _rule("elements", ["width", *_CLASS, *_BACKGROUND], "mj-wrapper"),
    "mj-wrapper": _rule(
        "elements",
        [*_CLASS, *_PADDING, *_BACKGROUND, *_BORDER, "full-width"],
        "mj-section",
        "lang",
    ),
    "mj-section": _rule("elements", [*_CLASS, *_PADDING, *_BACKGROUND, *_BORDER], "mj-column"),
    "mj-column": _rule(
        "elements",
        ["width", "vertical-align", *_PADDING, *_BACKGROUND, *_BORDER],
        "mj-text mj-table mj-image mj-button mj-divider mj-spacer",
    ),
    "mj-text": _rule("html", ["align", *_PADDING, *_FONT]),
    "mj-table": _rule("html", ["align", *_PADDING, *_FONT]),
    "mj-button": _rule(
        "html",
        ["align", "inner-padding", *_CLASS, *_PADDING, *_FONT, *_BACKGROUND, *_BORDER],
        "",
        "href",
    ),
    "mj-image": _rule(
        "none",
        ["align", "href", "width", "height", *_PADDING, *_BORDER],
        required="src alt",
    ),
    "mj-divider": _rule(
        "none", ["border-color", "border-width", "border-style", "width", "align", *_PADDING]
    ),
    "mj-spacer": _rule("none", [], required="height"),
    "mj-raw": _rule("html", []),
}
"""The defaults inside `mj-attributes` carry the tags' own names and attributes."""

_COMMON = frozenset({"class", "dir", "lang", "id"})
HTML: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        [
            "p",
            "span",
            "strong",
            "b",
            "em",
            "i",
            "bdi",
            "br",
            "h1",
            "h2",
            "h3",
            "ul",
            "ol",
            "li",
            "blockquote",
        ],
        _COMMON,
    ),
    "a": _COMMON | {"href", "name"},
    "tr": _COMMON,
    "td": _COMMON | {"width", "valign", "colspan"},
    "img": frozenset({"class", "src", "alt", "width", "height"}),
    "meta": frozenset({"name", "content"}),
}
"""What may stand in the text of a letter. Styles come from classes, so `style` is not here."""

INLINE = frozenset(["a", "span", "strong", "b", "em", "i", "bdi"])
VOID = frozenset({"br", "img", "meta"})


def check(root: Element) -> None:
    """Refuse MJML that is not ours. Raises `RenderError` naming the tag and where it stands."""
    if root.tag != "mjml":
        raise RenderError(f"a letter starts with <mjml>, not <{root.tag}>")
    _check_element(root, "mjml")


def _check_element(element: Element, path: str) -> None:
    rule = MJML[element.tag]
    _refuse_unknown(element, rule.attributes, path)
    missing = sorted(rule.required - set(element.attrib))
    if missing:
        raise RenderError(f"{path}: the attribute {missing[0]} is missing")
    if rule.content == "html":
        for child in element:
            _check_html(child, f"{path} > {child.tag}")
        return
    if rule.content in {"elements", "none"} and _has_text(element):
        raise RenderError(f"{path}: text may not stand here")
    for child in element:
        where = f"{path} > {child.tag}"
        if child.tag not in rule.children:
            raise RenderError(f"{where}: this tag may not stand here")
        if element.tag == "mj-attributes":
            _refuse_unknown(child, MJML[child.tag].attributes, where)
        else:
            _check_element(child, where)


def _check_html(element: Element, path: str) -> None:
    if element.tag not in HTML:
        raise RenderError(f"{path}: this tag may not stand in a letter's text")
    _refuse_unknown(element, HTML[element.tag], path)
    for child in element:
        _check_html(child, f"{path} > {child.tag}")


def _refuse_unknown(element: Element, allowed: frozenset[str], path: str) -> None:
    unknown = sorted(set(element.attrib) - allowed)
    if unknown:
        raise RenderError(f"{path}: unknown attribute {unknown[0]}")


def _has_text(element: Element) -> bool:
    texts = [element.text, *(child.tail for child in element)]
    return any(text and text.strip() for text in texts)
