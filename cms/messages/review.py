"""Are the catalogues of a project as they should be? And how are they brought there?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .catalogue import (
    Catalogue,
    forms,
    message_key,
    mo_bytes,
    po_bytes,
    po_path,
    read,
    updated,
)
from .faults import faults

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .extraction import Key, SourceMessage


def write(locale_folder: Path, language: str, messages: Mapping[Key, SourceMessage]) -> bool:
    """Brings both files of a language up to date; whether that changed any of them."""
    path = po_path(locale_folder, language)
    fresh = updated(read(path, language), messages.values(), language)
    path.parent.mkdir(parents=True, exist_ok=True)
    changed = False
    for file, content in ((path, po_bytes(fresh)), (path.with_suffix(".mo"), mo_bytes(fresh))):
        if not file.exists() or file.read_bytes() != content:
            file.write_bytes(content)
            changed = True
    return changed


def review(locale_folder: Path, language: str, messages: Mapping[Key, SourceMessage]) -> list[str]:
    """Every fault of a language's catalogue, one a line, each naming its message and sources."""
    path = po_path(locale_folder, language)
    old = read(path, language)
    known = {message_key(message) for message in old if message.id}
    found = [
        f"{language}: missing: {_named(message)}"
        for key, message in messages.items()
        if key not in known
    ]
    found += [
        f"{language}: no longer used: “{singular}”"
        for key in sorted(known - messages.keys())
        for singular in [key[1]]
    ]
    fresh = updated(old, messages.values(), language)
    found += _untrue(fresh, language, {key: messages[key] for key in messages if key in known})
    if not found and path.read_bytes() != po_bytes(fresh):
        found.append(f"{language}: {path.name} is not as `manage.py messages` writes it")
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != mo_bytes(fresh):
        found.append(f"{language}: {compiled.name} is older than its text")
    return found


def _untrue(
    catalogue: Catalogue, language: str, messages: Mapping[Key, SourceMessage]
) -> list[str]:
    """The faults of single translations."""
    found = []
    for entry in catalogue:
        source = messages.get(message_key(entry)) if entry.id else None
        if source is None:
            continue
        wrong = faults(source.singular, source.plural, forms(entry), catalogue.num_plurals)
        if entry.fuzzy:
            wrong.insert(0, "fuzzy")
        found += [f"{language}: {fault}: {_named(source)}" for fault in wrong]
    return found


def _named(message: SourceMessage) -> str:
    context = f" [{message.context}]" if message.context else ""
    return f"“{message.singular}”{context} ({', '.join(message.files)})"
