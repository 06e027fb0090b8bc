"""Listens to what Wagtail does with pages, in the admin and everywhere else.

What happens to a source is read from Wagtail's log, because only that names who acted; it is
written by every way of doing it: the admin's, the workflow's, the clock's and the API's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.db.models.signals import post_save
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail.signals import copy_for_translation_done, page_published

from cms.models import ContentPage
from cms.translating import pairs
from cms.translating.actions.carry import (
    BY_THE_CLOCK,
    cancel_schedule,
    carry_deletion,
    carry_move,
    carry_unpublishing,
)
from cms.translating.actions.keep import keep
from cms.translating.actions.note_publication import note_publication
from cms.translating.actions.publish_along import follow

if TYPE_CHECKING:
    from wagtail.models import Revision

    from cms.models import User

#: Log actions after which a translation that is ready goes along. Not that of the clock, which
#: does only what somebody approved before.
FOLLOWED = ("wagtail.publish", "wagtail.publish.schedule")
WITHDRAWN = ("wagtail.unpublish", BY_THE_CLOCK)


def connect() -> None:
    page_published.connect(_published, dispatch_uid="translating.published")
    copy_for_translation_done.connect(_copied, dispatch_uid="translating.copied")
    post_save.connect(_logged, sender=PageLogEntry, dispatch_uid="translating.logged")


def _published(instance: Page, revision: Revision, alias: bool = False, **_extra: Any) -> None:
    if isinstance(instance, ContentPage) and instance.live and not alias:
        note_publication(instance, revision, timezone.now())


def _copied(target_obj: Any, **_extra: Any) -> None:
    if isinstance(target_obj, ContentPage):
        keep(target_obj, timezone.now())


def _logged(instance: PageLogEntry, created: bool, raw: bool = False, **_extra: Any) -> None:
    if not created or raw:
        return
    page = ContentPage.objects.filter(pk=instance.page_id, alias_of__isnull=True).first()
    if page is None:
        return
    user, action = cast("User | None", instance.user), instance.action
    if action in FOLLOWED and instance.revision is not None:
        follow(pairs.specific(page), instance.revision, user)
    elif action in WITHDRAWN:
        carry_unpublishing(page, user, timezone.now(), expired=action == BY_THE_CLOCK)
    elif action == "wagtail.schedule.cancel":
        for translation in pairs.translations_of(page):
            if user is None or translation.permissions_for_user(user).can_publish():
                cancel_schedule(translation, user)
    elif action == "wagtail.delete":
        carry_deletion(page, user)
    elif action == "wagtail.move":
        destination = Page.objects.filter(pk=instance.data["destination"]["id"]).first()
        if destination is not None:
            carry_move(page, destination, user)
