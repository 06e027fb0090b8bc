"""Where classes in a letter's text become inline styles.

Some mail programs drop style sheets, so `<mj-style inline="inline">` is written into the
elements here; MJML's renderer leaves it as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.rendering.errors import RenderError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"\s*\.([a-z][a-z0-9-]*)\s*\{([^{}]*)\}\s*")


def inline_styles(root: Element) -> None:
    """Write the inline style sheet of `root` into `style` attributes and take it away.

    A class without a rule stays a class. Raises `RenderError` for a sheet with anything but
    rules of one class each.
    """
    rules: dict[str, str] = {}
    for head in root.iter("mj-head"):
        for sheet in [s for s in head.findall("mj-style") if s.get("inline")]:
            rules.update(_parse(sheet.text or ""))
            head.remove(sheet)
    for element in root.iter():
        names = element.get("class", "").split()
        styles = [rules[name] for name in names if name in rules]
        if styles:
            element.set("style", "".join(styles))
            kept = [name for name in names if name not in rules]
            if kept:
                element.set("class", " ".join(kept))
            else:
                del element.attrib["class"]


def _parse(sheet: str) -> dict[str, str]:
    text = _COMMENT.sub("", sheet)
    rules: dict[str, str] = {}
    position = 0
    while position < len(text.rstrip()):
        match = _RULE.match(text, position)
        if match is None:
            raise RenderError(
                f"inline style sheet: not a rule of one class: {text[position:][:60]!r}"
            )
        pairs = (declaration.partition(":") for declaration in match[2].split(";"))
        rules[match[1]] = "".join(f"{n.strip()}:{v.strip()};" for n, _, v in pairs if n.strip())
        position = match.end()
    return rules
