"""Issues, their section, and readers of the letter."""

from __future__ import annotations

import json
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

from newsletter.models import IssuePage, NewsletterPage, Subscriber, SubscriberStatus

from .pages import number, published, section_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wagtail.models import Page

_months = count(1)


def newsletter_page(language: str) -> NewsletterPage:
    return section_of(NewsletterPage, language)


def issue_page(language: str, *, pages: Iterable[Page] = (), **fields: Any) -> IssuePage:
    """An issue of a month that no other made here has; `pages` are shown in one section."""
    if "month" not in fields:
        index = next(_months)
        fields["month"] = date(1971 + index // 12, index % 12 + 1, 1)
    if chosen := [page.pk for page in pages]:
        items = [{"page": pk} for pk in chosen]
        row = {"type": "section", "value": {"title": "Chosen", "kind": "news", "pages": items}}
        fields["sections"] = json.dumps([row])
    return published(IssuePage, section_of(NewsletterPage, language), language, **fields)


def subscriber(**fields: Any) -> Subscriber:
    fields.setdefault("email", f"reader-{number()}@readers.example")
    fields.setdefault("status", SubscriberStatus.ACTIVE)
    return Subscriber.objects.create(**fields)
