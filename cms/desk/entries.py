"""What happens in a month, as far as a user may know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.text import capfirst
from wagtail import hooks

from cms.catalogue import kinds_by_content_type
from cms.desk.due import scheduled_moments
from cms.desk.home import gather
from cms.desk.sight import editable_among, visible_pages
from cms.due import CALENDAR_HOOK, CalendarEntry, Happening
from cms.models import ContentPage

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.contenttypes.models import ContentType

    from cms.models import User

ICONS: Final = {
    Happening.PUBLISHED: "success",
    Happening.SCHEDULED: "calendar-check",
    Happening.EXPIRES: "time",
    Happening.DEADLINE: "mail",
}


def entries_between(
    user: User, start: datetime, end: datetime, now: datetime
) -> tuple[list[CalendarEntry], int]:
    """From `start` (in) to `end` (out), in order; and how many features could not answer."""
    own, own_failed = gather([_of_pages], user, start, end, now, what="calendar of pages")
    theirs, failed = gather(
        hooks.get_hooks(CALENDAR_HOOK), user, start, end, what="calendar entries"
    )
    found = [entry for entry in [*own, *theirs] if start <= entry.at < end]
    found.sort(key=lambda entry: (entry.at, entry.happening, str(entry.title)))
    return found, failed + own_failed


def _of_pages(user: User, start: datetime, end: datetime, now: datetime) -> list[CalendarEntry]:
    scheduled = scheduled_moments(start, end)
    seen = ContentPage.objects.filter(pk__in=visible_pages(user).values("pk"))
    seen = seen.select_related("locale", "content_type")
    published = seen.filter(live=True, published_at__gte=start, published_at__lt=end)
    expiring = seen.filter(live=True, expire_at__gte=start, expire_at__lt=end)
    waiting = list(seen.filter(pk__in=scheduled))
    published, expiring = list(published), list(expiring)
    words = _Words({page.pk for page in [*published, *expiring, *waiting]}, user)
    return [
        *(
            words.entry(Happening.PUBLISHED, page, page.title, page.published_at)
            for page in published
        ),
        *(
            words.entry(
                Happening.SCHEDULED, page, page.draft_title or page.title, scheduled[page.pk]
            )
            for page in waiting
        ),
        *(words.entry(Happening.EXPIRES, page, page.title, page.expire_at) for page in expiring),
    ]


class _Words:
    """How pages are named in the calendar; what all of them need is asked for once."""

    def __init__(self, ids: set[int], user: User) -> None:
        self._editable = editable_among(user, ids)
        self._kinds = kinds_by_content_type()

    def entry(self, happening: Happening, page: ContentPage, title: str, at: Any) -> CalendarEntry:
        content_type: ContentType = page.content_type
        model = content_type.model_class()
        kind = self._kinds.get(content_type.pk)
        return CalendarEntry(
            happening=happening,
            title=title,
            at=at,
            url=reverse("wagtailadmin_pages:edit", args=[page.pk])
            if page.pk in self._editable
            else "",
            language=page.locale.language_code,
            kind=str(kind or ""),
            kind_label=capfirst(str(model._meta.verbose_name)) if model else "",
        )
