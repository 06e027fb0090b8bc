"""Reads the demo's texts: TOML files with every text in Arabic and in English."""

from __future__ import annotations

import tomllib
import uuid
from typing import TYPE_CHECKING, Any

from cms.text import plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: Makes the ids of demo blocks, the same in every language and on every run.
NAMESPACE = uuid.UUID("7f0a3f5e-6d3b-4d5a-9a53-2d1f0a9f6b10")

RESERVED = {"type", "ar", "en", "picture", "pictures", "alt"}


def read_all(folder: Path) -> list[dict[str, Any]]:
    """All items of a folder, in the order of their file names."""
    return [read(path) for path in sorted(folder.glob("*.toml"))]


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def in_language(item: dict[str, Any], language: str) -> Any:
    """The item's text in the language, or in English where the demo does not speak it."""
    return item.get(language, item["en"])


def body_rows(
    item: dict[str, Any],
    language: str,
    picture_id: Callable[[dict[str, Any], dict[str, str]], int],
    page_id: Callable[[str], int | None],
) -> list[dict[str, Any]]:
    """The item's body as a StreamField stores it.

    Keys beside `ar` and `en` belong to both. A page card whose page does not exist (yet) is
    left out.
    """
    rows: list[dict[str, Any]] = []
    for number, block in enumerate(item.get("body", [])):
        value = in_language(block, language) if "en" in block else {}
        if isinstance(value, dict):
            shared = {key: block[key] for key in block if key not in RESERVED}
            value = shared | value
        if "picture" in block:
            value["image"] = picture_id(block["picture"], block.get("alt", {}))
        if "pictures" in block:
            value["pictures"] = [
                {
                    "image": picture_id(picture, picture.get("alt", {})),
                    "caption": in_language(picture, language).get("caption", ""),
                }
                for picture in block["pictures"]
            ]
        if block["type"] == "page_card":
            target = page_id(block["page"])
            if target is None:
                continue
            value = {"page": target}
        name = f"{item['slug']}/{number}"
        rows.append({"type": block["type"], "value": value, "id": str(uuid.uuid5(NAMESPACE, name))})
    return rows


def drawings(items: list[dict[str, Any]]) -> list[tuple[tuple[str, str, int], dict[str, str]]]:
    """All scenes the items show, with their alternative texts, to be drawn in one go."""
    wanted: list[tuple[tuple[str, str, int], dict[str, str]]] = []
    for item in items:
        if "picture" in item:
            wanted.append((_scene(item["picture"]), item.get("picture_alt", {})))
        for block in item.get("body", []):
            if "picture" in block:
                wanted.append((_scene(block["picture"]), block.get("alt", {})))
            wanted += [(_scene(row), row.get("alt", {})) for row in block.get("pictures", [])]
    return wanted


def _scene(picture: dict[str, Any]) -> tuple[str, str, int]:
    return "scene", picture["scene"], int(picture["seed"])


def paragraphs(html: str) -> str:
    """Plain paragraphs, a blank line between two, of simple HTML."""
    parts = [plain(part) for part in html.split("</p>")]
    return "\n\n".join(part for part in parts if part)
