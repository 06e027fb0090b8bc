"""How any page gets into the tree."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils import timezone

from cms.models import ContentPage, PageAuthor, PageTopic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cms.models import Person, Topic

P = TypeVar("P", bound=ContentPage)

_numbers = count(1)

TITLES = {"ar": "صفحة رقم {}", "en": "Page number {}"}


def number() -> int:
    """A number no other thing of this run has."""
    return next(_numbers)


def section_of(model: type[P], language: str) -> P:
    """The section of a language, as the house was built."""
    page: P = model._default_manager.get(locale__language_code=language)
    return page


def published(
    model: type[P],
    parent: ContentPage,
    language: str,
    *,
    topics: Iterable[Topic] = (),
    authors: Iterable[Person] = (),
    of: ContentPage | None = None,
    **fields: Any,
) -> P:
    """A page below `parent`, live unless `live=False` is said; `of` makes it a translation.

    Newer ones have later dates, all of them past.
    """
    serial = number()
    fields.setdefault("title", TITLES.get(language, TITLES["en"]).format(serial))
    fields.setdefault("slug", of.slug if of is not None else f"page-{serial}")
    live = fields.setdefault("live", True)
    if live:
        published_at = fields.setdefault(
            "published_at", timezone.now() - timedelta(days=1) + timedelta(seconds=serial)
        )
        fields.setdefault("first_published_at", published_at)
        fields.setdefault("last_published_at", published_at)
    else:
        fields.setdefault("has_unpublished_changes", True)
    if of is not None:
        fields.setdefault("translation_key", of.translation_key)
    page = model(locale=parent.locale, **fields)
    page.page_topics = [PageTopic(topic=row, sort_order=n) for n, row in enumerate(topics)]
    page.page_authors = [PageAuthor(person=row, sort_order=n) for n, row in enumerate(authors)]
    # Its counters of children are as old as the object.
    type(parent)._default_manager.get(pk=parent.pk).add_child(instance=page)
    found: P = model._default_manager.get(pk=page.pk)
    return found
