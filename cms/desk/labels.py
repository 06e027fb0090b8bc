"""How is the place of a fault called in the active language, and where is it in the editor?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from wagtail.fields import StreamField

if TYPE_CHECKING:
    from django.db.models import Model


def place_name(model: type[Model], path: str, block: str) -> str:
    """The name of the field, or of the block within it."""
    name = path.partition(".")[0]
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    if block and isinstance(field, StreamField):
        child = field.stream_block.child_blocks.get(block)
        if child is not None:
            return str(child.label)
    label = getattr(field, "verbose_name", "") or getattr(
        getattr(field, "related_model", None), "_meta", field
    )
    return capfirst(str(getattr(label, "verbose_name_plural", label)))


def jump(path: str) -> str:
    """The fragment by which Wagtail's editor goes to a field or block."""
    return f"#:w:contentpath={quote(path)}"
