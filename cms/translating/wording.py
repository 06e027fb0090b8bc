"""What of a page is text to be translated? Its wording, and a digest to compare it by.

Addresses, dates, pictures of cards and filing are not part of it: who changes only those makes
no translation stale. The comparison is exact, of letters and their order; the ids that blocks
get anew when they are copied do not count.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from wagtail.fields import StreamField
from wagtail_localize.fields import TranslatableField, get_translatable_fields

if TYPE_CHECKING:
    from cms.models import ContentPage

_KEYS_OF_A_CHILD = frozenset({"id", "type", "value"})
#: Given to every paragraph by the editor's text field, and anew whenever it likes.
_BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')


def translatable_names(model: type[ContentPage]) -> list[str]:
    """The names of the fields and inline lists that a translator writes, in the model's order."""
    fields = get_translatable_fields(model)
    return [field.field_name for field in fields if isinstance(field, TranslatableField)]


def wording_of(page: ContentPage) -> dict[str, Any]:
    """The page's text by field, as plain JSON values; `page` is of its own class."""
    return {name: _value(page, name) for name in translatable_names(type(page))}


def digest(wording: dict[str, Any]) -> str:
    """Equal for equal wordings in whatever order their fields are given, and for no others."""
    written = json.dumps(wording, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of(page: ContentPage) -> str:
    return digest(wording_of(page))


def without_ids(value: Any) -> Any:
    """A stream's stored value without the ids of its blocks and the keys of its paragraphs."""
    if isinstance(value, str):
        return _BLOCK_KEY.sub("", value)
    if isinstance(value, date):
        return value.isoformat()  # days of blocks, which JSON has no value for
    if isinstance(value, list):
        return [without_ids(item) for item in value]
    if isinstance(value, dict):
        is_child = value.keys() <= _KEYS_OF_A_CHILD and {"type", "value"} <= value.keys()
        if is_child:
            return {"type": value["type"], "value": without_ids(value["value"])}
        # What a block leaves empty it may as well not have, as older rows do.
        return {key: without_ids(item) for key, item in value.items() if item not in (None, "")}
    return value


def _blocks(stream: Any) -> list[dict[str, Any]]:
    """The stream as it would be stored today: older rows lack fields that blocks got since."""
    return [
        {"type": child.block_type, "value": without_ids(child.block.get_prep_value(child.value))}
        for child in stream or []
    ]


def _value(page: ContentPage, name: str) -> Any:
    field = page._meta.get_field(name)
    if isinstance(field, StreamField):
        return _blocks(getattr(page, name))
    if field.one_to_many:
        return [_row(row) for row in getattr(page, name).all()]
    return without_ids(str(getattr(page, name) or ""))


def _row(row: Any) -> dict[str, str]:
    names = [
        field.field_name
        for field in get_translatable_fields(type(row))
        if isinstance(field, TranslatableField)
    ]
    return {name: str(getattr(row, name) or "") for name in names}
