"""Stories of the day and stories of success, as the blog stores them."""

from __future__ import annotations

from .column.defaults import ColumnDefaults
from .posts import ArticlePage, BlogIndexPage, ColumnIndexPage, ColumnPage, NewsIndexPage, NewsPage
from .stories import RelatedLink, StoryIndexPage, StoryPage, StoryResult

__all__ = [
    "ArticlePage",
    "BlogIndexPage",
    "ColumnDefaults",
    "ColumnIndexPage",
    "ColumnPage",
    "NewsIndexPage",
    "NewsPage",
    "RelatedLink",
    "StoryIndexPage",
    "StoryPage",
    "StoryResult",
]
