"""What the sheets pair: which token is the colour of text in a rule, and which lies behind it.

A rule for a state (`:hover`, `:focus` …) that sets only one of both takes the other from the rule
without the state, so that colours nobody sees in a still picture count too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.frontend import pairs
from tests.frontend.sheets import variables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.frontend.sheets import Declaration

TEXT = ("color",)
GROUND = ("background-color", "background")
GRAPHIC = ("fill", "stroke", "outline-color", "outline", "border-color", "accent-color",
           "text-decoration-color", "caret-color", "background-image",
           *(f"border-{part}{color}" for part in ("block", "inline", "block-start", "block-end",
             "inline-start", "inline-end") for color in ("", "-color")), "border")  # fmt: skip
_STATE = re.compile(r":(hover|focus|focus-visible|focus-within|active|visited|checked|open)\b")
_PALETTE = re.compile(r"--color-")
#: A colour that is no name of ours: a number, or a keyword of CSS other than these.
_PLAIN = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb|color)\(", re.I)


@dataclass(slots=True)
class Rule:
    """The tokens of one selector of one sheet, without their dashes."""

    where: str
    texts: set[str] = field(default_factory=set)
    grounds: set[str] = field(default_factory=set)


def faults(rows: Iterable[Declaration], colours: set[str]) -> list[str]:
    """What the sheets do and the table does not know; `colours` are the names of all tokens."""
    rows = [row for row in rows if ":root" not in row.selector.split(", ")]
    return sorted({*_unknown(rows, colours), *_pairs(rows, colours)})


def _kind(row: Declaration) -> str:
    """What a declaration colours: "text", "ground", "graphic", or "" when nothing."""
    local = row.name.removeprefix("--")
    if row.name in TEXT or local in pairs.LOCAL_TEXTS:
        return "text"
    if row.name in GROUND or local in pairs.LOCAL_GROUNDS:
        return "ground"
    if row.name in GRAPHIC or local in pairs.LOCAL_GRAPHICS:
        return "graphic"
    return ""


_KNOWN = {
    "text": pairs.KNOWN_TEXTS | set(pairs.LOCAL_TEXTS),
    # A coloured plane without text, such as a bar or a rule, is a graphic.
    "ground": pairs.KNOWN_GROUNDS | pairs.KNOWN_GRAPHICS | set(pairs.LOCAL_GROUNDS),
    "graphic": pairs.KNOWN_GRAPHICS
    | pairs.KNOWN_GROUNDS
    | set(pairs.LOCAL_GRAPHICS)
    | set(pairs.LOCAL_TEXTS),
}


def _unknown(rows: list[Declaration], colours: set[str]) -> Iterable[str]:
    local = {*pairs.LOCAL_TEXTS, *pairs.LOCAL_GROUNDS, *pairs.LOCAL_GRAPHICS}
    for row in rows:
        for name in _names(row, colours | local):
            kind = _kind(row)
            if not kind and row.name.startswith("--"):
                yield f"{row}: say in tests/frontend/pairs.py what {row.name} is for"
            elif kind and name not in _KNOWN[kind]:
                yield f"{row}: {name} is not known as {kind}"


def _names(row: Declaration, known: set[str]) -> list[str]:
    return [name[2:] for name in variables(row.value) if name[2:] in known]


def _pairs(rows: list[Declaration], colours: set[str]) -> Iterable[str]:
    allowed = pairs.pairs(pairs.TEXTS)
    rules: dict[tuple[str, tuple[str, ...], str], Rule] = defaultdict(lambda: Rule(""))
    for row in rows:
        kind = _kind(row)
        if kind not in ("text", "ground"):
            continue
        for selector in row.selector.split(", "):
            rule = rules[row.sheet, row.within, selector]
            rule.where = rule.where or f"{row.sheet}:{row.line}: {selector}"
            names = [name for name in _names(row, colours) if name in colours]
            (rule.texts if kind == "text" else rule.grounds).update(names)
    for (sheet, within, selector), rule in rules.items():
        still = rules.get((sheet, within, _STATE.sub("", selector)), rule)
        texts, grounds = rule.texts or still.texts, rule.grounds or still.grounds
        for text in texts:
            for ground in grounds:
                if (text, ground) not in allowed:
                    yield f"{rule.where}: {text} on {ground} is no pair of the table"


def palette_faults(rows: Iterable[Declaration]) -> list[str]:
    """Where a sheet names a colour of a palette: only tokens, those of paper, and mends may."""
    allowed = tuple(f"frontend/styles/{name}.css" for name in ("tokens", "mends", "print"))
    return [str(row) for row in rows if row.sheet not in allowed and _PALETTE.search(row.value)]


def number_faults(rows: Iterable[Declaration]) -> list[str]:
    """Where a colour is written as a number; tokens may, and so may the tokens of paper."""
    return [
        str(row)
        for row in rows
        if _PLAIN.search(row.value)
        and row.sheet != "frontend/styles/tokens.css"
        and not (row.selector == ":root" and row.within == ("@media print",))
    ]
