"""Every component has a template, a style and examples in both languages that can be drawn."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import html5lib
import pytest
from django.template.loader import get_template

from cms.styleguide import examples
from cms.styleguide.drawing import draw, own_ids
from cms.styleguide.examples import COMPONENTS, ExampleFault, Frame, component
from cms.styleguide.foundations import ICON, TOKENS, foundations, icons
from cms.teaser import Picture, Teaser, TeaserLink
from tests.house import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

NAMES = examples.names()
every_component = pytest.mark.parametrize("name", NAMES)
in_both_languages = pytest.mark.parametrize("language", LANGUAGES)

ARABIC = re.compile("[\u0620-\u064a]")
#: What a template leaves behind when a value is missing or a message is not filled in.
LEFT_BEHIND = re.compile(r'\bNone\b|\{[{%#]|%\(\w+\)|\s(?:href|src|srcset)="\s*"')

GOOD = """
[[example]]
name.ar = "مثال"
name.en = "An example"
[example.context.ar]
[example.context.en]
"""


@every_component
def test_a_component_has_one_name_in_template_style_and_examples(name: str) -> None:
    folder = COMPONENTS / name
    told = component(name)
    assert get_template(told.template).origin.name == str(folder / f"{name}.html")
    has_sheet = (folder / f"{name}.css").is_file()
    assert has_sheet != bool(told.style), "a sheet of its name, or a line saying where its style is"


@every_component
def test_a_component_says_at_its_head_what_it_is_and_takes(name: str) -> None:
    text = (COMPONENTS / name / f"{name}.html").read_text(encoding="utf-8")
    assert text.startswith(("{% comment %}", "{#"))


@every_component
@in_both_languages
@pytest.mark.django_db
def test_an_example_is_drawn_as_sound_html(name: str, language: str) -> None:
    drawn = []
    for number in range(1, len(component(name).examples) + 1):
        html = draw(component(name), number, language)
        html5lib.HTMLParser(strict=True).parseFragment(html, container="div")
        assert LEFT_BEHIND.search(html) is None, (number, LEFT_BEHIND.search(html))
        drawn.append(html.strip())
    assert any(drawn), "at least one example shows something"


@every_component
def test_an_example_says_in_each_language_what_it_shows(name: str) -> None:
    for example in component(name).examples:
        assert ARABIC.search(example.names["ar"])
        assert not ARABIC.search(example.names["en"])
        assert set(example.contexts["ar"]) == set(example.contexts["en"])


#: Values that many components are given whole, and of which each shows a part.
GIVEN_WHOLE = {one.name for value in (Teaser, TeaserLink, Picture) for one in fields(value)}
INCLUDED = re.compile(r'\{%-? include "(components/[\w/]+\.html)"')


def text_of(template: str, read: set[str]) -> str:
    """The template with all that it includes."""
    read.add(template)
    text = (COMPONENTS.parent / template).read_text(encoding="utf-8")
    parts = set(INCLUDED.findall(text)) - read
    return text + "".join(text_of(part, read) for part in sorted(parts - read))


def names_in(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*(names_in(one) for one in value.values()))
    if isinstance(value, list):
        return set().union(*(names_in(one) for one in value))
    return set()


@every_component
def test_an_example_gives_nothing_that_the_template_does_not_ask_for(name: str) -> None:
    """What was renamed in a template is still there in its examples otherwise."""
    told = component(name)
    words = set(re.findall(r"\w+", text_of(told.template, set())))
    for example in told.examples:
        given = names_in(example.contexts) - set(LANGUAGES) - GIVEN_WHOLE
        assert sorted(given - words) == []


def test_a_component_without_examples_is_refused_by_the_name_of_the_missing_file(
    tmp_path: Path,
) -> None:
    (tmp_path / "card").mkdir()
    with pytest.raises(ExampleFault, match=r"card/card\.toml is missing.*add-a-component"):
        component("card", tmp_path)
    with pytest.raises(ExampleFault, match=r"card/card\.toml"):
        examples.components(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("example = [", "is no TOML"),
        ('frame = "wide"', r"has no \[\[example\]\]"),
        ("example = 1", r"has no \[\[example\]\]"),
        (f'frame = "vast"\n{GOOD}', "has a frame that is none of wide, text, narrow, full"),
        (f'heading = "x"\n{GOOD}', "says heading, which means nothing"),
        (GOOD.replace('name.ar = "مثال"', ""), "example 1 has no name in: ar"),
        (GOOD.replace("[example.context.en]", ""), "example 1 has no context in: en"),
        (GOOD + GOOD.replace("context", "contexts"), "example 2 says contexts"),
    ],
)
def test_a_file_of_examples_in_another_shape_is_refused_with_the_reason(
    tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "card").mkdir()
    (tmp_path / "card" / "card.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ExampleFault, match=rf"card/card\.toml.*{said}"):
        component("card", tmp_path)


def test_a_value_that_nobody_makes_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "mark").mkdir()
    made = GOOD.replace("[example.context.ar]", 'made.form = "no-such-form"\n[example.context.ar]')
    (tmp_path / "mark" / "mark.toml").write_text(made, encoding="utf-8")
    with pytest.raises(ExampleFault, match=r"mark\.toml has form made by no-such-form"):
        draw(component("mark", tmp_path), 1, "ar")


def test_a_component_is_as_wide_as_the_page_unless_it_says_otherwise(tmp_path: Path) -> None:
    (tmp_path / "card").mkdir()
    (tmp_path / "card" / "card.toml").write_text(GOOD, encoding="utf-8")
    assert component("card", tmp_path).frame is Frame.WIDE


def test_ids_of_an_example_are_its_own_and_references_follow_them() -> None:
    html = (
        '<label for="a">A</label><input id="a" aria-describedby="hint elsewhere">'
        '<p id="hint">…</p><a href="#a">A</a><a href="#top">Top</a><a href="/a">a</a>'
    )
    assert own_ids(html, "card-2") == (
        '<label for="a-card-2">A</label>'
        '<input id="a-card-2" aria-describedby="hint-card-2 elsewhere">'
        '<p id="hint-card-2">…</p><a href="#a-card-2">A</a><a href="#top">Top</a>'
        '<a href="/a">a</a>'
    )


def test_tokens_are_told_apart_by_what_they_are() -> None:
    sheet = """
    :root {
      color-scheme: light dark;
      --color-aegold-50: #f9f7ed;
      --ground: #fff;
      --link: var(--color-aegold-50);
      --space-1: 0.25rem;
      --leading: 1.65;
}
    @media (prefers-color-scheme: dark) { :root { --night: #000; } }
    """
    found = foundations(sheet)
    assert [(family.name, [one.name for one in family.shades]) for family in found.families] == [
        ("aegold", ["--color-aegold-50"])
    ]
    assert [token.name for token in found.colours] == ["--ground", "--link"]
    assert [(token.name, token.value) for token in found.sizes] == [("--space-1", "0.25rem")]


def test_the_sites_own_tokens_and_icons_are_found() -> None:
    found = foundations(TOKENS.read_text(encoding="utf-8"))
    assert {"--ground", "--text", "--link", "--focus"} <= {token.name for token in found.colours}
    assert {"aegold", "aeblack"} <= {family.name for family in found.families}
    assert found.sizes
    assert {"menu", "forward", "back"} <= set(icons(ICON.read_text(encoding="utf-8")))
