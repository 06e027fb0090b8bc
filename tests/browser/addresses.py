"""Which address shows which template, so that every template is looked at in every language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LANGUAGES = ("ar", "en")

_FIXED = {
    "home": "/",
    "blog": "/blog/",
    "column-list": "/column/",
    "news-list": "/news/",
    "story-list": "/stories/",
    "guide-list": "/toolkit/",
    "issue-list": "/newsletter/",
    "article": "/blog/an-index-that-shows-its-work/",
    "article-gallery": "/blog/a-hackathon-that-leaves-something/",
    "column": "/column/a-majlis-in-every-hand/",
    "news": "/news/shorter-appointment-form/",
    "story": "/stories/volunteering-policy-rewritten-by-volunteers/",
    "guide": "/toolkit/participation-plan-template/",
    "standard": "/about/",
    "people": "/people/",
    "person": "/people/participation-expert/",
    "entities": "/entities/",
    "entity": "/entities/digital-government-authority/",
    "topics": "/topics/",
    "topic": "/topics/e-participation/",
    "feeds": "/feeds/",
    "site-map": "/sitemap/",
    "search": "/search/",
    "search-results": "/search/?q=16.7",
    "search-nothing": "/search/?q=qqqqqq",
    "accessibility": "/accessibility/",
    "cookies": "/cookies/",
    "subscribe-media": "/subscribe/media/",
    "subscribe": "/subscribe/",
    "press": "/press/",
    "not-found": "/no-such-page/",
}
#: In the section's page, the first address of this shape; they depend on the day of the demo.
_FOUND = {
    "month": ("/blog/", r"/blog/\d{4}/\d{2}/"),
    "section-topic": ("/blog/", r"/blog/topic/[a-z-]+/"),
    "issue": ("/newsletter/", r"/newsletter/\d{4}-\d{2}-issue/"),
}
NAMES = (*_FIXED, *_FOUND)


def prefix(language: str) -> str:
    """What stands before the addresses of `language`; the first language has none."""
    return "" if language == LANGUAGES[0] else f"/{language}"


def address(name: str, language: str, get: Callable[[str], str]) -> str:
    """The path of the example of `name`; `get` fetches a page's HTML by path."""
    if name in _FIXED:
        return prefix(language) + _FIXED[name]
    section, shape = _FOUND[name]
    start = prefix(language)
    found = re.search(f'href="({start}{shape})"', get(start + section))
    if found is None:
        raise AssertionError(f"{start}{section} links to no address like {shape}")
    return found[1]
