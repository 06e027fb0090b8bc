"""Which of a month's publications go into its letter, and in which order (N2). Pure.

One decision holds for all languages: a page and its translations, which share a translation key,
are one item. Announcements and dates are no publications; managers write them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext, gettext_noop

from cms.teaser import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from cms.teaser import Teaser

#: The sections of a letter that show pages, in their order, with their titles. The names are
#: values of SectionKind.
SECTIONS: Final[tuple[tuple[str, str], ...]] = (
    ("news", gettext_noop("News, services and apps")),
    ("achievements", gettext_noop("Achievements of entities")),
    ("trends", gettext_noop("New trends")),
    ("articles", gettext_noop("From the blog")),
    ("stories", gettext_noop("Success stories")),
    ("toolkit", gettext_noop("New in the toolkit")),
)
_TITLES: Final = {
    **dict(SECTIONS),
    "announcements": gettext_noop("Announcements"),
    "dates": gettext_noop("Dates"),
}
#: Kinds of sections in the order of a draft; what managers write comes last.
ORDER: Final = tuple(_TITLES)
_BY_KIND: Final = {
    Kind.NEWS: "news",
    Kind.ARTICLE: "articles",
    Kind.STORY: "stories",
    Kind.RESOURCE: "toolkit",
}
#: News have sections by their sort; all other sorts stand in the first.
_BY_SORT: Final = {"achievement": "achievements", "trend": "trends"}

#: A letter that can be read in one sitting.
ITEMS_A_SECTION: Final = 4
#: No entity crowds out the others: so many of one while others wait.
ITEMS_AN_ENTITY: Final = 2


@dataclass(frozen=True, slots=True)
class Item:
    """A page in all languages it is published in. `section` is empty for columns."""

    key: str
    teasers: Mapping[str, Teaser]
    published_at: datetime
    section: str
    entity: str = ""


@dataclass(frozen=True, slots=True)
class DigestSection:
    """`kind` is a value of SectionKind."""

    kind: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """A first draft: the newest column, and sections in their order; empty ones are left out."""

    column: Item | None
    sections: tuple[DigestSection, ...]

    @property
    def is_empty(self) -> bool:
        return self.column is None and not self.sections


def title_of(kind: str) -> str:
    """What a section is called at first, in the active language; empty for unknown kinds."""
    title = _TITLES.get(kind, "")
    return gettext(title) if title else ""


def section_of(teaser: Teaser, sort: str = "") -> str:
    """The section a page belongs to; empty for what no section shows."""
    if teaser.kind is Kind.NEWS and sort in _BY_SORT:
        return _BY_SORT[sort]
    return _BY_KIND.get(teaser.kind, "")


def items_of(teasers: Iterable[Teaser], sorts: Mapping[int, str]) -> list[Item]:
    """What can be told, the newest first; `sorts` is what `catalogue.sub_kinds` says.

    Teasers without a date, and those that a letter has no place for, are left out. A page that
    has several teasers in a language is told by the newest.
    """
    told = (Kind.COLUMN, *_BY_KIND)
    families: dict[str, list[tuple[datetime, Teaser]]] = {}
    for teaser in teasers:
        if teaser.published_at is not None and teaser.kind in told:
            families.setdefault(_key(teaser), []).append((teaser.published_at, teaser))
    items = [_item(key, family, sorts) for key, family in families.items()]
    return sorted(items, key=_newest_first)


def digest_of(
    teasers: Iterable[Teaser],
    sorts: Mapping[int, str] | None = None,
    *,
    pinned: Iterable[str] = (),
) -> Digest:
    """Arranges what was published, in all languages together.

    `sorts` is what `catalogue.sub_kinds` says of the pages; `pinned` are translation keys that
    come first in their section, in this order, and whatever else it holds. The same teasers in
    another order give the same digest.
    """
    items = items_of(teasers, sorts or {})
    column = next((item for item in items if not item.section), None)
    first = {key: place for place, key in enumerate(pinned)}
    sections = []
    for kind, _title in SECTIONS:
        chosen = _choose([item for item in items if item.section == kind], first)
        if chosen:
            sections.append(DigestSection(kind, chosen))
    return Digest(column, tuple(sections))


def _choose(waiting: list[Item], first: Mapping[str, int]) -> tuple[Item, ...]:
    """Pinned ones, then the newest, at most so many of one entity while others wait."""
    pinned = sorted(
        (item for item in waiting if item.key in first), key=lambda item: first[item.key]
    )
    others = [item for item in waiting if item.key not in first]
    places = ITEMS_A_SECTION - len(pinned)
    entities = Counter(item.entity for item in pinned)
    chosen, crowding = [], []
    for item in others:
        if item.entity and entities[item.entity] >= ITEMS_AN_ENTITY:
            crowding.append(item)
            continue
        entities[item.entity] += 1
        chosen.append(item)
    chosen = [*chosen, *crowding][: max(places, 0)]
    return (*pinned, *sorted(chosen, key=_newest_first))


def _item(key: str, family: list[tuple[datetime, Teaser]], sorts: Mapping[int, str]) -> Item:
    by_age = sorted(family, key=lambda pair: (pair[0], pair[1].page_id))
    teasers = {teaser.language: teaser for _moment, teaser in by_age}
    moment, newest = by_age[-1]
    # The sort and the entity are the same in all languages; a translator may have forgotten one.
    known = [teaser for _language, teaser in sorted(teasers.items())]
    sort = next((sorts[t.page_id] for t in known if t.page_id in sorts), "")
    entity = next((t.entity.slug for t in known if t.entity is not None), "")
    return Item(key, teasers, moment, section_of(newest, sort), entity)


def _key(teaser: Teaser) -> str:
    return teaser.translation_key or f"page-{teaser.page_id}"


def _newest_first(item: Item) -> tuple[float, str]:
    return (-item.published_at.timestamp(), item.key)
