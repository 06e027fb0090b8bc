"""What preview links hang into Wagtail: addresses, a button, words for the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from cms.previews import admin_views, files
from cms.uploads.readers import READER_HOOK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.urls import URLPattern
    from wagtail.models import Page


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return admin_views.urlpatterns


hooks.register(READER_HOOK, files.opens)


def _button(page: Page, user: Any) -> Iterator[Button]:
    if page.alias_of_id is None and admin_views.may_share(page, user):
        yield Button(
            _("Share a preview"),
            url=reverse("barza_preview_links", args=[page.pk]),
            icon_name="link",
            priority=45,
        )


@hooks.register("register_page_header_buttons")
def in_the_editor(page: Page, user: Any, **_more: Any) -> Iterator[Button]:
    yield from _button(page, user)


@hooks.register("register_page_listing_more_buttons")
def in_listings(page: Page, user: Any, **_more: Any) -> Iterator[Button]:
    yield from _button(page, user)


@hooks.register("register_log_actions")
def words_for_the_log(actions: Any) -> None:
    actions.register_action(
        "barza.preview.share", _("Share a preview"), _("Made a private preview link")
    )
    actions.register_action(
        "barza.preview.revoke", _("Withdraw a preview"), _("Withdrew a private preview link")
    )
