"""Looks for barriers with axe-core, twice: axe passes over Arabic text in silence.

Contrast, and whether a label holds the text that is seen, axe judges for letters that it knows;
of Arabic ones it reports neither a fault nor a doubt. So a page is read as it is, by all rules,
and then once more with a Latin letter in the place of every Arabic one, by those that read letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from tests.browser.product import ROOT, ProductFault

if TYPE_CHECKING:
    from playwright.sync_api import Page

Scheme = Literal["light", "dark"]

WIDTHS = (390, 1280)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_MISMATCH = "label-content-name-mismatch"
ALL_RULES = {
    "runOnly": {"type": "tag", "values": TAGS},
    # An experimental rule, which tags do not switch on.
    "rules": {_MISMATCH: {"enabled": True}},
}
#: Of the others the second pass would only say again what the first has said.
RULES_OF_LETTERS = {
    "runOnly": {"type": "rule", "values": ("color-contrast", "link-in-text-block", _MISMATCH)}
}
_AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"

_RUN = """
async (rules) => {
  const found = await axe.run(document, {
    ...rules,
    resultTypes: ["violations", "incomplete"],
    preload: false,
  });
  const told = (results, sure) => results.flatMap((result) => result.nodes.map((node) => ({
    rule: result.id, sure, target: node.target.flat().join(" "), html: node.html.slice(0, 160),
    said: [...node.any, ...node.all, ...node.none].map((check) => check.message).join(" "),
  })));
  return [...told(found.violations, true), ...told(found.incomplete, false)];
}
"""
#: Marks over and under letters go: they have no Latin letter to stand on.
_LATIN_LETTERS = """
() => {
  const arabic = /[\\u0620-\\u064a\\u066e-\\u06d3\\u06fa-\\u06ff\\ufb50-\\ufdff\\ufe70-\\ufefc]/g;
  const marks = /[\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed]/g;
  const latin = (text) => text.replace(marks, "").replace(arabic, "x");
  const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (node.parentElement?.closest("script, style")) continue;
    const text = latin(node.data);
    if (text !== node.data) node.data = text;
  }
  for (const name of ["aria-label", "title", "alt", "placeholder"]) {
    for (const one of document.querySelectorAll(`[${name}]`)) {
      one.setAttribute(name, latin(one.getAttribute(name)));
    }
  }
}
"""
#: What is given takes the place of all options, so the check's own are given again.
_NO_PSEUDO = """
() => {
  const { options } = axe._audit.checks["color-contrast"];
  axe.configure({ checks: [
    { id: "color-contrast", options: { ...options, ignorePseudo: true } },
  ] });
}
"""


@dataclass(frozen=True, slots=True)
class Explained:
    """A doubt of axe that is settled otherwise; `target` and `said` are searched for in it."""

    rule: str
    reason: str
    target: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One element that breaks a rule, or (not `sure`) of which axe cannot say."""

    rule: str
    sure: bool
    target: str
    html: str
    said: str
    when: str

    def __str__(self) -> str:
        kind = "fault" if self.sure else "doubt"
        return f"{self.when}: {kind} {self.rule}: {self.target}: {self.html} {self.said[:200]}"


EXPLAINED = (
    Explained(
        "color-contrast",
        "Bars and stars drawn by ::before lie beside the text; the second pass leaves them out "
        "and judges the same text again.",
        said="as is: .* due to a pseudo element",
    ),
    Explained(
        "color-contrast",
        "A cell or the title of a wide table reaches under the edge of the box that it scrolls in; "
        "its colours are those of the cells beside it, which are judged. One digit is too short.",
        target=r"\b(?:td|th):|-caption$",
        said="partially obscured|too short",
    ),
)


@cache
def _axe() -> str:
    try:
        return _AXE.read_text(encoding="utf-8")
    except OSError as error:
        raise ProductFault(f"{_AXE} is missing: run .ci/frontend") from error


def explained(finding: Finding) -> int | None:
    """The line of the table that settles a doubt; a fault is settled by none."""
    if finding.sure:
        return None
    said = f"{finding.when.partition(',')[0]}: {finding.said}"
    for line, each in enumerate(EXPLAINED):
        if each.rule == finding.rule and (
            re.search(each.target, finding.target) and re.search(each.said, said)
        ):
            return line
    return None


def barriers(page: Page) -> list[Finding]:
    """Everything that axe holds against the open page, in both passes, widths and schemes.

    Leaves the page with Latin letters.
    """
    return [finding for finding in both_passes(page) if explained(finding) is None]


def settled(page: Page) -> set[int]:
    """The lines of the table that settle a doubt on the open page."""
    return {line for each in both_passes(page) if (line := explained(each)) is not None}


def both_passes(page: Page) -> list[Finding]:
    """Faults and doubts, also those that the table settles."""
    page.evaluate(_axe())
    found = look(page, "as is", ALL_RULES)
    page.evaluate(_LATIN_LETTERS)
    page.evaluate(_NO_PSEUDO)
    return found + look(page, "Latin letters", RULES_OF_LETTERS)


def look(page: Page, name: str, rules: dict[str, Any]) -> list[Finding]:
    """One pass over the page, in which axe already is; `name` is said in the findings."""
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            when = f"{name}, {width} px, {scheme}"
            rows: list[dict[str, Any]] = page.evaluate(_RUN, rules)
            found += [Finding(**row, when=when) for row in rows]
    return found
