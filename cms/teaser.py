"""What a page says of itself in a few lines: the one value every list, feed and mail shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime


class Kind(StrEnum):
    """The closed list of what a teaser can be a teaser of."""

    ARTICLE = "article"
    COLUMN = "column"
    NEWS = "news"
    STORY = "story"
    RESOURCE = "resource"
    ISSUE = "issue"
    STANDARD = "standard"

    @property
    def label(self) -> str:
        """What one is called, in the active language; empty for standing pages."""
        return str(_LABELS.get(self, ""))


_LABELS = {
    Kind.ARTICLE: _("Article"),
    Kind.COLUMN: _("Monthly column"),
    Kind.NEWS: _("News"),
    Kind.STORY: _("Success story"),
    Kind.RESOURCE: _("Toolkit"),
    Kind.ISSUE: _("Newsletter"),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to be shown, with the addresses of its files.

    `srcset` is the attribute's text (`url 400w, url 800w`), `width` and `height` are
    those of `src` in CSS pixels, `alt` is in the language of what shows it. `sources` are
    better formats, the best first, each as (media type, srcset): those of `<source>`.
    """

    src: str
    srcset: str
    width: int
    height: int
    alt: str
    sources: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TeaserLink:
    """A named thing (topic, entity, author) and the address of its public page."""

    title: str
    url: str
    slug: str


@dataclass(frozen=True, slots=True)
class Teaser:
    """A published page in brief, in one language.

    `url` is site-relative and leads to the page in `language`. `published_at` is aware;
    it is None only for pages that carry no date. `statements` are key statements, plain
    text, ready to be quoted (B2). `translation_key` is the same for all languages of a page.
    """

    kind: Kind
    title: str
    summary: str
    url: str
    language: str
    published_at: datetime | None
    image: Picture | None = None
    entity: TeaserLink | None = None
    topics: tuple[TeaserLink, ...] = ()
    authors: tuple[TeaserLink, ...] = ()
    statements: tuple[str, ...] = ()
    reading_minutes: int = 0
    page_id: int = 0
    translation_key: str = ""
