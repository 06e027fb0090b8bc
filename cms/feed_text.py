"""The full text of pages as other programs may show it: clean HTML, absolute addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nh3

from cms.addresses import absolute
from cms.models import ContentPage
from cms.outward import without_notices

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Feed readers strip what is not here, each in its own way; better once and the same.
TAGS = {
    "a", "b", "blockquote", "br", "caption", "cite", "dd", "div", "dl", "dt", "em",
    "figcaption", "figure", "h2", "h3", "h4", "i", "img", "li", "ol", "p", "strong", "sup",
    "table", "tbody", "td", "th", "thead", "tr", "ul", "bdi",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "th": {"scope"},
    "*": {"lang", "dir"},
}


def _absolute_attribute(tag: str, attribute: str, value: str) -> str | None:
    if (tag, attribute) in {("a", "href"), ("img", "src")}:
        return absolute(value)
    return value


def clean(html: str) -> str:
    """Only what a feed reader shows, with every link absolute."""
    return nh3.clean(
        without_notices(html),
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_absolute_attribute,
    ).strip()


def full_text(ids: Iterable[int]) -> dict[int, str]:
    """Clean HTML of the bodies of these pages, by id."""
    pages = ContentPage.objects.filter(pk__in=list(ids)).specific()
    return {page.pk: clean(page.full_html()) for page in pages}
