"""Publishes a source and its translation in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.locks import ScheduledForPublishLock

from cms.translating import pairs
from cms.translating.actions.declare import declare
from cms.translating.actions.publish_along import publish_as

if TYPE_CHECKING:
    from datetime import datetime

    from cms.models import ContentPage, User


@transaction.atomic
def publish_pair(translation: ContentPage, user: User, now: datetime) -> None:
    """Publishes both as last saved, or schedules both for the moment that the source names.

    Who does so declares that they say the same. Raises PermissionDenied when the user may not
    publish both, ValidationError when one of them cannot be published as it is; then neither is.
    """
    source = pairs.source_of(translation)
    if source is None:
        raise ValidationError(_("This page is no translation."))
    source = pairs.specific(source)
    for page in (source, translation):
        _check(page, user)
    revision = source.latest_revision
    if revision is None:
        revision = source.save_revision(user=user)
    declare(translation, user, now, revision=revision)
    if source.has_unpublished_changes or not source.live:
        revision.publish(user=user)  # a translation that is ready follows by itself
    translation.refresh_from_db()
    translation = pairs.specific(type(translation).objects.get(pk=translation.pk))
    if translation.has_unpublished_changes or not translation.live:
        publish_as(translation, revision.as_object(), user)


def closed_to(page: ContentPage, user: User) -> bool:
    """Whether somebody's lock, or a review by others, keeps the user from publishing the page.

    That it is scheduled keeps nobody from it.
    """
    lock = page.get_lock()
    only_scheduled = isinstance(lock, ScheduledForPublishLock) and not page.locked
    return bool(lock is not None and not only_scheduled and lock.for_user(user))


def _check(page: ContentPage, user: User) -> None:
    may = page.permissions_for_user(user)
    if not may.can_publish():
        raise PermissionDenied
    if closed_to(page, user):
        raise ValidationError(_("“%(title)s” is locked.") % {"title": page.draft_title})
    try:
        pairs.latest(page).full_clean()
    except ValidationError as error:
        raise ValidationError(
            _("“%(title)s” cannot be published as it is: %(reasons)s")
            % {"title": page.draft_title, "reasons": " ".join(error.messages)}
        ) from error
