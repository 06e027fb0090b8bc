"""What readers said of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from cms.feedback.answers import Vote
from cms.feedback.models import RatedKind, Rating
from cms.feedback.subjects import subject_of
from cms.models import ContentPage

if TYPE_CHECKING:
    from cms.models import Entity, Person, Topic


def rating(thing: ContentPage | Person | Entity | Topic, **fields: Any) -> Rating:
    """An answer of today about a page in its language, about anything else in Arabic."""
    language = fields.pop("language", thing.language if isinstance(thing, ContentPage) else "ar")
    subject = subject_of(thing, language)
    assert subject is not None
    page = thing if isinstance(thing, ContentPage) else None
    path = page.get_url() or "/" if page else f"/{subject.kind}/{subject.name}/"
    defaults = {
        "kind": subject.kind, "subject": subject.name, "language": language, "path": path,
        "page_id": page.pk if page else None, "vote": Vote.NO, "day": timezone.localdate(),
    }  # fmt: skip
    return Rating.objects.create(**defaults | fields)


def of_page_number(pk: int, language: str) -> Rating:
    """An answer about a page that may be gone by now."""
    page = ContentPage.objects.filter(pk=pk).first()
    return Rating.objects.create(
        kind=RatedKind.PAGE, subject=str(pk), language=language, path="/", page=page,
        vote=Vote.NO, day=timezone.localdate(),
    )  # fmt: skip
