"""What log-in hangs into the admin: the way to one's own security page, and its log entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

_ACTIONS = {
    "login.password_reset": (
        gettext_lazy("Set a new password"), gettext_lazy("Set a new password by mail"),
    ),
    "login.factor_added": (
        gettext_lazy("Second factor added"), gettext_lazy("Added a second factor"),
    ),
    "login.factor_removed": (
        gettext_lazy("Second factor removed"), gettext_lazy("Removed a second factor"),
    ),
    "login.codes_made": (
        gettext_lazy("Recovery codes made"), gettext_lazy("Made new recovery codes"),
    ),
    "login.factors_reset": (
        gettext_lazy("Second factors reset"),
        gettext_lazy("All second factors deleted by the operator"),
    ),
}  # fmt: skip


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    for name, (label, message) in _ACTIONS.items():
        actions.register_action(name, label, message)


@hooks.register("insert_global_admin_js", order=-10)
def start_script() -> SafeString:
    """Starts widgets from data, because the admin runs no inline script."""
    return format_html('<script src="{}"></script>', static("js/admin/start.js"))


@hooks.register("register_account_menu_item")
def security(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Security of my log-in"),
        "help_text": _("Second factor, recovery codes, and where you are logged in."),
    }
