"""Where the month's issue is put together: its place in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.dates import month_name, previous_month
from cms.due import DUE_HOOK, DueGroup, DueItem
from newsletter.hooks.menu import GuardedItem, entry
from newsletter.month_issue import live_or_drafted
from newsletter.views.compose import urls
from newsletter.views.compose.doors import RIGHT, may_compose, month_address
from newsletter.views.compose.states import states_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.urls import URLResolver
    from django.utils.safestring import SafeString
    from wagtail.admin.menu import MenuItem

    from cms.models import User


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("newsletter/compose/", include(urls))]


@entry
def menu_item() -> MenuItem:
    return GuardedItem(
        _("The month’s letter"),
        reverse("newsletter_compose:index"),
        permission=RIGHT,
        name="newsletter-compose",
        icon_name="edit",
        order=100,
    )


@hooks.register("insert_global_admin_css")
def styles() -> SafeString:
    return format_html(
        '<link rel="stylesheet" href="{}">', static("css/admin/newsletter-compose.css")
    )


@hooks.register(DUE_HOOK)
def letters_due(user: User, now: datetime) -> Iterator[DueItem]:
    """This month's letter, and last month's while it is drafted and has not gone out."""
    if not may_compose(user):
        return
    today = timezone.localdate(now, timezone.get_default_timezone())
    months = (previous_month(today), today.replace(day=1))
    pages = {month: list(live_or_drafted(month).values()) for month in months}
    states = states_of(months, pages)
    for month in months:
        state = states[month]
        if state.is_settled or (not pages[month] and month != months[-1]):
            continue
        yield DueItem(
            group=DueGroup.LETTER,
            title=_now("Letter of %(month)s")
            % {"month": month_name(month, get_language() or "ar")},
            url=month_address(month) if pages[month] else reverse("newsletter_compose:index"),
            detail=state.label,
            action=_now("Open") if pages[month] else _now("Gather"),
        )
