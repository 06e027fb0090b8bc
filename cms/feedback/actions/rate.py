"""A reader says whether a page was useful."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from cms.feedback.marks import mark_of
from cms.feedback.models import Rating

if TYPE_CHECKING:
    from datetime import datetime

    from cms.feedback.answers import Vote
    from cms.feedback.subjects import Place, Subject


def rate(subject: Subject, place: Place, vote: Vote, *, network: str, now: datetime) -> Rating:
    """Counts the vote; a second one of the same network on the same day takes the first's place.

    Words that were already sent with the first stay: behind one address may be many people.
    """
    day = timezone.localdate(now)
    purpose = f"{subject.kind}:{subject.name}:{subject.language}"
    rating, _made = Rating.objects.update_or_create(
        day=day,
        voter=mark_of(network, purpose, day),
        defaults={
            "vote": vote,
            "page_id": place.page_id,
            "path": place.path,
            "kind": subject.kind,
            "subject": subject.name,
            "language": subject.language,
        },
    )
    return rating
