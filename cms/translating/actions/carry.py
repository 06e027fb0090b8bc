"""What happened to a source happens to its translations: withdrawn, moved, deleted.

Never the other way round, so that nothing goes in circles; to a translation that is so already,
nothing happens. Who acted on the source needs the right to do the same to the translation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from cms.translating import pairs

if TYPE_CHECKING:
    from datetime import datetime

    from cms.models import ContentPage, User

BY_THE_CLOCK = "wagtail.unpublish.scheduled"


@transaction.atomic
def carry_unpublishing(source: Page, user: User | None, now: datetime, *, expired: bool) -> None:
    """Takes the translations back too, and what was approved of them for later."""
    for translation in pairs.translations_of(source):
        page = pairs.specific(translation)
        if user is not None and not page.permissions_for_user(user).can_publish():
            continue
        if page.live and not (expired and page.expire_at and page.expire_at <= now):
            action = BY_THE_CLOCK if expired else True
            # Even one that is locked: what is withdrawn is withdrawn in all languages.
            deed = UnpublishPageAction(page, set_expired=expired, user=user, log_action=action)
            deed.execute(skip_permission_checks=True)
        elif not page.live:
            cancel_schedule(page, user)


def cancel_schedule(page: ContentPage, user: User | None) -> None:
    for revision in page.revisions.filter(approved_go_live_at__isnull=False):
        revision.approved_go_live_at = None
        revision.save(user=user, update_fields=["approved_go_live_at"])


@transaction.atomic
def carry_move(source: Page, destination: Page, user: User | None) -> None:
    """Puts translations below the translation of the place that the source was moved to.

    One stays where it is when that place has no translation, or a page of that address.
    """
    for page in pairs.translations_of(source):
        place = pairs.of_key(destination).filter(locale_id=page.locale_id).first()
        if place is None or page.is_child_of(place) or place.is_descendant_of(page):
            continue
        may = user is None or page.permissions_for_user(user).can_move_to(place)
        if may and Page._slug_is_available(page.slug, place, page):
            page.move(place, pos="last-child", user=user)


@transaction.atomic
def carry_deletion(source: Page, user: User | None) -> None:
    """Deletes the translations of a source that is about to be deleted.

    One with pages below it that are written in its language alone stays, and so do they.
    """
    for page in deleted_with(source, user):
        page.delete(user=user)


def deleted_with(source: Page, user: User | None) -> list[ContentPage]:
    """The translations that go when the source is deleted."""
    keys = source.get_descendants().values("translation_key")
    return [
        page
        for page in pairs.translations_of(source)
        if not page.get_descendants().exclude(translation_key__in=keys).exists()
        and (user is None or page.permissions_for_user(user).can_delete())
    ]
