"""Where the desk stands in the admin: first screen, calendar, checks and their report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)

from cms.desk.actions.check_page import latest_text
from cms.desk.axe_rules import HouseChecks
from cms.desk.panels import DeskPanel
from cms.desk.texts import notes_if_any
from cms.desk.views.calendar import CalendarView
from cms.desk.views.checks import page_checks
from cms.desk.views.report import TextChecksView
from cms.models import ContentPage

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern
    from django.utils.safestring import SafeString
    from wagtail.models import Page

#: Wagtail's panels whose work the desk's own items do, in a fixed number of queries.
REPLACED = (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
WAGTAILS_HELP = ("whats-new-in-wagtail", "editor-guide")
#: Faults that the message after publication names; the side panel has them all.
TOLD = 5


@hooks.register("construct_homepage_panels")
def first_screen(request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = [panel for panel in panels if not isinstance(panel, REPLACED)]
    panels.append(DeskPanel(request))


@hooks.register("construct_homepage_summary_items")
def no_counts(request: HttpRequest, items: list[Any]) -> None:
    """How many pages there are says nothing of what is to do, and tells of other entities'."""
    items.clear()


@hooks.register("construct_help_menu")
def house_help(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail's news and its guide in English are of another house than the editors'."""
    items[:] = [item for item in items if not item.name.startswith(WAGTAILS_HELP)]


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("calendar/", CalendarView.as_view(), name="desk_calendar"),
        path(
            "calendar/<int:year>/<int:month>/", CalendarView.as_view(), name="desk_calendar_month"
        ),
        path("checks/<int:page_id>/", page_checks, name="desk_page_checks"),
        path("reports/text-checks/", TextChecksView.as_view(), name="desk_text_checks"),
        path(
            "reports/text-checks/results/",
            TextChecksView.as_view(results_only=True),
            name="desk_text_checks_results",
        ),
    ]


@hooks.register("register_admin_menu_item")
def calendar_item() -> MenuItem:
    return MenuItem(
        _("Calendar"),
        reverse("desk_calendar"),
        name="desk-calendar",
        icon_name="calendar-alt",
        order=150,
    )


class ForWriters(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(user_has_any_page_permission(request.user))


@hooks.register("register_reports_menu_item")
def report_item() -> MenuItem:
    return ForWriters(
        _("Text checks"),
        reverse("desk_text_checks"),
        name="text-checks",
        icon_name="glasses",
        order=650,
    )


@hooks.register("insert_global_admin_css")
def style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/desk.css"))


@hooks.register("insert_editor_js")
def editor_script() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("js/admin/desk.js"))


@hooks.register("construct_wagtail_userbar")
def house_rules(request: HttpRequest, items: list[Any], page: Page | None) -> None:
    """In the preview's checks and the editor's side panel alike."""
    for number, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[number] = HouseChecks(in_editor=item.in_editor)


@hooks.register("after_publish_page")
def tell_of_faults(request: HttpRequest, page: Page) -> None:
    """After publication or its scheduling, what readers will trip over; nothing is held back."""
    own = page.specific
    if not isinstance(own, ContentPage):
        return
    found = notes_if_any(latest_text(own), timezone.now()) or []
    notes = [note for note in found if note.is_serious]
    if not notes:
        return
    head = ngettext(
        "Readers will meet a fault in this text:",
        "Readers will meet %(count)s faults in this text:",
        len(notes),
    ) % {"count": len(notes)}
    lines = format_html_join(
        "",
        "<li>{}: {} <bdi>{}</bdi></li>",
        ((note.title, note.place, note.text) for note in notes[:TOLD]),
    )
    messages.warning(
        request,
        format_html('{}<ul class="desk-told">{}</ul>', head, lines),
        buttons=[
            messages.button(
                reverse("wagtailadmin_pages:edit", args=[page.pk]) + notes[0].jump,
                _now("Mend it"),
            )
        ],
    )
