"""What does an example look like? Its HTML, with ids of its own.

The same component stands several times on a page, so each example's ids, and what refers to
them, get the example's number (WCAG 4.1.2: references must be unambiguous).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language_info

from cms.styleguide.examples import ExampleFault
from cms.styleguide.made import MADE

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.blocks import Block

    from cms.styleguide.examples import Component, Example

_IDS = re.compile(r'\sid="([^"]+)"')
_REFERENCES = re.compile(
    r"(\s(?:id|for|headers|list|form|aria-(?:labelledby|describedby|controls|owns|details"
    r'|errormessage|activedescendant))=")([^"]*)(")'
)
_ANCHORS = re.compile(r'(\shref="#)([^"]+)(")')


def draw(
    component: Component, number: int, language: str, request: HttpRequest | None = None
) -> str:
    """The HTML of the component's example `number`, counted from 1."""
    example = component.examples[number - 1]
    context = {**_page(language), **_variables(component, example, language)}
    with translation.override(language):
        html = render_to_string(component.template, context, request)
    return own_ids(html, f"{component.name}-{number}")


def draw_block(name: str, block: Block, value: Any, language: str) -> str:
    """The HTML of a block of the body with this value."""
    with translation.override(language):
        html = block.bind(value).render({**_page(language), "block_id": name})
    return own_ids(html, f"block-{name}")


def own_ids(html: str, mark: str) -> str:
    """The same HTML; its ids, and references to them, end in `mark`. Others stay as they are."""
    own = set(_IDS.findall(html))

    def marked(match: re.Match[str]) -> str:
        words = [f"{word}-{mark}" if word in own else word for word in match[2].split()]
        return match[1] + " ".join(words) + match[3]

    return _ANCHORS.sub(marked, _REFERENCES.sub(marked, html))


def _page(language: str) -> dict[str, Any]:
    """What every page has. The menu and footer of the real site belong to no example."""
    return {
        "LANGUAGE_CODE": language,
        "LANGUAGE_BIDI": get_language_info(language)["bidi"],
        "chrome": {},
    }


def _variables(component: Component, example: Example, language: str) -> dict[str, Any]:
    variables: dict[str, Any] = dict(example.contexts[language])
    for variable, maker in example.made.items():
        if maker not in MADE:
            raise ExampleFault(
                f"{component.name}.toml has {variable} made by {maker}, which is not in "
                "cms/styleguide/made.py"
            )
        with translation.override(language):
            variables[variable] = MADE[maker](language)
    return variables
