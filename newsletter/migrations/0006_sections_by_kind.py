"""Sections of issues learn their kind, and their pages become items with words of their own.

A section was {"title", "pages": [ids]}. Its kind is that of its first page, because its title may
have been changed by hand.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.db import migrations
from django.db.models import F, JSONField
from django.db.models.functions import Cast
from wagtail.blocks import StreamValue

NAMESPACE = uuid.UUID("c2c1b8a5-3c8a-4f6b-8f5e-0b9c6d8f2a11")
KINDS = {
    "newspage": "news",
    "articlepage": "articles",
    "storypage": "stories",
    "resourcepage": "toolkit",
}
CHUNK = 200


def by_kind(rows: list[dict[str, Any]], month: str, pages: dict[int, tuple[str, str]]) -> Any:
    """The new form; `pages` are (translation key, name of the model) by id.

    Rows that have a kind, and those of other types, stay as they are.
    """
    return [
        _section(row, month, pages)
        if row.get("type") == "section" and "kind" not in row["value"]
        else row
        for row in rows
    ]


def _section(row: dict[str, Any], month: str, pages: dict[int, tuple[str, str]]) -> dict[str, Any]:
    chosen = [_bare(entry) for entry in row["value"].get("pages", [])]
    kinds = [KINDS[pages[pk][1]] for pk in chosen if pk in pages and pages[pk][1] in KINDS]
    items = [
        {
            "type": "item",
            "value": {"page": pk, "blurb": "", "pinned": False, "hidden": False},
            "id": str(uuid.uuid5(NAMESPACE, f"{month}/{pages[pk][0] if pk in pages else pk}")),
        }
        for pk in chosen
        if pk is not None
    ]
    value = {
        "kind": kinds[0] if kinds else "news",
        "title": row["value"].get("title", ""),
        "pages": items,
    }
    return {**row, "value": value}


def _bare(entry: Any) -> int | None:
    value = entry.get("value") if isinstance(entry, dict) else entry
    return int(value) if value is not None else None


def convert(apps: Any, schema_editor: Any) -> None:
    IssuePage = apps.get_model("newsletter", "IssuePage")
    Revision = apps.get_model("wagtailcore", "Revision")
    pages = _pages(apps)
    issues = IssuePage.objects.annotate(raw=Cast(F("sections"), JSONField()))
    months = {}
    for issue in issues.iterator(chunk_size=CHUNK):
        months[str(issue.pk)] = str(issue.month)
        rows = json.loads(issue.raw) if isinstance(issue.raw, str) else issue.raw
        if not rows:
            continue
        new = by_kind(rows, str(issue.month), pages)
        if new != rows:
            block = issue.sections.stream_block
            IssuePage.objects.filter(pk=issue.pk).update(
                sections=StreamValue(block, new, is_lazy=True)
            )
    for revision in Revision.objects.filter(object_id__in=list(months)).iterator(chunk_size=CHUNK):
        # Numbers of pages and of snippets are not apart in this column.
        if not {"sections", "month"} <= revision.content.keys():
            continue
        rows = json.loads(revision.content["sections"])
        new = by_kind(rows, revision.content["month"], pages)
        if new != rows:
            revision.content["sections"] = json.dumps(new)
            revision.save(update_fields=["content"])


def _pages(apps: Any) -> dict[int, tuple[str, str]]:
    Page = apps.get_model("wagtailcore", "Page")
    rows = Page.objects.values_list("pk", "translation_key", "content_type__model")
    return {pk: (str(key), model) for pk, key, model in rows}


class Migration(migrations.Migration):
    dependencies = [
        ("newsletter", "0005_searched_subscribers"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(convert, migrations.RunPython.noop)]
