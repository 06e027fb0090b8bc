"""A manager corrects what is known of a subscriber; status and consent stay as they are."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction

from newsletter.models import Subscriber

if TYPE_CHECKING:
    from newsletter.actions.add_subscriber import Details


def change_subscriber(subscriber_id: int, details: Details) -> list[str]:
    """The names of the fields that changed: what may stand in the trail, the values may not."""
    with transaction.atomic():
        rows = Subscriber.objects.select_for_update(of=("self",))
        subscriber = rows.filter(pk=subscriber_id).first()
        if subscriber is None:
            return []
        wanted = asdict(details)
        changed = [name for name, value in wanted.items() if getattr(subscriber, name) != value]
        for name in changed:
            setattr(subscriber, name, wanted[name])
        if changed:
            subscriber.save(update_fields=changed)
    return changed
