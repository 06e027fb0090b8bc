"""Issues, their section, and readers of the letter."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.utils import timezone

from newsletter.importing.outcomes import Outcome, RowReason
from newsletter.importing.report import append
from newsletter.importing.storage import report_of
from newsletter.models import (
    CallRecipient,
    EntityContact,
    EntityItem,
    IssuePage,
    ItemCall,
    NewsletterPage,
    Subscriber,
    SubscriberImport,
    SubscriberStatus,
)

from .pages import number, published, section_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from wagtail.models import Page

    from cms.models import CustomImage, Entity

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


def one_date(day: date) -> str:
    """Sections of an issue that has a date and nothing else."""
    value = {"title": "Dates", "notes": [{"day": day.isoformat(), "title": "A day"}]}
    return json.dumps([{"type": "dates", "value": value}])


def subscriber(**fields: Any) -> Subscriber:
    fields.setdefault("email", f"reader-{number()}@readers.example")
    fields.setdefault("status", SubscriberStatus.ACTIVE)
    return Subscriber.objects.create(**fields)


def entity_items(
    entity: Entity, picture: CustomImage | None = None
) -> tuple[EntityContact, CallRecipient, EntityItem, EntityItem]:
    """A contact of the entity, asked in a call of its own month, and two items that came."""
    index, now = next(_months), timezone.now()
    contact = EntityContact.objects.create(
        entity=entity, name="منسقة", email=f"contact-{index}@entities.example"
    )
    call = ItemCall.objects.create(
        month=date(1971 + index // 12, index % 12 + 1, 1),
        deadline=timezone.localdate(now) + timedelta(days=9),
        opened_at=now,
    )
    asked = CallRecipient.objects.create(call=call, contact=contact, asked_at=now)
    first, second = (
        EntityItem.objects.create(
            call=call,
            entity=entity,
            contact=contact,
            token=uuid4(),
            title_ar=f"مادة {index}",
            text_ar="نص المادة.",
            picture=picture,
            sent_at=now,
            changed_at=now,
        )
        for _number in range(2)
    )
    return contact, asked, first, second


def imported_list(now: datetime) -> SubscriberImport:
    """An import that is done, with its report."""
    row = SubscriberImport.objects.create(
        name="list.csv", digest=uuid4().hex, file_format="own", encoding="utf-8", basis="asked",
        state="done", totals={"added": 1}, rows=1, next_row=2, started_at=now, changed_at=now,
        report_file=f"{uuid4().hex}.report.csv",
    )  # fmt: skip
    append(report_of(row), 0, [(2, "a@readers.example", Outcome.ADDED, RowReason.NEW)])
    return row
