"""Where classes in a letter's text become inline styles, and how it looks in the dark.

Some mail programs drop style sheets, so `<mj-style inline="inline">` is written into the
elements here; MJML's renderer leaves it as it is. `<mj-style dark="dark">` becomes rules for
those that ask for dark colours, by the media query or, as Outlook on the web, by attributes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.rendering.errors import RenderError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"\s*\.([a-z][a-z0-9-]*)\s*\{([^{}]*)\}\s*")
_DARK_RULE = re.compile(r"\s*\.([a-z][a-z0-9-]*(?: [a-z]+)?)\s*\{([^{}]*)\}\s*")
_CLASS = re.compile(r"\.([a-z][a-z0-9-]*)")
_DARK_PROPERTIES = frozenset({"color", "background-color", "border-color"})
# Which of the marks of Outlook on the web says that it changed the property.
_OUTLOOK_MARKS = {
    "color": "data-ogsc",
    "border-color": "data-ogsc",
    "background-color": "data-ogsb",
}


def write_dark_styles(root: Element) -> None:
    """Turn the sheet of dark colours into CSS, in place.

    Raises `RenderError` for anything but colours of one class, or of a tag below it.
    """
    for sheet in (s for s in root.iter("mj-style") if s.attrib.pop("dark", "")):
        same: dict[tuple[str, str], list[str]] = {}
        for name, style in _parse(sheet.text or "", _DARK_RULE, "sheet of dark colours").items():
            for declaration in filter(None, style.split(";")):
                selectors = same.setdefault(_dark_declaration(declaration), [])
                selectors.append(f".{name}")
                # What MJML's wrappers and sections are, and the table in which they paint it.
                if declaration.startswith("background-color") and " " not in name:
                    selectors.append(f".{name} > table")
        asked = "\n".join(_rule(same[pair], pair) for pair in same)
        outlook = "\n".join(
            _rule((f"[{_OUTLOOK_MARKS[pair[0]]}] {s}" for s in same[pair]), pair) for pair in same
        )
        sheet.text = f"@media (prefers-color-scheme: dark) {{\n{asked}\n}}\n{outlook}"


def inline_styles(root: Element) -> None:
    """Write the inline style sheet of `root` into `style` attributes and take it away.

    A class without a rule stays, and so does one that another sheet names. Raises `RenderError`
    for a sheet with anything but rules of one class each, and for a class of MJML's own
    elements that no sheet names.
    """
    rules: dict[str, str] = {}
    for head in root.iter("mj-head"):
        for sheet in [s for s in head.findall("mj-style") if s.get("inline")]:
            rules.update(_parse(sheet.text or "", _RULE, "inline style sheet"))
            head.remove(sheet)
    named = {n for sheet in root.iter("mj-style") for n in _CLASS.findall(sheet.text or "")}
    for element in root.iter():
        _refuse_unnamed(element, named)
        names = element.get("class", "").split()
        styles = [rules[name] for name in names if name in rules]
        if styles:
            element.set("style", "".join(styles))
            kept = [name for name in names if name in named or name not in rules]
            if kept:
                element.set("class", " ".join(kept))
            else:
                del element.attrib["class"]


def _refuse_unnamed(element: Element, named: set[str]) -> None:
    unknown = sorted(set(element.get("css-class", "").split()) - named)
    if unknown:
        raise RenderError(f"{element.tag}: no style sheet names the class {unknown[0]}")


def _dark_declaration(declaration: str) -> tuple[str, str]:
    name, _, value = declaration.partition(":")
    if name not in _DARK_PROPERTIES:
        raise RenderError(f"sheet of dark colours: not a colour: {declaration[:60]!r}")
    return name, value


def _rule(selectors: Iterable[str], pair: tuple[str, str]) -> str:
    name, value = pair
    return f"{', '.join(selectors)} {{ {name}: {value} !important; }}"


def _parse(sheet: str, rule: re.Pattern[str], what: str) -> dict[str, str]:
    text = _COMMENT.sub("", sheet)
    rules: dict[str, str] = {}
    position = 0
    while position < len(text.rstrip()):
        match = rule.match(text, position)
        if match is None:
            raise RenderError(f"{what}: not a rule of one class: {text[position:][:60]!r}")
        pairs = (declaration.partition(":") for declaration in match[2].split(";"))
        rules[match[1]] = "".join(f"{n.strip()}:{v.strip()};" for n, _, v in pairs if n.strip())
        position = match.end()
    return rules
