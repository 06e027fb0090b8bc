"""Where contributions stand in the admin: addresses, menu, first screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.contributions import urls
from cms.contributions.contacts import own_entity
from cms.contributions.views.doors import ICON
from cms.contributions.waiting import calendar_items, due_items
from cms.due import (
    ACTIONS_HOOK,
    CALENDAR_HOOK,
    DUE_HOOK,
    CalendarEntry,
    DueItem,
    QuickAction,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.http import HttpRequest
    from django.urls import URLResolver
    from django.utils.safestring import SafeString

    from cms.models import User

MENU_ORDER = 210


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("contributions/", include(urls))]


class EditorsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("contributions.view_invitation")


class EntitysItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return own_entity(request.user) is not None  # type: ignore[arg-type]  # of the admin


@hooks.register("register_admin_menu_item")
def editors_item() -> MenuItem:
    return EditorsItem(
        _("Contributions"),
        reverse("contributions:index"),
        name="contributions",
        icon_name=ICON,
        order=MENU_ORDER,
    )


@hooks.register("register_admin_menu_item")
def entitys_item() -> MenuItem:
    return EntitysItem(
        _("Invitations"),
        reverse("contributions:mine"),
        name="invitations",
        icon_name=ICON,
        order=MENU_ORDER,
    )


@hooks.register("insert_global_admin_css")
def styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/contributions.css"))


@hooks.register(DUE_HOOK)
def what_waits(user: User, now: datetime) -> Iterable[DueItem]:
    return due_items(user, now)


@hooks.register(ACTIONS_HOOK)
def actions(user: User) -> Iterable[QuickAction]:
    if user.has_perm("contributions.add_invitation"):
        yield QuickAction(_now("Invite entities"), reverse("contributions:new"), icon=ICON)


@hooks.register(CALENDAR_HOOK)
def deadlines(user: User, start: datetime, end: datetime) -> Iterable[CalendarEntry]:
    return calendar_items(user, start, end)
