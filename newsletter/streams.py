"""How is an arrangement stored? As the raw rows of each language's stream, and back. Pure.

What one language alone holds keeps its place after what stands before it there. Where languages
disagree (someone used the editor of one page) the first language's order, marks and sections hold.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from newsletter.arrangement import (
    NOTE_SHARED,
    NOTE_TEXTS,
    WRITTEN,
    Arrangement,
    Item,
    Note,
    Section,
    item_id,
    pinned_first,
    section_id,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Rows = list[dict[str, Any]]


def arrangement_of(
    month: str,
    streams: Mapping[str, Sequence[Mapping[str, Any]]],
    keys: Mapping[int, str],
    columns: Mapping[str, int] | None = None,
) -> Arrangement:
    """One arrangement of all languages' rows; `streams` in the order in which languages count.

    `keys` are the translation keys of the pages that exist: rows about others are left out.
    `columns` are the columns' pages by language.
    """
    sections: list[Section] = []
    taken: set[str] = set()
    for language, rows in streams.items():
        sections = _merged(sections, _sections(month, language, rows, keys), language, taken)
        taken |= {item.key for section in sections for item in section.items}
    whole = tuple(replace(s, items=pinned_first(s.items)) if s.items else s for s in sections)
    return Arrangement(month, tuple(streams), whole, _column(columns or {}, keys))


def rows_of(arrangement: Arrangement, language: str) -> Rows:
    """The stream of one language; sections that hold nothing in it keep their place and title."""
    rows: Rows = []
    for section in arrangement.sections:
        title = section.titles.get(language) or next(iter(section.titles.values()), section.kind)
        if section.kind in WRITTEN:
            if section.notes:
                value = {"title": title, "notes": _notes(section, language)}
                rows.append({"type": section.kind, "value": value, "id": section.id})
            continue
        items = [_item_row(arrangement.month, i, language) for i in section.items]
        value = {"kind": section.kind, "title": title, "pages": [row for row in items if row]}
        rows.append({"type": "section", "value": value, "id": section.id})
    return rows


# --- writing -------------------------------------------------------------------------------------


def _item_row(month: str, item: Item, language: str) -> dict[str, Any] | None:
    if language not in item.pages:
        return None
    value = {
        "page": item.pages[language],
        "blurb": item.blurbs.get(language, ""),
        "pinned": item.pinned,
        "hidden": item.hidden,
    }
    return {"type": "item", "value": value, "id": item_id(month, item.key)}


def _notes(section: Section, language: str) -> Rows:
    found = []
    for note in section.notes:
        texts = note.texts.get(language, {})
        if not texts.get("title"):
            continue
        value: dict[str, Any] = {name: texts.get(name, "") for name in NOTE_TEXTS[section.kind]}
        value |= {name: note.shared.get(name) for name in NOTE_SHARED[section.kind]}
        found.append({"type": "item", "value": value, "id": note.id})
    return found


# --- reading -------------------------------------------------------------------------------------


def _sections(
    month: str, language: str, rows: Sequence[Mapping[str, Any]], keys: Mapping[int, str]
) -> list[Section]:
    found = []
    seen: set[str] = set()  # a page that is named twice stands where it is named first
    for row in rows:
        value, type_ = row["value"], row["type"]
        kind = value.get("kind", "news") if type_ == "section" else type_
        which = str(row.get("id") or section_id(month, kind))
        section = Section(which, kind, {language: value.get("title", "")})
        if type_ in WRITTEN:
            notes = tuple(
                _note(entry, kind, language, f"{which}/{place}")
                for place, entry in enumerate(value.get("notes", []))
            )
            found.append(replace(section, notes=notes))
        elif type_ == "section":
            items = []
            for entry in value.get("pages", []):
                item = _item(entry, language, keys)
                if item is not None and item.key not in seen:
                    seen.add(item.key)
                    items.append(item)
            found.append(replace(section, items=tuple(items)))
    return found


def _item(entry: Any, language: str, keys: Mapping[int, str]) -> Item | None:
    value = _value(entry)
    page = value.get("page")
    if page not in keys:
        return None
    return Item(
        key=keys[page],
        pages={language: page},
        blurbs={language: value.get("blurb") or ""},
        pinned=bool(value.get("pinned")),
        hidden=bool(value.get("hidden")),
    )


def _note(entry: Any, kind: str, language: str, place: str) -> Note:
    value = _value(entry)
    known = entry.get("id") if value is not entry else None
    return Note(
        id=str(known or uuid.uuid5(uuid.NAMESPACE_URL, place)),
        texts={language: {name: value.get(name) or "" for name in NOTE_TEXTS[kind]}},
        shared={name: value.get(name) for name in NOTE_SHARED[kind]},
    )


def _value(entry: Any) -> Any:
    """A block of a list stands with type and id only if it has both; else it is the bare value."""
    return entry["value"] if {"type", "id", "value"} <= entry.keys() else entry


def _column(columns: Mapping[str, int], keys: Mapping[int, str]) -> Item | None:
    known = {language: pk for language, pk in columns.items() if pk in keys}
    if not known:
        return None
    key = keys[next(iter(known.values()))]
    return Item(key, {language: pk for language, pk in known.items() if keys[pk] == key})


def _merged(
    ours: list[Section], theirs: list[Section], language: str, taken: set[str]
) -> list[Section]:
    """Our sections with what another language says; `taken` are keys that have their place."""
    merged = list(ours)
    at = 0
    elsewhere: dict[str, Item] = {}
    for section in theirs:
        place = _match(merged, section, language)
        fresh = [item for item in section.items if item.key not in taken]
        elsewhere |= {item.key: item for item in section.items if item.key in taken}
        if place is None:
            merged.insert(at, replace(section, items=tuple(fresh)))
            at += 1
            continue
        at = place + 1
        known = merged[place]
        merged[place] = replace(
            known,
            titles={**known.titles, **section.titles},
            items=_interleaved(known.items, section.items, taken),
            notes=_joined(known.notes, section.notes),
        )
    return [
        replace(s, items=tuple(_both(item, elsewhere.get(item.key)) for item in s.items))
        for s in merged
    ]


def _match(sections: list[Section], wanted: Section, language: str) -> int | None:
    """By id; else the first of the same kind that this language has not named."""
    for place, section in enumerate(sections):
        if section.id == wanted.id and section.kind == wanted.kind:
            return place
    for place, section in enumerate(sections):
        if section.kind == wanted.kind and language not in section.titles:
            return place
    return None


def _interleaved(
    ours: tuple[Item, ...], theirs: tuple[Item, ...], taken: set[str]
) -> tuple[Item, ...]:
    """Items that only their language has come after what stands before them there."""
    found = list(ours)
    at = 0
    for item in theirs:
        place = next((n for n, known in enumerate(found) if known.key == item.key), None)
        if place is not None:
            at = place + 1
        elif item.key not in taken:
            found.insert(at, item)
            at += 1
    return tuple(found)


def _joined(ours: tuple[Note, ...], theirs: tuple[Note, ...]) -> tuple[Note, ...]:
    found = list(ours)
    at = 0
    for note in theirs:
        place = next((n for n, known in enumerate(found) if known.id == note.id), None)
        if place is None:
            found.insert(at, note)
            at += 1
        else:
            found[place] = replace(found[place], texts={**found[place].texts, **note.texts})
            at = place + 1
    return tuple(found)


def _both(item: Item, other: Item | None) -> Item:
    if other is None:
        return item
    return replace(
        item, pages={**item.pages, **other.pages}, blurbs={**item.blurbs, **other.blurbs}
    )
