"""Articles, columns, news and success stories, with their sections."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

from blog.models import (
    ArticlePage,
    BlogIndexPage,
    ColumnIndexPage,
    ColumnPage,
    NewsIndexPage,
    NewsPage,
    PressContact,
    PressPage,
    PressPicture,
    StoryIndexPage,
    StoryPage,
)

from . import cms
from .pages import published, section_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cms.models import CustomImage

_months = count(1)


def blog_index_page(language: str) -> BlogIndexPage:
    return section_of(BlogIndexPage, language)


def column_index_page(language: str) -> ColumnIndexPage:
    return section_of(ColumnIndexPage, language)


def news_index_page(language: str) -> NewsIndexPage:
    return section_of(NewsIndexPage, language)


def story_index_page(language: str) -> StoryIndexPage:
    return section_of(StoryIndexPage, language)


def article_page(language: str, **fields: Any) -> ArticlePage:
    return published(ArticlePage, section_of(BlogIndexPage, language), language, **fields)


def column_page(language: str, **fields: Any) -> ColumnPage:
    """A column of a month that no other made here has, unless `month` is said."""
    if "month" not in fields:
        index = next(_months)
        fields["month"] = date(1971 + index // 12, index % 12 + 1, 1)
    return published(ColumnPage, section_of(ColumnIndexPage, language), language, **fields)


def news_page(language: str, **fields: Any) -> NewsPage:
    return published(NewsPage, section_of(NewsIndexPage, language), language, **fields)


def press_page(
    language: str,
    *,
    pictures: Iterable[PressPicture] = (),
    contacts: Iterable[PressContact] = (),
    **fields: Any,
) -> PressPage:
    """The language's press page; there is one, so fields given change it."""
    page = section_of(PressPage, language)
    for name, value in fields.items():
        setattr(page, name, value)
    for row in (*pictures, *contacts):
        row.locale = page.locale
    page.pictures, page.contacts = list(pictures), list(contacts)
    page.save()
    return page


def press_picture(image: CustomImage | None = None, **fields: Any) -> PressPicture:
    """A row for `press_page`, not saved by itself."""
    return PressPicture(
        image=image or cms.picture((1600, 1000)), **{"title": "صورة للصحف"} | fields
    )


def story_page(language: str, **fields: Any) -> StoryPage:
    """A story of an entity of its own, unless `entity` is said."""
    if "entity" not in fields:
        fields["entity"] = cms.entity()
    return published(StoryPage, section_of(StoryIndexPage, language), language, **fields)
