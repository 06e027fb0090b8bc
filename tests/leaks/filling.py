"""A page with a word of its own in every field that takes text, down to the last block."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import models
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock

from cms.models import ContentPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from wagtail.models import Page

Say = "Callable[[str], str]"

#: Fields of a page that hold its own text; slugs are made apart, because some must be known.
OF_EVERY_PAGE = ("title", "summary", "seo_title", "search_description")


def fields_of(
    model: type[ContentPage], say: Callable[[str], str], *, image: Any, document: Any, page: Page
) -> dict[str, Any]:
    """Values for all text of the type, by field name."""
    own = [
        field
        for field in model._meta.get_fields()
        if isinstance(field, models.Field) and _is_of(model, field)
    ]
    values: dict[str, Any] = {}
    for field in own:
        if field.name in OF_EVERY_PAGE:
            values[field.name] = say(field.name)
        elif isinstance(field, StreamField):
            rows = _value(field.stream_block, say, field.name, image, document, page)
            values[field.name] = json.dumps(rows)
        elif isinstance(field, RichTextField):
            values[field.name] = f"<p>{say(field.name)}</p>"
        elif isinstance(field, (models.CharField, models.TextField)) and not field.choices:
            values.setdefault(field.name, say(field.name))
    values["image"] = image
    return {name: value for name, value in values.items() if name not in _NOT_TEXT}


_NOT_TEXT = {"slug", "version", "url_path", "path", "draft_title"}


def _is_of(model: type[ContentPage], field: models.Field[Any, Any]) -> bool:
    """The type's own fields and those of `ContentPage`; of Wagtail's only the texts."""
    if field.name in OF_EVERY_PAGE:
        return True
    wagtails = {one.name for one in ContentPage._meta.get_fields()} - {"summary"}
    return field.name not in wagtails and field.editable and not field.is_relation


def _value(
    block: Any, say: Callable[[str], str], where: str, image: Any, document: Any, page: Page
) -> Any:
    def inner(child: Any, name: str) -> Any:
        return _value(child, say, f"{where}.{name}", image, document, page)

    if isinstance(block, blocks.StreamBlock):
        return [
            {"type": name, "value": inner(child, name)}
            for name, child in block.child_blocks.items()
        ]
    if isinstance(block, blocks.StructBlock):
        return {name: inner(child, name) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.ListBlock):
        return [inner(block.child_block, str(number)) for number in range(2)]
    if isinstance(block, blocks.ChoiceBlock):
        return next(value for value, _label in block.field.choices if value)
    if isinstance(block, blocks.BooleanBlock):
        return False  # what is ticked is left out, and its words with it
    if isinstance(block, blocks.DateBlock):
        return "2026-12-02"
    if isinstance(block, ImageChooserBlock):
        return image.pk
    if isinstance(block, DocumentChooserBlock):
        return document.pk
    if isinstance(block, blocks.PageChooserBlock):
        return page.pk
    if isinstance(block, blocks.URLBlock):
        return f"https://{say(where)}.example/"
    if isinstance(block, blocks.RichTextBlock):
        return f"<p>{say(where)}</p>"
    if isinstance(block, (blocks.CharBlock, blocks.TextBlock)):
        return say(where)
    raise LookupError(f"no word can be put into {type(block).__name__} at {where}")
