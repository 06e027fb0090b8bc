"""What does the pattern page show? Each component and each block of the body, drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.safestring import mark_safe

from cms.blocks import BodyBlock
from cms.blocks.previews import PreviewInLanguages
from cms.styleguide import examples
from cms.styleguide.drawing import draw, draw_block
from cms.styleguide.examples import Frame
from cms.styleguide.made import stood_in

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from cms.styleguide.examples import Component

BLOCK = "block-"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One example: its anchor on the page, what it shows, its HTML."""

    anchor: str
    name: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Pattern:
    """`slug` is the last part of its address, `include` the line that puts it in a template."""

    slug: str
    title: str
    files: list[str]
    frame: Frame
    include: str
    style: str
    drawn: list[Drawn]


def component_pattern(
    component: Component, language: str, request: HttpRequest | None = None
) -> Pattern:
    return Pattern(
        slug=component.name,
        title=component.name,
        files=_files(f"components/{component.name}"),
        frame=component.frame,
        include=_include(component),
        style=component.style,
        drawn=[
            Drawn(
                anchor=f"{component.name}-{number}",
                name=example.names[language],
                html=_safe(draw(component, number, language, request)),
            )
            for number, example in enumerate(component.examples, 1)
        ],
    )


def component_patterns(language: str, request: HttpRequest | None = None) -> list[Pattern]:
    return [component_pattern(one, language, request) for one in examples.components()]


def block_patterns(language: str) -> list[Pattern]:
    """The blocks with a preview; its picture, file or page is the library's first.

    In an empty library a picture and a file stand in; what needs more than one draws nothing.
    """
    patterns = []
    for name, block in BodyBlock().child_blocks.items():
        if isinstance(block, PreviewInLanguages):
            value = stood_in(block.preview_in(language), language)
            html = draw_block(name, block, value, language)
            slug = BLOCK + name
            patterns.append(
                Pattern(
                    slug=slug,
                    title=str(block.label),
                    files=_files("blocks", f"{name}.*"),
                    frame=Frame.TEXT,
                    include="{% include_block block %}",
                    style="",
                    drawn=[Drawn(f"{slug}-1", str(block.meta.description), _safe(html))],
                )
            )
    return patterns


def _files(folder: str, names: str = "*.*") -> list[str]:
    root = settings.BASE_DIR
    found = (root / "templates" / folder).glob(names)
    return sorted(str(file.relative_to(root)) for file in found)


def _include(component: Component) -> str:
    """The line to copy; what stands around every page need not be passed on."""
    found = {name for example in component.examples for name in example.variables}
    given = " ".join(f"{name}={name}" for name in sorted(found - {"chrome"}))
    return f'{{% include "{component.template}"{" with " + given if given else ""} %}}'


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # drawn by our own templates, which escape
