"""Where an issue is approved and scheduled: its place in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet

from cms.due import CALENDAR_HOOK, DUE_HOOK, CalendarEntry, DueItem
from newsletter.hooks.menu import GuardedItem, entry
from newsletter.models import Holiday
from newsletter.views.mailings import urls
from newsletter.views.mailings.doors import ICON
from newsletter.views.mailings.waiting import calendar_items, due_items

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.urls import URLResolver
    from django.utils.safestring import SafeString
    from wagtail.admin.menu import MenuItem

    from cms.models import User


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("newsletter/mailings/", include(urls))]


@entry
def mailings_item() -> MenuItem:
    return GuardedItem(
        _("Approval and sending"),
        reverse("newsletter_mailings:index"),
        permission="newsletter.view_mailing",
        name="newsletter-mailings",
        icon_name=ICON,
        order=20,
    )


@entry
def holidays_item() -> MenuItem:
    return GuardedItem(
        _("Public holidays"),
        reverse("newsletter_holidays:index"),
        permission="newsletter.view_holiday",
        name="newsletter-holidays",
        icon_name="date",
        order=80,
    )


class HolidayViewSet(ModelViewSet):
    """Days the government declared; the computed ones need no row."""

    model = Holiday
    name = "newsletter_holidays"
    url_prefix = "newsletter/holidays"
    icon = "date"
    list_display = ("day", "name", "is_working")
    list_filter = ("is_working",)
    ordering = ("-day",)
    panels = (FieldPanel("day"), FieldPanel("name"), FieldPanel("is_working"))


@hooks.register("register_admin_viewset")
def holidays() -> HolidayViewSet:
    return HolidayViewSet()


@hooks.register("insert_global_admin_css")
def styles() -> SafeString:
    sheet = static("css/admin/newsletter-mailings.css")
    return format_html('<link rel="stylesheet" href="{}">', sheet)


@hooks.register(DUE_HOOK)
def what_waits(user: User, now: datetime) -> Iterable[DueItem]:
    return due_items(user, now)


@hooks.register(CALENDAR_HOOK)
def sendings(user: User, start: datetime, end: datetime) -> Iterable[CalendarEntry]:
    return calendar_items(user, start, end)
