"""What does a component show? Its examples, from the TOML file beside its template.

style = "shared with card"         # where its style is, if not in <name>.css
frame = "text"                     # how wide it is drawn; see Frame
[[example]]
name.ar = "عنوان طويل"
name.en = "A long title"
made.field = "email-field"         # a variable that is no plain data; see `made`
[example.context.ar]               # the variables of the include
[example.context.en]
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings

COMPONENTS = Path(settings.BASE_DIR) / "templates" / "components"
LANGUAGES = ("ar", "en")


class ExampleFault(Exception):
    """A component without examples, or with a file that says something else; names the file."""


class Frame(StrEnum):
    """How wide the place of a component usually is."""

    WIDE = "wide"  # the page's column
    TEXT = "text"  # a line of reading
    NARROW = "narrow"  # a card in a row of cards
    FULL = "full"  # from edge to edge


@dataclass(frozen=True, slots=True)
class Example:
    """`names` and `contexts` are by language; `made` says who makes what is no plain data."""

    names: dict[str, str]
    contexts: dict[str, dict[str, Any]]
    made: dict[str, str]

    @property
    def variables(self) -> list[str]:
        found = {name for context in self.contexts.values() for name in context}
        return sorted(found | set(self.made))


@dataclass(frozen=True, slots=True)
class Component:
    """`style` says where the style is when the component has no sheet of its own."""

    name: str
    examples: tuple[Example, ...]
    frame: Frame
    style: str

    @property
    def template(self) -> str:
        return f"components/{self.name}/{self.name}.html"


def names(folder: Path = COMPONENTS) -> list[str]:
    return sorted(one.name for one in folder.iterdir() if one.is_dir())


def component(name: str, folder: Path = COMPONENTS) -> Component:
    """Raises ExampleFault, which names the file, unless everything is there and in its shape."""
    file = folder / name / f"{name}.toml"
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ExampleFault(
            f"{file} is missing: every component has examples in Arabic and English, "
            "see docs/how-to/add-a-component.md"
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise ExampleFault(f"{file} is no TOML: {error}") from error
    unknown = sorted(set(told) - {"example", "frame", "style"})
    if unknown:
        raise ExampleFault(f"{file} says {', '.join(unknown)}, which means nothing")
    rows = told.get("example") or []
    if not isinstance(rows, list) or not rows:
        raise ExampleFault(f"{file} has no [[example]]")
    try:
        frame = Frame(told.get("frame", Frame.WIDE))
    except ValueError:
        raise ExampleFault(f"{file} has a frame that is none of {', '.join(Frame)}") from None
    return Component(
        name=name,
        examples=tuple(_example(row, f"{file}, example {n}") for n, row in enumerate(rows, 1)),
        frame=frame,
        style=str(told.get("style", "")),
    )


def _example(row: dict[str, Any], where: str) -> Example:
    unknown = sorted(set(row) - {"name", "context", "made"})
    if unknown:
        raise ExampleFault(f"{where} says {', '.join(unknown)}, which means nothing")
    for part in ("name", "context"):
        told = row.get(part)
        missing = [code for code in LANGUAGES if not isinstance(told, dict) or code not in told]
        if missing:
            raise ExampleFault(f"{where} has no {part} in: {', '.join(missing)}")
    return Example(names=row["name"], contexts=row["context"], made=row.get("made", {}))


def components(folder: Path = COMPONENTS) -> list[Component]:
    return [component(name, folder) for name in names(folder)]
