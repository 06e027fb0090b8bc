"""What our style sheets declare, as plain rows: enough of CSS to hold the rules of the house.

A sheet here is flat: rules, and rules within `@media` and its like. Nesting is not read, and a
sheet that nests is refused, so that no declaration goes by unseen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FRONTEND = ROOT / "frontend"
STYLES = FRONTEND / "styles"
TEMPLATES = ROOT / "templates"
TOKENS = STYLES / "tokens.css"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_TOKEN = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^)"']*\)|[{};()])""")
#: At-rules that hold rules; what any other holds (`@font-face`, `@page`) are declarations.
_GROUPS = ("@media", "@supports", "@layer", "@container")


class UnreadSheet(AssertionError):
    """A sheet is written in a way that this reader does not follow."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """One `name: value`; `within` are the at-rules around it, the outermost first."""

    sheet: str
    line: int
    within: tuple[str, ...]
    selector: str
    name: str
    value: str

    def __str__(self) -> str:
        return f"{self.sheet}:{self.line}: {self.selector} {{ {self.name}: {self.value} }}"


def our_sheets() -> list[Path]:
    """Every sheet that is written by hand for readers' pages."""
    return sorted([*STYLES.glob("*.css"), *TEMPLATES.rglob("*.css")])


@cache
def ours() -> tuple[Declaration, ...]:
    """The declarations of all our sheets."""
    return tuple(each for sheet in our_sheets() for each in read(sheet))


def read(sheet: Path) -> list[Declaration]:
    name = sheet.relative_to(ROOT).as_posix() if ROOT in sheet.parents else sheet.name
    return declarations(sheet.read_text(encoding="utf-8"), name)


def declarations(text: str, sheet: str) -> list[Declaration]:
    """The rows of a sheet's text; raises UnreadSheet when rules are nested."""
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    rows: list[Declaration] = []
    around: list[str] = []
    depth = 0
    line = start = 1
    word = ""
    for piece in _TOKEN.split(text):
        if piece == "{" and not depth:
            head = " ".join(word.split())
            if around and not around[-1].startswith(_GROUPS):
                raise UnreadSheet(f"{sheet}:{line}: {head} stands within {around[-1]}")
            around.append(head)
            word = ""
        elif piece in (";", "}") and not depth:
            if word.strip():
                if not around:
                    rows.append(Declaration(sheet, start, (), "", *_halves(word, " ")))
                else:
                    rows.append(
                        Declaration(sheet, start, tuple(around[:-1]), around[-1], *_halves(word))
                    )
            word = ""
            if piece == "}":
                around.pop()
        else:
            depth += {"(": 1, ")": -1}.get(piece, 0)
            if not word.strip():
                lead = piece[: len(piece) - len(piece.lstrip())]
                start = line + lead.count("\n")
            word += piece
        line += piece.count("\n")
    if around:
        raise UnreadSheet(f"{sheet}: {around[-1]} is not closed")
    return rows


def _halves(word: str, mark: str = ":") -> tuple[str, str]:
    name, _mark, value = word.partition(mark)
    return name.strip(), " ".join(value.split())


_VAR = re.compile(r"var\(\s*(--[\w-]+)")


def variables(value: str) -> list[str]:
    """The custom properties that a value asks for, in order."""
    return _VAR.findall(value)
