"""Where lists are imported: its place in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.due import DUE_HOOK
from newsletter.hooks.menu import GuardedItem, entry
from newsletter.views.imports import urls
from newsletter.views.imports.doors import ICON, PERMISSION
from newsletter.views.imports.waiting import due_items

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.urls import URLResolver
    from django.utils.safestring import SafeString
    from wagtail.admin.menu import MenuItem

    from cms.due import DueItem
    from cms.models import User


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("newsletter/imports/", include(urls))]


@entry
def imports_item() -> MenuItem:
    return GuardedItem(
        _("Imports"),
        reverse("newsletter_imports:index"),
        permission=PERMISSION,
        name="newsletter-imports",
        icon_name=ICON,
        order=36,
    )


@hooks.register("insert_global_admin_css")
def styles() -> SafeString:
    return format_html(
        '<link rel="stylesheet" href="{}">', static("css/admin/newsletter-imports.css")
    )


@hooks.register(DUE_HOOK)
def what_waits(user: User, now: datetime) -> Iterable[DueItem]:
    return due_items(user)
