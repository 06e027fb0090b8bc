"""What a page holds of its own: its texts, links, pictures, headings, films and tables.

Found by walking over the fields and blocks, so that a new page type or block is read by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from cms.blocks import HeadingBlock, TableBlock, VideoBlock
from cms.desk.faults import Spot
from cms.models import CustomImage

from .markup import Link, read_markup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cms.models import ContentPage

#: Fields of Wagtail's own that readers or search engines see.
PAGE_FIELDS = ("title", "seo_title", "search_description")


@dataclass(slots=True)
class Content:
    """Each with its place; texts are plain and in paragraphs."""

    texts: list[tuple[Spot, str]] = field(default_factory=list)
    links: list[tuple[Spot, Link]] = field(default_factory=list)
    pictures: list[tuple[Spot, CustomImage]] = field(default_factory=list)
    bare_pictures: list[tuple[Spot, int]] = field(default_factory=list)
    #: Levels of the body's headings, in order, with their text.
    headings: list[tuple[Spot, int, str]] = field(default_factory=list)
    #: Films by title, and whether each has a transcript.
    films: list[tuple[Spot, str, bool]] = field(default_factory=list)
    #: Tables by caption, and whether each column has a heading.
    tables: list[tuple[Spot, str, bool]] = field(default_factory=list)


def content_of(page: ContentPage) -> Content:
    """What `page` holds as it stands in memory, saved or not."""
    content = Content()
    for model_field in _fields_of(type(page)):
        _read_field(content, Spot(model_field.name), model_field, page)
    for relation in get_all_child_relations(type(page)):
        if relation.related_model._meta.app_label == "wagtailcore":
            continue  # Wagtail's comments on the page
        for row in getattr(page, relation.get_accessor_name()).all():
            for model_field in _texts_and_links(row._meta.concrete_fields):
                _read_field(content, Spot(relation.get_accessor_name()), model_field, row)
    return content


def _fields_of(model: type[ContentPage]) -> list[models.Field[Any, Any]]:
    shared = {
        row.field_name
        for row in model.override_translatable_fields
        if isinstance(row, SynchronizedField)
    }
    own = [
        row
        for row in _texts_and_links(model._meta.concrete_fields)
        if row.name in PAGE_FIELDS or not issubclass(Page, row.model)
    ]
    # What is the same in all languages is in none of them; a picture is looked at all the same.
    return [row for row in own if row.name not in shared or row.related_model is CustomImage]


def _texts_and_links(fields: Iterable[models.Field[Any, Any]]) -> list[models.Field[Any, Any]]:
    """Fields that people write or choose in, in the order of the model."""
    return [
        row
        for row in fields
        if row.editable
        and not row.choices
        and (
            isinstance(row, StreamField | RichTextField | models.TextField)
            or (isinstance(row, models.CharField) and not isinstance(row, models.SlugField))
            or (isinstance(row, models.ForeignKey) and _is_read(row.related_model))
        )
    ]


def _is_read(model: Any) -> bool:
    return isinstance(model, type) and issubclass(model, CustomImage | Page)


def _read_field(
    content: Content, spot: Spot, model_field: models.Field[Any, Any], row: models.Model
) -> None:
    if isinstance(model_field, models.ForeignKey):
        _read_chosen(content, spot, getattr(row, model_field.attname), model_field, row)
        return
    value = getattr(row, model_field.name)
    if not value:
        return
    if isinstance(model_field, StreamField):
        for child in value:
            place = Spot(f"{spot.path}.{child.id}" if child.id else spot.path, child.block_type)
            _read_block(content, place, child.block, child.value)
    elif isinstance(model_field, RichTextField):
        _read_html(content, spot, str(value))
    elif isinstance(value, str):
        content.texts.append((spot, value))


def _read_chosen(
    content: Content, spot: Spot, chosen: Any, model_field: models.ForeignKey[Any, Any], row: Any
) -> None:
    if chosen is None or model_field.name.endswith("_ptr"):
        return
    if issubclass(model_field.related_model, CustomImage):
        picture = getattr(row, model_field.name)
        if picture is not None:
            content.pictures.append((spot, picture))
    elif model_field.name not in {"page", "parent", "alias_of"}:
        content.links.append((spot, Link(page=chosen, is_picked=True)))


def _read_block(content: Content, spot: Spot, block: blocks.Block, value: Any) -> None:
    """Reads one block and all that is in it; the place is that of the outermost block."""
    if value is None or value == "":
        return
    if isinstance(block, blocks.StructBlock):
        _read_struct(content, spot, block, value)
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            _read_block(content, spot, block.child_block, item)
    elif isinstance(block, blocks.BaseStreamBlock):
        for child in value:
            _read_block(content, spot, child.block, child.value)
    elif isinstance(block, blocks.RichTextBlock):
        _read_html(content, spot, value.source)
    elif isinstance(block, blocks.RawHTMLBlock):
        _read_html(content, spot, str(value))
    elif isinstance(block, ImageChooserBlock):
        content.pictures.append((spot, value))
    elif isinstance(block, blocks.PageChooserBlock):
        content.links.append((spot, Link(page=value.pk, is_picked=True)))
    elif isinstance(block, DocumentChooserBlock):
        content.links.append((spot, Link(document=value.pk, is_picked=True)))
    elif isinstance(block, blocks.URLBlock):
        content.links.append((spot, Link(address=str(value), is_picked=True)))
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        content.texts.append((spot, str(value)))


def _read_struct(content: Content, spot: Spot, block: blocks.StructBlock, value: Any) -> None:
    if isinstance(block, HeadingBlock):
        level = str(value.get("level") or "h2")
        content.headings.append((spot, int(level[1:]), str(value.get("text") or "")))
    elif isinstance(block, VideoBlock):
        transcript = value.get("transcript")
        spoken = read_markup(transcript.source).paragraphs if transcript else []
        content.films.append((spot, str(value.get("title") or ""), bool(spoken)))
    elif isinstance(block, TableBlock):
        header = [str(cell or "").strip() for cell in value.get("header") or []]
        # The first corner may be empty: the column below it names the rows.
        complete = bool(header) and all(header[1:]) and any(header)
        content.tables.append((spot, str(value.get("caption") or ""), complete))
    for name, child in block.child_blocks.items():
        _read_block(content, spot, child, value.get(name))


def _read_html(content: Content, spot: Spot, html: str) -> None:
    found = read_markup(html)
    content.texts += [(spot, paragraph) for paragraph in found.paragraphs]
    content.links += [(spot, link) for link in found.links]
    content.bare_pictures += [(spot, picture) for picture in found.bare_pictures]
