"""The rules of our sheets, modules and templates that make one page serve both directions and
every reader, under a content policy that lets nothing inline through."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from tests.frontend.pairing import number_faults
from tests.frontend.sheets import (
    ROOT,
    TEMPLATES,
    Declaration,
    UnreadSheet,
    declarations,
    our_sheets,
    ours,
)

#: Bytes of all modules that readers get, together.
SCRIPT_LIMIT = 10_000
MODULES = ROOT / "static" / "js"

_SIDES = "left|right|top|bottom"
_PHYSICAL_NAME = re.compile(
    rf"(?:{_SIDES})|(?:margin|padding|border|scroll-margin|scroll-padding)-(?:{_SIDES})(?:-.+)?"
    r"|border-(?:top|bottom)-(?:left|right)-radius|(?:min-|max-)?(?:width|height)"
)
_PHYSICAL_WORD = re.compile(r"\b(?:left|right)\b")
_ELSEWHERE = re.compile(r"url\(\s*[\"']?(?:https?:)?//", re.IGNORECASE)
_VENDOR = re.compile(r"-(?:webkit|moz|ms|o)-")
#: A letter is read in programs that know no sheets.
_LETTERS = re.compile(r"(?:^|/)(?:mail|email)/|^notices/letter\.html$")
_TAG = re.compile(r"<[a-z](?:\{%.*?%\}|\{\{.*?\}\}|\"[^\"]*\"|[^>])*>", re.DOTALL | re.IGNORECASE)
_TEMPLATE_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)


def physical(row: Declaration) -> bool:
    """Whether it names a side of the screen and not of the text."""
    if _PHYSICAL_NAME.fullmatch(row.name):
        return True
    drawn = ("text-align", "float", "clear", "transform-origin", "background-position")
    return row.name in drawn and bool(_PHYSICAL_WORD.search(row.value))


def shouts(row: Declaration) -> bool:
    """`!important`, where neither paper nor a reader's wish for stillness asks for it."""
    around = " ".join(row.within)
    asked = "print" in around or "reduced-motion" in around or "forced-colors" in around
    return "!important" in row.value and not asked


def spaced(row: Declaration) -> bool:
    """Letters set apart; only where the text can be no Arabic."""
    latin = all(":lang(en)" in part for part in row.selector.split(", "))
    return row.name == "letter-spacing" and row.value not in ("0", "normal") and not latin


def vendors_own(row: Declaration) -> bool:
    """A maker's prefix; the mends take back what the design system says with one."""
    return row.sheet != "frontend/styles/mends.css" and bool(
        _VENDOR.match(row.name) or _VENDOR.search(row.value)
    )


def elsewhere(row: Declaration) -> bool:
    return bool(_ELSEWHERE.search(row.value))


RULES = (physical, shouts, spaced, vendors_own, elsewhere)


def broken(rows: tuple[Declaration, ...] | list[Declaration]) -> list[str]:
    return [f"{rule.__name__}: {row}" for row in rows for rule in RULES if rule(row)]


def test_the_sheets_keep_the_rules_of_the_house() -> None:
    found = broken(ours())
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "planted",
    [
        "margin-left: 1px",
        "width: 3rem",
        "border-top-left-radius: 2px",
        "text-align: right",
        "letter-spacing: 0.1em",
        "color: var(--text) !important",
        "-webkit-line-clamp: 3",
        "background: url('//cdn.example/a.png')",
    ],
)
def test_a_broken_rule_is_found(planted: str) -> None:
    assert broken(declarations(f".x {{ {planted} }}", "planted.css"))


def test_a_sheet_that_nests_is_refused() -> None:
    with pytest.raises(UnreadSheet):
        declarations(".x { .y { color: red } }", "planted.css")


def test_colours_are_numbers_in_one_place_only() -> None:
    found = number_faults(ours())
    assert not found, "\n".join(found)
    assert number_faults(declarations(".x { color: #333 }", "planted.css"))
    assert number_faults(declarations(".x { color: rgb(0 0 0 / 50%) }", "planted.css"))


def test_every_sheet_of_a_component_is_named_as_its_template() -> None:
    strange = [
        sheet.relative_to(ROOT).as_posix()
        for sheet in our_sheets()
        if TEMPLATES in sheet.parents and not sheet.with_suffix(".html").exists()
    ]
    assert strange == []


def test_no_two_components_set_out_a_class_of_one_name() -> None:
    sheets: dict[str, set[str]] = defaultdict(set)
    for row in ours():
        for selector in row.selector.split(", "):
            if row.sheet.startswith("templates/") and re.fullmatch(r"\.[\w-]+", selector):
                sheets[selector].add(row.sheet)
    assert len(sheets) > 100
    assert {name: found for name, found in sheets.items() if len(found) > 1} == {}


def test_logos_lie_on_the_paper_they_are_drawn_for() -> None:
    """By night their dark letters would be lost on the ground of the page."""
    fitted, papered = set(), set()
    for row in ours():
        for selector in row.selector.split(", "):
            if re.search(r"(?:logo|emblem)$", selector):
                if (row.name, row.value) == ("object-fit", "contain"):
                    fitted.add(selector)
                if (row.name, row.value) == ("background-color", "var(--paper)"):
                    papered.add(selector)
    assert fitted
    assert fitted - papered == set()


def test_the_modules_of_readers_are_light_and_ask_nobody_else() -> None:
    modules = sorted(MODULES.glob("*.js"))
    assert modules
    assert sum(module.stat().st_size for module in modules) < SCRIPT_LIMIT
    for module in modules:
        text = module.read_text(encoding="utf-8")
        assert not re.search(r"https?://|\beval\(|new Function|document\.cookie|innerHTML", text)


def inline(text: str) -> list[str]:
    """The tags of a template that the content policy would stop, or that open new windows."""
    found = []
    for tag in _TAG.findall(text):
        # What stands in quotes between template tags may hold an `=` of its own.
        bare = re.sub(r"\"[^\"]*\"", '""', _TEMPLATE_TAG.sub("", tag))
        if re.search(r"\s(?:style|on[a-z]+)\s*=", bare) or 'target="_blank"' in tag:
            found.append(" ".join(tag.split()))
        if re.match(r"<(?:style|script)\b", tag, re.IGNORECASE) and "src=" not in tag:
            kind = re.search(r'type="([^"]*)"', tag)
            if kind is None or kind[1] not in ("application/ld+json", "application/json"):
                found.append(" ".join(tag.split()))
    return found


def test_no_template_holds_style_script_or_a_new_window() -> None:
    found = [
        f"{name}: {tag}"
        for template in sorted(TEMPLATES.rglob("*.html"))
        if not _LETTERS.search(name := template.relative_to(TEMPLATES).as_posix())
        for tag in inline(template.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "planted",
    [
        '<p style="color: red">',
        '<button {% if a > 1 %}class="x"{% endif %} onclick="go()">',
        '<a href="/" target="_blank">',
        "<style>",
        "<script>",
    ],
)
def test_what_the_content_policy_stops_is_found(planted: str) -> None:
    assert inline(planted)


@pytest.mark.parametrize(
    "fine",
    ['<a href="?style=1">', '<script type="module" src="/static/js/site.js">', '<p class="one">'],
)
def test_what_it_lets_through_is_not(fine: str) -> None:
    assert inline(fine) == []
