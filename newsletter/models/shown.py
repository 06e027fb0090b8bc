"""What an issue shows to its readers: only what is public, as plain values.

The web page, its feed, the API and the sheet for printing all show this and nothing else.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cms.outward import leaves_the_site

from .sections import SectionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from cms.teaser import Teaser

    from .issues import Note, Section


@dataclass(frozen=True, slots=True)
class ShownNote:
    """An announcement or a date; `external` says that its address leaves the site."""

    title: str
    text: str = ""
    url: str = ""
    external: bool = False
    day: date | None = None
    until: date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class ShownSection:
    """Never empty. `kind` is a value of SectionKind; `anchor` is its id in the page."""

    kind: str
    title: str
    anchor: str
    teasers: tuple[Teaser, ...] = ()
    notes: tuple[ShownNote, ...] = ()

    @property
    def count(self) -> int:
        return len(self.teasers) + len(self.notes)


@dataclass(frozen=True, slots=True)
class ShownIssue:
    """A teaser's summary is what the issue says of its page."""

    column: Teaser | None
    sections: tuple[ShownSection, ...]

    @property
    def dates(self) -> tuple[ShownNote, ...]:
        """Everything with a day, the earliest first."""
        notes = (note for section in self.sections for note in section.notes if note.day)
        return tuple(sorted(notes, key=lambda note: (str(note.day), note.title)))


def shown_sections(
    sections: Iterable[Section], public: Mapping[int, Teaser]
) -> tuple[ShownSection, ...]:
    """The sections with what `public` (by page id) has of their pages; empty ones are left out."""
    shown: list[ShownSection] = []
    seen: Counter[str] = Counter()
    for section in sections:
        teasers = tuple(
            replace(public[page.page_id], summary=page.blurb or public[page.page_id].summary)
            for page in section.pages
            if page.page_id in public
        )
        notes = tuple(_note(note) for note in section.notes)
        if section.kind == SectionKind.DATES:
            notes = tuple(sorted(notes, key=lambda note: str(note.day)))
        if not (teasers or notes):
            continue
        kind = section.kind.value
        seen[kind] += 1
        anchor = f"section-{kind}" if seen[kind] == 1 else f"section-{kind}-{seen[kind]}"
        shown.append(ShownSection(kind, section.title, anchor, teasers, notes))
    return tuple(shown)


def _note(note: Note) -> ShownNote:
    url, external = note.url, False
    try:
        external = bool(url) and leaves_the_site(url)
    except ValueError:  # pasted by an editor: the words stay
        url = ""
    return ShownNote(note.title, note.text, url, external, note.day, note.until, note.place)
