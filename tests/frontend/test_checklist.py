"""The design system's checklist: each item has a state that can be looked up, in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

import pytest

from tests.frontend.sheets import ROOT

FOLDER = ROOT / "docs" / "reference"
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
_PLACE = re.compile(r"`((?:templates|static|cms|blog|docs)/[\w/.]+)`")


class State(StrEnum):
    AUTOMATIC = "automatic"
    BY_DESIGN = "by design"
    DEVIATION = "deviation"
    HOMEWORK = "homework"


ARABIC = {
    "آلي": State.AUTOMATIC,
    "بالتصميم": State.BY_DESIGN,
    "استثناء معلل": State.DEVIATION,
    "على الجهة": State.HOMEWORK,
}
#: What the assessment criteria ask; an item that is taken out has to go here too.
ASKED = {
    "lighthouse", "paints", "wcag", "weight", "header-footer", "menu", "skip-link", "zoom",
    "error-pages", "rating", "titles", "canonical", "open-graph", "favicons", "pictures",
    "alternative-texts", "xml-sitemap", "human-sitemap", "new-tabs", "arabic-first",
    "fonts", "framework", "cookie-banner", "emblem",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    name: str
    asked: str
    state: str
    where: str


def items(file: str) -> dict[str, Item]:
    rows = re.findall(r"^\| ([a-z-]+) \|(.+)\|$", (FOLDER / file).read_text("utf-8"), re.MULTILINE)
    found = [Item(name, *(cell.strip() for cell in rest.split(" | "))) for name, rest in rows]
    listed = [item for item in found if item.name != "item"]
    assert len({item.name for item in listed}) == len(listed), "an item stands twice"
    return {item.name: item for item in listed}


ENGLISH = items("tdra-checklist.md")


@pytest.mark.parametrize("name", ENGLISH)
def test_every_item_has_a_state_that_can_be_looked_up(name: str) -> None:
    item = ENGLISH[name]
    state = State(item.state)
    tests = _TEST.findall(item.where)
    if state is State.AUTOMATIC:
        assert tests, "no test is named"
    if state is State.BY_DESIGN:
        assert _PLACE.findall(item.where), "no place is named"
    if state in (State.DEVIATION, State.HOMEWORK):
        assert len(item.where.split()) >= 5, "no reason is given"
    for file, test in tests:
        text = (ROOT / file).read_text(encoding="utf-8")
        assert re.search(rf"^def {test}\(", text, re.MULTILINE), f"{file} has no {test}"
    for place in _PLACE.findall(item.where):
        assert (ROOT / place).exists(), place


def test_the_arabic_list_says_the_same() -> None:
    arabic = items("tdra-checklist.ar.md")
    assert list(arabic) == list(ENGLISH)
    for name, item in arabic.items():
        assert ARABIC[item.state] is State(ENGLISH[name].state), name
        assert set(_TEST.findall(item.where)) == set(_TEST.findall(ENGLISH[name].where)), name


def test_nothing_that_is_asked_is_left_out() -> None:
    assert set(ENGLISH) >= ASKED
