"""Publishes or schedules a translation as its source was, at the same moment."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from cms.translating import pairs
from cms.translating.models import TranslationState
from cms.translating.readiness import Readiness, readiness

if TYPE_CHECKING:
    from wagtail.models import Revision

    from cms.models import ContentPage, User


def follow(source: ContentPage, revision: Revision, user: User | None) -> list[ContentPage]:
    """Publishes the translations that are ready for this revision of their source.

    To be called when `revision` was published or approved for a moment to come. Who may not
    publish a translation publishes none; without a user (the system itself) rights are not asked.
    Gives the translations that went along; called again, none.
    """
    text = revision.as_object()
    went = []
    for state in TranslationState.objects.filter(source=source).select_related("page"):
        page = pairs.specific(state.page)
        may = user is None or page.permissions_for_user(user).can_publish()
        if may and readiness(state, text, page) is Readiness.READY and publish_as(page, text, user):
            went.append(page)
    return went


@transaction.atomic
def publish_as(page: ContentPage, text: ContentPage, user: User | None) -> bool:
    """Publishes what was last saved of `page` when `text` (a version of its source) is to be.

    False when it is on its way at that moment already.
    """
    pending, moment = page.scheduled_revision, text.go_live_at
    waits = pending is not None and moment is not None and moment > timezone.now()
    # What is stored of a revision is a millisecond's part rounder than its row.
    if waits and abs(pending.approved_go_live_at - moment) < timedelta(seconds=1):
        return False
    draft = pairs.latest(page)
    draft.go_live_at, draft.expire_at = text.go_live_at, text.expire_at or draft.expire_at
    draft.save_revision(user=user).publish(user=user, skip_permission_checks=True)
    return True
