"""How are key statements of columns handed out? With the words that name their source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.addresses import absolute
from cms.dates import long_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cms.teaser import Teaser


@dataclass(frozen=True, slots=True)
class Quote:
    """One statement; `copied` is the text a journalist pastes: statement, source, address."""

    statement: str
    source: str
    copied: str


@dataclass(frozen=True, slots=True)
class QuotedColumn:
    """A column's statements, in the active language."""

    teaser: Teaser
    author: str
    quotes: tuple[Quote, ...]


def quotes_of(columns: Iterable[Teaser]) -> list[QuotedColumn]:
    """The columns that have statements, in their order."""
    return [_quoted(teaser) for teaser in columns if teaser.statements]


def _quoted(teaser: Teaser) -> QuotedColumn:
    author = pgettext("between names", ", ").join(link.title for link in teaser.authors)
    source = _source(teaser, author)
    url = absolute(teaser.url)
    return QuotedColumn(
        teaser,
        author,
        tuple(
            Quote(
                statement,
                source,
                _("“%(statement)s” (%(source)s) %(url)s")
                % {"statement": statement, "source": source, "url": url},
            )
            for statement in teaser.statements
        ),
    )


def _source(teaser: Teaser, author: str) -> str:
    moment = teaser.published_at
    day = long_day(timezone.localdate(moment), teaser.language) if moment else ""
    parts = [author, _("“%(title)s”") % {"title": teaser.title}, day]
    return pgettext("between names", ", ").join(part for part in parts if part)
