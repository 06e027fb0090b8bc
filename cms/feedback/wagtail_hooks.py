"""What page rating hangs into Wagtail: a report, a button at the page, words for the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.feedback import admin_views, sight
from cms.feedback.actions.remove_comment import REMOVED

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLResolver
    from django.utils.safestring import SafeString

    from cms.models import User


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("feedback/", include(admin_views, namespace="feedback"))]


class ReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return sight.reports_to(cast("User", request.user))


@hooks.register("register_reports_menu_item")
def report_menu_item() -> MenuItem:
    return ReportMenuItem(
        _("Page ratings"),
        reverse("feedback:report"),
        name="feedback",
        icon_name=admin_views.ICON,
        order=850,
    )


@hooks.register("insert_global_admin_css")
def styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/feedback.css"))


@hooks.register("register_log_actions")
def words_for_the_log(actions: Any) -> None:
    actions.register_action(REMOVED, _("Remove a comment"), _("Removed a reader’s comment"))
