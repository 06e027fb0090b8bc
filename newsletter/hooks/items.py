"""Where entities' items stand in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.dates import month_name
from cms.due import CALENDAR_HOOK, DUE_HOOK, CalendarEntry, DueGroup, DueItem, Happening
from newsletter.hooks.menu import GuardedItem, entry
from newsletter.models import EntityItem, ItemCall, ItemState
from newsletter.views.items import urls
from newsletter.views.items.screens import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.urls import URLResolver
    from django.utils.safestring import SafeString
    from wagtail.admin.menu import MenuItem

    from cms.models import User

ORDER = 500


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("newsletter/items/", include(urls))]


@entry
def items_entry() -> MenuItem:
    return GuardedItem(
        _("Items of entities"),
        reverse("newsletter_items:index"),
        permission="newsletter.view_itemcall",
        name="newsletter-items",
        icon_name="download",
        order=ORDER,
    )


@hooks.register("insert_global_admin_css")
def styles() -> SafeString:
    sheet = static("css/admin/newsletter-items.css")
    return format_html('<link rel="stylesheet" href="{}">', sheet)


@hooks.register(DUE_HOOK)
def what_waits(user: User, now: datetime) -> Iterable[DueItem]:
    """Items nobody decided on yet, a line for each month."""
    if not user.has_perm("newsletter.change_entityitem"):
        return
    waiting: dict[int, int] = {}
    rows = EntityItem.objects.filter(state=ItemState.RECEIVED)
    for number in rows.order_by().values_list("call", flat=True):
        waiting[number] = waiting.get(number, 0) + 1
    for call in ItemCall.objects.filter(pk__in=waiting):
        count = waiting[call.pk]
        yield DueItem(
            group=DueGroup.APPROVAL,
            title=name_of(call),
            url=reverse("newsletter_items:call", args=[call.pk]),
            detail=ngettext(
                "One item of an entity waits", "%(count)s items of entities wait", count
            )
            % {"count": count},
            action=_now("Decide"),
        )


@hooks.register(CALENDAR_HOOK)
def deadlines(user: User, start: datetime, end: datetime) -> Iterable[CalendarEntry]:
    """The deadlines of open calls, on the last second of their day."""
    if not user.has_perm("newsletter.view_itemcall"):
        return
    zone = timezone.get_default_timezone()
    calls = ItemCall.objects.filter(
        closed_at=None,
        deadline__gte=timezone.localdate(start, zone),
        deadline__lte=timezone.localdate(end, zone),
    )
    for call in calls:
        at = call.last_moment
        if start <= at < end:
            month = month_name(call.month, get_language() or "ar")
            yield CalendarEntry(
                happening=Happening.DEADLINE,
                title=_now("Items of entities for %(month)s") % {"month": month},
                at=at,
                url=reverse("newsletter_items:call", args=[call.pk]),
            )
