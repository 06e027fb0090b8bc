"""A page's text as a translator reads it: field by field, block by block, what is new marked."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.encoding import force_str
from django.utils.text import capfirst
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText
from wagtail_localize.fields import TranslatableField, get_translatable_fields

from cms.translating.wording import translatable_names, without_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.safestring import SafeString

    from cms.models import ContentPage


@dataclass(frozen=True, slots=True)
class Part:
    """A field, or a block of a stream. `lines` are text, or markup that the editor's field made.

    `key` is the same in two versions of the page; `wording` tells whether the text is, too.
    """

    key: str
    label: str
    lines: tuple[str | SafeString, ...]
    wording: str
    new: bool = False


def parts_of(page: ContentPage) -> list[Part]:
    """The parts that have text, in the order of the model's fields."""
    return [part for name in translatable_names(type(page)) for part in _parts(page, name)]


def compared(now: ContentPage, before: ContentPage | None) -> tuple[list[Part], list[Part]]:
    """The parts of `now` with what is new or changed marked, and those of `before` that went.

    Without a `before`, nothing is marked.
    """
    present = parts_of(now)
    if before is None:
        return present, []
    known = {part.key: part for part in parts_of(before)}
    marked = [
        replace(part, new=part.key not in known or known[part.key].wording != part.wording)
        for part in present
    ]
    keys = {part.key for part in present}
    return marked, [part for key, part in known.items() if key not in keys]


def _parts(page: ContentPage, name: str) -> Iterator[Part]:
    field = page._meta.get_field(name)
    if isinstance(field, StreamField):
        for child in getattr(page, name) or []:
            stored = without_ids(child.block.get_prep_value(child.value))
            wording = json.dumps(stored, sort_keys=True, ensure_ascii=False)
            lines = tuple(_lines(child.block, child.value))
            if lines:
                yield Part(f"{name}.{child.id}", _label(child.block.label), lines, wording)
    elif field.one_to_many:
        for row in getattr(page, name).all():
            texts = tuple(_texts(row))
            if texts:
                label = _label(row._meta.verbose_name)
                yield Part(f"{name}.{row.pk}", label, texts, "\n".join(texts))
    else:
        text = str(getattr(page, name) or "")
        shown = str(RichText(text)) if isinstance(field, RichTextField) else text
        if text:
            label = _label(getattr(field, "verbose_name", name))
            yield Part(name, label, (shown,), without_ids(text))


def _label(label: Any) -> str:
    return str(capfirst(force_str(label)))


def _texts(row: Any) -> Iterator[str]:
    for field in get_translatable_fields(type(row)):
        text = str(getattr(row, field.field_name) or "")
        if isinstance(field, TranslatableField) and text:
            yield text


def _lines(block: blocks.Block, value: Any) -> Iterator[str | SafeString]:
    """The texts of a block, from top to bottom; choices, addresses and pictures are none."""
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _lines(child, value.get(name))
    elif isinstance(block, blocks.ListBlock):
        for item in value or []:
            yield from _lines(block.child_block, item)
    elif isinstance(block, blocks.StreamBlock):
        for child in value or []:
            yield from _lines(child.block, child.value)
    elif isinstance(block, blocks.RichTextBlock):
        if value is not None and value.source:
            yield str(value)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock) and value:
        yield str(value)
