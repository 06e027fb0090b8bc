"""What the desk shows: each item in all languages side by side, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from wagtail.models import Page

from cms import catalogue
from cms.languages import direction_of, language_name
from cms.translating.admin_paths import pair_url
from newsletter.arrangement import NOTE_SHARED, WRITTEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from cms.models import User
    from cms.teaser import Teaser
    from newsletter.arrangement import Item, Note, Section
    from newsletter.month_issue import MonthIssue


class Standing(StrEnum):
    """How an item is in one language."""

    PUBLIC = "public"
    #: Chosen, but no longer public: readers do not get it.
    WITHDRAWN = "withdrawn"
    #: There is a translation, which came after the item was chosen.
    ADDABLE = "addable"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Side:
    """An item in one language. `url` leads to the screen of translation, where there is one."""

    language: str
    standing: Standing
    title: str = ""
    summary: str = ""
    blurb: str = ""
    teaser: Teaser | None = None
    url: str = ""

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    @property
    def name(self) -> str:
        return language_name(self.language)


@dataclass(frozen=True, slots=True)
class Row:
    item: Item
    sides: tuple[Side, ...]
    first: bool
    last: bool

    @property
    def title(self) -> str:
        """In the admin's language where there is one."""
        return title_in(get_language() or "", {side.language: side.title for side in self.sides})

    @property
    def missing(self) -> bool:
        return any(s.standing in (Standing.MISSING, Standing.ADDABLE) for s in self.sides)

    @property
    def withdrawn(self) -> bool:
        return any(side.standing == Standing.WITHDRAWN for side in self.sides)


@dataclass(frozen=True, slots=True)
class NoteSide:
    language: str
    texts: Mapping[str, str]

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    @property
    def name(self) -> str:
        return language_name(self.language)


@dataclass(frozen=True, slots=True)
class NoteRow:
    note: Note
    sides: tuple[NoteSide, ...]
    shared: Mapping[str, str | None]
    first: bool
    last: bool

    @property
    def title(self) -> str:
        texts = {side.language: side.texts.get("title", "") for side in self.sides}
        return title_in(get_language() or "", texts)


@dataclass(frozen=True, slots=True)
class SectionRows:
    section: Section
    titles: tuple[tuple[str, str, str, str], ...]
    """Language, its name, its direction and the title in it."""
    rows: tuple[Row, ...]
    notes: tuple[NoteRow, ...]
    first: bool
    last: bool

    @property
    def written(self) -> bool:
        return self.section.kind in WRITTEN

    @property
    def title(self) -> str:
        return title_in(get_language() or "", dict(self.section.titles))


def title_in(language: str, titles: Mapping[str, str]) -> str:
    """The title in a language, else in whichever has one."""
    return titles.get(language[:2]) or next((t for t in titles.values() if t), "")


def section_rows(issue: MonthIssue, user: User, now: datetime) -> list[SectionRows]:
    """All sections with their items and notes; the number of queries does not grow with them."""
    arrangement = issue.arrangement
    reader = _Reader(arrangement.items(), tuple(issue.pages), user, now)
    last = len(arrangement.sections) - 1
    return [
        SectionRows(
            section=section,
            titles=tuple(
                (code, language_name(code), direction_of(code), section.titles.get(code, ""))
                for code in issue.pages
            ),
            rows=_rows(section, reader),
            notes=_notes(section, tuple(issue.pages)),
            first=place == 0,
            last=place == last,
        )
        for place, section in enumerate(arrangement.sections)
    ]


def column_sides(issue: MonthIssue, user: User, now: datetime) -> tuple[Side, ...]:
    """The chosen column in each language; nothing where there is none."""
    column = issue.arrangement.column
    if column is None:
        return ()
    return _Reader([column], tuple(issue.pages), user, now).sides(column)


def note_row(note: Note, kind: str, languages: Iterable[str], **ends: bool) -> NoteRow:
    return NoteRow(
        note=note,
        sides=tuple(NoteSide(code, note.texts.get(code, {})) for code in languages),
        shared={name: note.shared.get(name) for name in NOTE_SHARED[kind]},
        first=ends.get("first", True),
        last=ends.get("last", True),
    )


def _rows(section: Section, reader: _Reader) -> tuple[Row, ...]:
    items = section.items
    return tuple(
        Row(
            item=item,
            sides=reader.sides(item),
            # Pinned ones and the others are two rows of their own.
            first=place == 0 or items[place - 1].pinned != item.pinned,
            last=place == len(items) - 1 or items[place + 1].pinned != item.pinned,
        )
        for place, item in enumerate(items)
    )


def _notes(section: Section, languages: tuple[str, ...]) -> tuple[NoteRow, ...]:
    last = len(section.notes) - 1
    return tuple(
        note_row(note, section.kind, languages, first=place == 0, last=place == last)
        for place, note in enumerate(section.notes)
    )


class _Reader:
    """Everything about the chosen pages, read at once."""

    def __init__(
        self, items: Iterable[Item], languages: tuple[str, ...], user: User, now: datetime
    ) -> None:
        items = list(items)
        self.languages = languages
        ids = [pk for item in items for pk in item.pages.values()]
        self.teasers = {t.page_id: t for t in catalogue.teasers_of_ids(ids, now)}
        self.everywhere = catalogue.teasers_of_keys({item.key for item in items}, now)
        self.titles = self._titles(ids)
        half = {
            pk
            for item in items
            if any(code not in item.pages for code in languages)
            for pk in item.pages.values()
        }
        self.may_open = {
            page.pk
            for page in Page.objects.filter(pk__in=half).specific()
            if page.permissions_for_user(user).can_edit()
        }

    def sides(self, item: Item) -> tuple[Side, ...]:
        return tuple(self._side(item, code) for code in self.languages)

    def _side(self, item: Item, language: str) -> Side:
        blurb = item.blurbs.get(language, "")
        pk = item.pages.get(language)
        if pk is not None:
            teaser = self.teasers.get(pk)
            if teaser is None:
                title = self.titles.get(pk, "")
                return Side(language, Standing.WITHDRAWN, title=title, blurb=blurb)
            words = blurb or teaser.summary
            return Side(language, Standing.PUBLIC, teaser.title, words, blurb, teaser)
        other = self.everywhere.get(item.key, {}).get(language)
        if other is not None:
            return Side(language, Standing.ADDABLE, other.title, other.summary, blurb, other)
        source = min(item.pages.values())
        url = pair_url(source, language) if source in self.may_open else ""
        return Side(language, Standing.MISSING, blurb=blurb, url=url)

    def _titles(self, ids: list[int]) -> dict[int, str]:
        withdrawn = [pk for pk in ids if pk not in self.teasers]
        return dict(Page.objects.filter(pk__in=withdrawn).values_list("pk", "title"))


def counted(sections: Iterable[SectionRows]) -> dict[str, Any]:
    """How many items are shown, and how many want a look."""
    rows = [row for section in sections for row in section.rows]
    shown = [row for row in rows if not row.item.hidden]
    return {
        "shown": len(shown),
        "hidden": len(rows) - len(shown),
        "missing": sum(row.missing for row in shown),
        "withdrawn": sum(row.withdrawn for row in shown),
    }
