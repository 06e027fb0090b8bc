"""A reader says in which language and as whom they read the letter."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from newsletter.models import Audience, Subscriber, SubscriberLanguage, SubscriberStatus


@dataclass(frozen=True, slots=True)
class Preferences:
    """`entity_id` holds for government alone, `outlet` for the media alone."""

    language: SubscriberLanguage
    audience: Audience
    abroad: bool = False
    entity_id: int | None = None
    name: str = ""
    outlet: str = ""


def prefer(subscriber_id: int, preferences: Preferences) -> bool:
    """Whether they are on the list; of others nothing is changed."""
    with transaction.atomic():
        subscriber = (
            Subscriber.objects.select_for_update(of=("self",))
            .filter(pk=subscriber_id, status=SubscriberStatus.ACTIVE)
            .first()
        )
        if subscriber is None:
            return False
        audience = preferences.audience
        subscriber.language, subscriber.audience = preferences.language, audience
        subscriber.abroad, subscriber.name = preferences.abroad, preferences.name
        of_entity = audience == Audience.GOVERNMENT
        subscriber.entity_id = preferences.entity_id if of_entity else None
        subscriber.outlet = preferences.outlet if audience == Audience.MEDIA else ""
        subscriber.save()
    return True
