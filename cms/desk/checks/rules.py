"""The rules: each a function over what a page holds, giving the faults it finds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18nfield.strings import LazyI18nString

from cms.desk.faults import Fault, FaultKind, Spot
from cms.machines.words import TITLE_LENGTH
from cms.text import excerpt, plain

from .addresses import is_external, may_lead_somewhere
from .content import content_of
from .scripts import foreign_passage
from .surroundings import searched_description, searched_title, surroundings_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cms.models import ContentPage, CustomImage

    from .content import Content
    from .surroundings import Surroundings

#: Characters of a passage that are shown of it.
SHOWN = 80
_WORDLESS = re.compile(r"[\W_]*")


def faults_of(page: ContentPage, now: datetime) -> list[Fault]:
    """All faults of `page` as it stands in memory (the live page or a draft), in its order."""
    content = content_of(page)
    return faults_in(page, content, surroundings_of(page, content, now))


def faults_in(page: ContentPage, content: Content, around: Surroundings) -> list[Fault]:
    """The same without a question to the database; each fault is named once a place."""
    found = [
        *_missing_summary(page),
        *_missing_translation(page, around),
        *_words_for_search_engines(page, around),
        *_missing_alt(page.language, content, around),
        *_foreign_text(page.language, content),
        *_links(content, around),
        *_headings(content),
        *_films(content),
        *_tables(content),
    ]
    return list(dict.fromkeys(found))


def _missing_summary(page: ContentPage) -> Iterator[Fault]:
    if not plain(page.summary or "") and not (page.search_description or "").strip():
        yield Fault(FaultKind.MISSING_SUMMARY, Spot("summary"))


def _missing_translation(page: ContentPage, around: Surroundings) -> Iterator[Fault]:
    for code in around.languages:
        if code == page.language:
            continue
        is_there = code in around.translations
        if not is_there or (page.live and not around.translations[code]):
            yield Fault(FaultKind.MISSING_TRANSLATION, Spot("title"), code)


def _words_for_search_engines(page: ContentPage, around: Surroundings) -> Iterator[Fault]:
    title, description = searched_title(page), searched_description(page)
    spot = Spot("seo_title" if page.seo_title else "title")
    if len(title) > TITLE_LENGTH:
        yield Fault(FaultKind.LONG_TITLE, spot, excerpt(title, SHOWN))
    if title and around.same_title:
        yield Fault(FaultKind.DUPLICATE_TITLE, spot, excerpt(around.same_title, SHOWN))
    if description and around.same_description:
        spot = Spot("search_description" if page.search_description else "summary")
        yield Fault(FaultKind.DUPLICATE_DESCRIPTION, spot, excerpt(around.same_description, SHOWN))


def _missing_alt(language: str, content: Content, around: Surroundings) -> Iterator[Fault]:
    for spot, picture in content.pictures:
        if not alt_in(picture, language):
            yield Fault(FaultKind.MISSING_ALT, spot, picture.title)
    for spot, number in content.bare_pictures:
        yield Fault(FaultKind.MISSING_ALT, spot, around.picture_titles.get(number, ""))


def alt_in(picture: CustomImage, language: str) -> str:
    """The alternative text in this very language: another language's does not stand in."""
    alt = picture.alt
    data = alt.data if isinstance(alt, LazyI18nString) else alt
    if isinstance(data, dict):
        return str(data.get(language) or "").strip()
    return str(data or "").strip()


def _foreign_text(language: str, content: Content) -> Iterator[Fault]:
    for spot, text in content.texts:
        passage = foreign_passage(text, language)
        if passage:
            yield Fault(FaultKind.FOREIGN_TEXT, spot, excerpt(passage, SHOWN))


def _links(content: Content, around: Surroundings) -> Iterator[Fault]:
    for spot, link in content.links:
        address = link.address.strip()
        if not link.is_picked and _WORDLESS.fullmatch(link.text):
            yield Fault(FaultKind.EMPTY_LINK, spot, excerpt(address, SHOWN))
        if link.page is not None:
            broken = link.page not in around.reachable_pages
        elif link.document is not None:
            broken = link.document not in around.documents
        elif is_external(address):
            broken = not may_lead_somewhere(address) or address in around.dead_addresses
        else:
            broken = not may_lead_somewhere(address)
        if broken:
            shown = link.text.strip() or address
            yield Fault(FaultKind.UNREACHABLE_LINK, spot, excerpt(shown, SHOWN))


def _headings(content: Content) -> Iterator[Fault]:
    before = 1  # the title of the page
    for spot, level, text in content.headings:
        if level > before + 1:
            yield Fault(FaultKind.SKIPPED_HEADING, spot, excerpt(text, SHOWN))
        before = level


def _films(content: Content) -> Iterator[Fault]:
    for spot, title, has_transcript in content.films:
        if not has_transcript:
            yield Fault(FaultKind.MISSING_TRANSCRIPT, spot, excerpt(title, SHOWN))


def _tables(content: Content) -> Iterator[Fault]:
    for spot, caption, is_complete in content.tables:
        if not is_complete:
            yield Fault(FaultKind.MISSING_TABLE_HEADER, spot, excerpt(caption, SHOWN))
