"""The source's end is the translation's end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.dateparse import parse_datetime
from wagtail.log_actions import log

if TYPE_CHECKING:
    from datetime import datetime

    from cms.models import ContentPage
    from cms.translating.models import TranslationState

EXPIRY = "translating.expiry"


def carry_expiry(source: ContentPage, page: ContentPage, state: TranslationState) -> None:
    """Gives `page` the expiry of its source, in its public row and in its drafts.

    An expiry that the translation has of its own is taken away only when it came from here.
    """
    wanted = source.expire_at
    if wanted is None and (state.carried_expiry is None or page.expire_at != state.carried_expiry):
        return
    if page.expire_at == wanted and state.carried_expiry == wanted:
        return
    type(page).objects.filter(pk=page.pk).update(expire_at=wanted)
    page.expire_at = wanted
    _in_drafts(page, wanted)
    state.carried_expiry = wanted
    state.save(update_fields=["carried_expiry"])
    log(
        instance=page,
        action=EXPIRY,
        data={"expire_at": wanted.isoformat() if wanted else "", "source": {"id": source.pk}},
    )


def _in_drafts(page: ContentPage, wanted: datetime | None) -> None:
    """Otherwise the next publication of a draft would take the expiry back."""
    pending = page.revisions.filter(approved_go_live_at__isnull=False)
    for revision in {*pending, page.latest_revision} - {None}:
        written = revision.content.get("expire_at")
        if (parse_datetime(written) if written else None) != wanted:
            revision.content["expire_at"] = wanted.isoformat() if wanted else None
            revision.save(update_fields=["content"])
