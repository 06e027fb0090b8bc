"""How a month's issue is arranged, in all languages at once. Pure values and their changes.

The pages of an issue hold a stream of their own for each language. An arrangement reads them as
one: items are paired by the translation key of their page, sections by their id or their kind, so
that a change is made once and written to every language. Nothing is ever dropped by a change but
by `without_note`; what is to be left out is hidden.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Ids of sections and items, the same in every language, so that translations find them.
NAMESPACE: Final = uuid.UUID("c2c1b8a5-3c8a-4f6b-8f5e-0b9c6d8f2a11")
#: Sections that are written in the issue; their rows are no pages.
WRITTEN: Final = ("announcements", "dates")
#: What a note of either kind holds in each language, and what is the same in all of them.
NOTE_TEXTS: Final = {"announcements": ("title", "text", "url"), "dates": ("title", "place", "url")}
NOTE_SHARED: Final[dict[str, tuple[str, ...]]] = {"announcements": (), "dates": ("day", "until")}


class NotThere(LookupError):
    """The change is about something that the issue does not hold (any more)."""


@dataclass(frozen=True, slots=True)
class Item:
    """A chosen page in the languages it is chosen in; `pages` and `blurbs` by language."""

    key: str
    pages: Mapping[str, int]
    blurbs: Mapping[str, str] = field(default_factory=dict)
    pinned: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """An announcement or a date: `texts` by language and name, `shared` by name."""

    id: str
    texts: Mapping[str, Mapping[str, str]]
    shared: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Section:
    """`kind` is a value of SectionKind; `titles` by language."""

    id: str
    kind: str
    titles: Mapping[str, str]
    items: tuple[Item, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`month` is "2026-11-01"; `languages` are those that the issue has pages in."""

    month: str
    languages: tuple[str, ...]
    sections: tuple[Section, ...] = ()
    column: Item | None = None

    # -- reading -------------------------------------------------------------------------------

    def items(self) -> tuple[Item, ...]:
        return tuple(item for section in self.sections for item in section.items)

    def keys(self) -> set[str]:
        return {item.key for item in self.items()}

    def item(self, key: str) -> Item:
        return self._home_of(key)[1]

    def section(self, which: str) -> Section:
        return self.sections[self._place(which)]

    def home_of(self, key: str) -> Section:
        """The section an item stands in; raises NotThere, as all that is asked by a name."""
        return self._home_of(key)[0]

    def note_home(self, which: str) -> Section:
        for section in self.sections:
            if any(note.id == which for note in section.notes):
                return section
        raise NotThere(which)

    # -- items ---------------------------------------------------------------------------------

    def shifted(self, key: str, by: int) -> Arrangement:
        """The item so many places further down; pinned ones stay before the others."""
        section, item = self._home_of(key)
        place = section.items.index(item) + by
        return self.moved(key, section.id, max(place, 0))

    def moved(self, key: str, to: str, place: int) -> Arrangement:
        """The item at a place of a section, counted without itself; beyond the end is last."""
        home, item = self._home_of(key)
        target = self.section(to)
        if target.kind in WRITTEN:
            raise NotThere(to)
        without = self._with(replace(home, items=tuple(i for i in home.items if i != item)))
        rest = without.section(to).items
        place = min(max(place, 0), len(rest))
        items = (*rest[:place], item, *rest[place:])
        return without._with(replace(without.section(to), items=pinned_first(items)))

    def pinned(self, key: str, on: bool) -> Arrangement:
        return self._changed(key, pinned=on)

    def hidden(self, key: str, on: bool) -> Arrangement:
        return self._changed(key, hidden=on)

    def worded(self, key: str, blurbs: Mapping[str, str]) -> Arrangement:
        return self._changed(key, blurbs={**self.item(key).blurbs, **blurbs})

    def translated(self, key: str, pages: Mapping[str, int]) -> Arrangement:
        """The item's page in further languages."""
        return self._changed(key, pages={**self.item(key).pages, **pages})

    def pulled_in(
        self, item: Item, kind: str, titles: Mapping[str, str], order: Iterable[str]
    ) -> Arrangement:
        """With the item at the end of the first section of its kind, which is made if missing.

        One that is there already is shown again. `order` are the kinds in the order in which
        sections of a draft stand.
        """
        if item.key in self.keys():
            return self.translated(item.key, item.pages).hidden(item.key, on=False)
        whole = self.with_section(kind, titles, order)
        target = next(section for section in whole.sections if section.kind == kind)
        return whole._with(replace(target, items=pinned_first((*target.items, item))))

    def columned(self, column: Item | None) -> Arrangement:
        """With another column of the month, or none."""
        return replace(self, column=column)

    # -- sections ------------------------------------------------------------------------------

    def with_section(
        self, kind: str, titles: Mapping[str, str], order: Iterable[str]
    ) -> Arrangement:
        """With a section of the kind: before the first that comes later in a draft."""
        if any(section.kind == kind for section in self.sections):
            return self
        ranks = {name: rank for rank, name in enumerate(order)}
        own = ranks.get(kind, len(ranks))
        place = next(
            (n for n, s in enumerate(self.sections) if ranks.get(s.kind, len(ranks)) > own),
            len(self.sections),
        )
        made = Section(section_id(self.month, kind), kind, dict(titles))
        sections = (*self.sections[:place], made, *self.sections[place:])
        return replace(self, sections=sections)

    def section_shifted(self, which: str, by: int) -> Arrangement:
        place = self._place(which)
        rest = (*self.sections[:place], *self.sections[place + 1 :])
        to = min(max(place + by, 0), len(rest))
        return replace(self, sections=(*rest[:to], self.sections[place], *rest[to:]))

    def titled(self, which: str, titles: Mapping[str, str]) -> Arrangement:
        section = self.section(which)
        return self._with(replace(section, titles={**section.titles, **titles}))

    # -- notes ---------------------------------------------------------------------------------

    def with_note(self, section: str, note: Note) -> Arrangement:
        """The note in place of the one with its id, else at the end of the section."""
        target = self.section(section)
        if target.kind not in WRITTEN:
            raise NotThere(section)
        known = any(present.id == note.id for present in target.notes)
        notes = (
            tuple(note if present.id == note.id else present for present in target.notes)
            if known
            else (*target.notes, note)
        )
        return self._with(replace(target, notes=notes))

    def without_note(self, which: str) -> Arrangement:
        home = self.note_home(which)
        return self._with(replace(home, notes=tuple(n for n in home.notes if n.id != which)))

    def note_shifted(self, which: str, by: int) -> Arrangement:
        home = self.note_home(which)
        place = next(n for n, note in enumerate(home.notes) if note.id == which)
        rest = (*home.notes[:place], *home.notes[place + 1 :])
        to = min(max(place + by, 0), len(rest))
        return self._with(replace(home, notes=(*rest[:to], home.notes[place], *rest[to:])))

    # -- within --------------------------------------------------------------------------------

    def _home_of(self, key: str) -> tuple[Section, Item]:
        for section in self.sections:
            for item in section.items:
                if item.key == key:
                    return section, item
        raise NotThere(key)

    def _place(self, which: str) -> int:
        for place, section in enumerate(self.sections):
            if section.id == which:
                return place
        raise NotThere(which)

    def _with(self, changed: Section) -> Arrangement:
        place = self._place(changed.id)
        sections = (*self.sections[:place], changed, *self.sections[place + 1 :])
        return replace(self, sections=sections)

    def _changed(self, key: str, **values: Any) -> Arrangement:
        home, item = self._home_of(key)
        new = replace(item, **values)
        items = tuple(new if present is item else present for present in home.items)
        return self._with(replace(home, items=pinned_first(items)))


def pinned_first(items: Iterable[Item]) -> tuple[Item, ...]:
    """Pinned ones before the others, both in the order they had."""
    return tuple(sorted(items, key=lambda item: not item.pinned))


def section_id(month: str, kind: str) -> str:
    return str(uuid.uuid5(NAMESPACE, f"{month}/{kind}"))


def item_id(month: str, key: str) -> str:
    return str(uuid.uuid5(NAMESPACE, f"{month}/{key}"))
