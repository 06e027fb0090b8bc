"""Prints the newest Arabic article as JSON, for the bare site to show a body of the same size.

`{"path": address, "body": [[type, value], …]}` with the types "heading" and "paragraph" only: a
heading stays one, a paragraph keeps its HTML, and of any other block the text becomes a paragraph.
"""

from __future__ import annotations

import json
import sys
from html import escape
from typing import Any

import django


def plain_block(child: Any) -> tuple[str, str]:
    if child.block_type == "heading":
        return "heading", str(child.value["text"])
    if child.block_type == "paragraph":
        return "paragraph", str(child.value.source)
    text = " ".join(child.block.get_searchable_content(child.value))
    return "paragraph", f"<p>{escape(text)}</p>"


def main() -> None:
    django.setup()
    from django.utils import timezone, translation

    from blog.models import ArticlePage

    article = (
        ArticlePage.objects.public_live(timezone.now())
        .filter(locale__language_code="ar")
        .order_by("-published_at", "-pk")
        .first()
    )
    if article is None:
        sys.exit("There is no article to ask for: run make demo-data first.")
    with translation.override("ar"):
        path = article.get_url()
    body = [plain_block(child) for child in article.body]
    sys.stdout.write(json.dumps({"path": path, "body": body}))


if __name__ == "__main__":
    main()
