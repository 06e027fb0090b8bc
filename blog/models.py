"""Stories of the day and stories of success, as the blog stores them."""

from __future__ import annotations

from .column.defaults import ColumnDefaults
from .posts import ArticlePage, BlogIndexPage, ColumnIndexPage, ColumnPage, NewsIndexPage, NewsPage
from .press import PressContact, PressPage, PressPicture
from .stories import RelatedLink, StoryIndexPage, StoryPage, StoryResult

__all__ = [
    "ArticlePage",
    "BlogIndexPage",
    "ColumnDefaults",
    "ColumnIndexPage",
    "ColumnPage",
    "NewsIndexPage",
    "NewsPage",
    "PressContact",
    "PressPage",
    "PressPicture",
    "RelatedLink",
    "StoryIndexPage",
    "StoryPage",
    "StoryResult",
]
