"""What the audit hangs into Wagtail: its actions, its report, and what no signal tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.access.roles import Role, has_role
from cms.audit.events import AuditEvent
from cms.audit.signals import told_active
from cms.audit.trail import TrailView

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern


@hooks.register("register_log_actions")
def actions(registry: Any) -> None:
    for event in AuditEvent:
        registry.register_action(event.value, event.label, event.label)


#: What Wagtail's catalogue, in Arabic, says of a state or a column and not of a deed.
DEEDS = (
    ("wagtail.create", _("Create"), pgettext_lazy("deed", "Created")),
    ("wagtail.publish", _("Publish"), pgettext_lazy("deed", "Published")),
    ("wagtail.lock", _("Lock"), pgettext_lazy("deed", "Locked")),
    ("wagtail.unlock", _("Unlock"), pgettext_lazy("deed", "Unlocked")),
)


@hooks.register("register_log_actions", order=100)  # over Wagtail's own
def deeds(registry: Any) -> None:
    for action, label, message in DEEDS:
        registry.register_action(action, label, message)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    return [
        path("reports/audit/", TrailView.as_view(), name="audit_trail"),
        path(
            "reports/audit/results/",
            TrailView.as_view(results_only=True),
            name="audit_trail_results",
        ),
    ]


class ForAdministrators(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return has_role(request.user, Role.ADMINISTRATOR)


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    return ForAdministrators(
        _("Audit trail"),
        reverse("audit_trail"),
        name="audit-trail",
        icon_name="history",
        order=1010,
    )


@hooks.register("after_bulk_action")
def users_switched(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """Wagtail switches many users on or off by one statement, of which no signal tells."""
    if action_type != "set_active_state" or action.model is not get_user_model():
        return
    active = bool(action.cleaned_form.cleaned_data["mark_as_active"])
    for user in objects:
        told_active(user, active=active)
