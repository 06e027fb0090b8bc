"""Every text is readable on everything it stands on, by day, by night and on paper.

axe sees neither Arabic text nor what is under the pointer, so the colours are computed here.
"""

from __future__ import annotations

import re

import pytest

from tests.frontend import pairs
from tests.frontend.packages import PACKAGES, needs_packages
from tests.frontend.pairing import faults, palette_faults
from tests.frontend.palette import Palette, contrast, day_and_night, from_oklch, number
from tests.frontend.sheets import STYLES, declarations, ours

MODES = ("light", "dark", "paper")


def too_faint(palette: Palette, mode: str, uses: tuple[pairs.Use, ...]) -> list[str]:
    """The pairs of `uses` below their ratio; none is missing from the palette."""
    found = []
    for use in uses:
        if mode not in use.modes:
            continue
        for above in use.above:
            for below in use.below:
                ratio = contrast(palette[f"--{above}"], palette[f"--{below}"])
                if ratio < use.ratio:
                    found.append(f"{above} on {below}: {ratio:.2f}, wanted {use.ratio}")
    return found


def purposes(palette: Palette) -> set[str]:
    """The tokens that say what they are for, without dashes: all but those of the palettes."""
    return {name[2:] for name in palette if not name.startswith("--color-")}


@pytest.fixture(scope="module")
def palettes() -> dict[str, Palette]:
    return day_and_night()


@pytest.mark.parametrize("mode", MODES)
def test_every_text_has_the_contrast_of_wcag(palettes: dict[str, Palette], mode: str) -> None:
    faint = too_faint(palettes[mode], mode, pairs.TEXTS)
    assert not faint, "\n".join(faint)


@pytest.mark.parametrize("mode", MODES)
def test_every_mark_that_tells_something_is_seen(palettes: dict[str, Palette], mode: str) -> None:
    faint = too_faint(palettes[mode], mode, pairs.GRAPHICS)
    assert not faint, "\n".join(faint)


def test_a_faint_pair_is_found(palettes: dict[str, Palette]) -> None:
    # Gold 600 is what the design system writes links in; it reaches 4.5 on white alone.
    planted = palettes["light"] | {"--link": palettes["light"]["--color-aegold-600"]}
    assert "link on ground-tint: 4.19, wanted 4.5" in too_faint(planted, "light", pairs.TEXTS)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast(number("#767676"), number("#fff")) == pytest.approx(4.54, abs=0.005)
    assert contrast(number("#fff"), number("#777")) == pytest.approx(4.48, abs=0.005)


def test_the_sheets_pair_only_what_the_table_knows(palettes: dict[str, Palette]) -> None:
    found = faults(ours(), purposes(palettes["light"]))
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        (".x { color: var(--gold) }", "gold is not known as text"),
        (".x { color: var(--text); background-color: var(--band) }", "text on band is no pair"),
        (
            ".x { color: var(--on-button); background-color: var(--button) }"
            ".x:hover { background-color: var(--ground) }",
            "x:hover: on-button on ground is no pair",
        ),
        (".x { --mine: var(--text) }", "what --mine is for"),
    ],
)
def test_a_pair_outside_the_table_is_found(
    palettes: dict[str, Palette], planted: str, said: str
) -> None:
    found = faults(declarations(planted, "planted.css"), purposes(palettes["light"]))
    assert said in " ".join(found)


def test_only_tokens_and_mends_name_a_palette() -> None:
    found = palette_faults(ours())
    assert not found, "\n".join(found)
    assert palette_faults(declarations(".x { color: var(--color-aegold-600) }", "planted.css"))


@needs_packages
def test_the_palettes_are_the_design_systems_own(palettes: dict[str, Palette]) -> None:
    source = (PACKAGES / "@aegov/design-system/src/theme/colors.js").read_text(encoding="utf-8")
    theirs = {}
    for name, body in re.findall(r"^  (\w+): \{(.*?)^  \}", source, re.DOTALL | re.MULTILINE):
        for step, value in re.findall(r"(\d+): \"(oklch\([^)]+\))\"", body):
            theirs[f"--color-{name}-{step}"] = value
    ours = {name: value for name, value in palettes["light"].items() if "--color-" in name}
    assert len(ours) >= 60
    for name, colour in ours.items():
        # Their numbers are rounded to three places, which is a step of one at the most.
        wanted = from_oklch(theirs[name])
        assert max(abs(a - b) for a, b in zip(colour, wanted, strict=True)) <= 1, (name, wanted)


def test_the_night_changes_every_colour_that_day_gives_to_the_page() -> None:
    tokens = declarations((STYLES / "tokens.css").read_text(encoding="utf-8"), "tokens.css")
    dark = {row.name for row in tokens if any("dark" in rule for rule in row.within)}
    used = {*pairs.GROUNDS, *pairs.TINTS, "text", "text-soft", "link", "link-hover", "accent",
            "button", "button-hover", "on-button", "focus", "line", "line-strong"}  # fmt: skip
    assert {f"--{name}" for name in used} <= dark
