"""Which of a month's publications go into its letter, and in which order (N2). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_noop

from cms.teaser import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cms.teaser import Teaser

#: The kinds of a letter's sections in their order, with the sections' titles.
SECTIONS: tuple[tuple[Kind, str, str], ...] = (
    (Kind.NEWS, "news", gettext_noop("News, services and apps")),
    (Kind.ARTICLE, "articles", gettext_noop("From the blog")),
    (Kind.STORY, "stories", gettext_noop("Success stories")),
    (Kind.RESOURCE, "toolkit", gettext_noop("New in the toolkit")),
)

#: A letter that can be read in one sitting.
ITEMS_A_SECTION = 4


@dataclass(frozen=True, slots=True)
class DigestSection:
    """`kind` is a value of SectionKind."""

    kind: str
    title: str
    teasers: tuple[Teaser, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """A first draft: the month's column, and sections newest first; empty ones are left out."""

    column: Teaser | None
    sections: tuple[DigestSection, ...]

    @property
    def is_empty(self) -> bool:
        return self.column is None and not self.sections


def digest_of(teasers: Iterable[Teaser]) -> Digest:
    """Arranges what was published; titles of sections are in the active language."""
    everything = sorted(
        (teaser for teaser in teasers if teaser.published_at is not None),
        key=lambda teaser: (teaser.published_at, teaser.page_id),
        reverse=True,
    )
    column = next((teaser for teaser in everything if teaser.kind == Kind.COLUMN), None)
    sections = []
    for kind, name, title in SECTIONS:
        chosen = [teaser for teaser in everything if teaser.kind == kind][:ITEMS_A_SECTION]
        if chosen:
            sections.append(DigestSection(name, gettext(title), tuple(chosen)))
    return Digest(column, tuple(sections))
