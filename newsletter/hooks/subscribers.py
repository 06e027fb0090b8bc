"""Where the list of subscribers and its segments stand in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from newsletter.hooks.menu import GuardedItem, entry
from newsletter.views.subscribers import urls
from newsletter.views.subscribers.deeds import Deed
from newsletter.views.subscribers.doors import ICON

if TYPE_CHECKING:
    from django.urls import URLResolver
    from django.utils.safestring import SafeString
    from wagtail.admin.menu import MenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("newsletter/subscribers/", include(urls))]


@entry
def subscribers_item() -> MenuItem:
    return GuardedItem(
        _("Subscribers"),
        reverse("newsletter_subscribers:index"),
        permission="newsletter.view_subscriber",
        name="newsletter-subscribers",
        icon_name=ICON,
        order=30,
    )


@entry
def segments_item() -> MenuItem:
    return GuardedItem(
        _("Segments"),
        reverse("newsletter_subscribers:segments"),
        permission="newsletter.view_segment",
        name="newsletter-segments",
        icon_name="tasks",
        order=32,
    )


@entry
def figures_item() -> MenuItem:
    return GuardedItem(
        _("Charts"),
        reverse("newsletter_subscribers:figures"),
        permission="newsletter.view_subscriber",
        name="newsletter-figures",
        icon_name="view",
        order=34,
    )


@hooks.register("insert_global_admin_css")
def styles() -> SafeString:
    sheet = static("css/admin/newsletter-subscribers.css")
    return format_html('<link rel="stylesheet" href="{}">', sheet)


@hooks.register("register_log_actions")
def words_for_the_log(actions: Any) -> None:
    for deed in Deed:
        actions.register_action(deed.value, deed.label, deed.label)
