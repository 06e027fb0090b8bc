"""Tells an entity, once, that the issue which holds its item is published (N4)."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction

from cms.addresses import absolute
from newsletter.actions.write_to_contact import write_about
from newsletter.models import EntityItem, ItemState
from newsletter.used_items import standings

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.used_items import Place, Standing

logger = logging.getLogger(__name__)

#: An item that is in no issue by then is looked for no more.
LOOKED_FOR: Final = timedelta(days=120)


def tell_entities(now: datetime) -> None:
    """All that is to be told at `now`; run again, it writes nothing twice."""
    used = EntityItem.objects.filter(
        told_at=None,
        state__in=(ItemState.ACCEPTED, ItemState.MERGED),
        decided_at__gte=now - LOOKED_FOR,
    ).select_related("call", "entity", "merged_into")
    items = {item.pk: item for item in used}
    for number, standing in standings(items.values(), now).items():
        if not standing.issues:
            continue
        try:
            _tell(items[number], standing, now)
        except Exception as error:  # one bad row must not keep the others from theirs
            logger.error("item %s not told of: %s", number, type(error).__name__)


@transaction.atomic
def _tell(item: EntityItem, standing: Standing, now: datetime) -> None:
    if not EntityItem.objects.filter(pk=item.pk, told_at=None).update(told_at=now):
        return
    write_about(
        item,
        "call_issue",
        now=now,
        once="issue",
        by_language={code: _addresses(standing, code) for code, _name in settings.LANGUAGES},
    )


def _addresses(standing: Standing, language: str) -> dict[str, str]:
    """Those of the reader's language where there are any."""

    def nearest(places: tuple[Place, ...]) -> str:
        own = next((place for place in places if place.language == language), places[0])
        return absolute(own.url)

    return {"issue_url": nearest(standing.issues), "page_url": nearest(standing.pages)}
