"""Who did what, when? The report of administrators over both logs of Wagtail's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import IntegerField, Value
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.models import ModelLogEntry, PageLogEntry

from cms.access.roles import Role, has_role
from cms.audit.safe_spreadsheet import SafeSpreadsheetMixin, local_iso
from cms.audit.trail_filters import EVERY_DRAFT, TrailFilterSet, without_repeated_drafts

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


class TrailView(SafeSpreadsheetMixin, LogEntriesView):
    """Wagtail's view of both logs, for administrators, unfiltered by what they may open."""

    page_title = _("Audit trail")
    header_icon = "history"
    results_template_name = "audit/trail_results.html"
    filterset_class = TrailFilterSet
    index_url_name = "audit_trail"
    index_results_url_name = "audit_trail_results"
    list_export = (
        "local_time", "user_id", "user_display_name", "action", "content_type", "object_id",
        "shown_label", "detail",
    )  # fmt: skip
    export_headings = {
        "local_time": _("When"),
        "user_id": _("Number of the user"),
        "user_display_name": _("Who"),
        "action": _("What"),
        "content_type": _("Kind of object"),
        "object_id": _("Number of the object"),
        "shown_label": _("Object"),
        "detail": _("Details"),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not has_role(request.user, Role.ADMINISTRATOR):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_filename(self) -> str:
        return f"audit-trail-{timezone.localdate():%Y-%m-%d}"

    def get_filtered_queryset(self) -> Any:
        self.log_models = [PageLogEntry, ModelLogEntry]
        parts = []
        for number, model in enumerate(self.log_models):
            rows = model.objects.order_by().values("pk", "timestamp")
            rows = self.filter_queryset(rows)
            if not self._every_draft:
                rows = without_repeated_drafts(rows)
            index = Value(number, output_field=IntegerField())
            parts.append(rows.annotate(log_model_index=index).order_by())
        first, *others = parts
        return first.union(*others, all=True).order_by("-timestamp", "-log_model_index", "-pk")

    @property
    def _every_draft(self) -> bool:
        form = self.filters.form if self.filters else None
        return bool(form and form.is_valid() and form.cleaned_data.get("drafts") == EVERY_DRAFT)

    def decorate_paginated_queryset(self, queryset: Any) -> list[Any]:
        entries: list[Any] = super().decorate_paginated_queryset(queryset)
        known = _names(entries)
        for entry in entries:
            entry.local_time = local_iso(entry.timestamp)
            entry.shown_label = known.get(_user_id(entry), entry.label)
            entry.detail = _detail(entry.data)
        return entries


def _user_id(entry: Any) -> int | None:
    """The number of the user that the entry is about; None when it is about something else."""
    about = entry.content_type.model_class() if entry.content_type else None
    if about is not get_user_model() or not str(entry.object_id).isdigit():
        return None
    return int(entry.object_id)


def _names(entries: list[Any]) -> dict[int | None, str]:
    """What users are called today; the log itself keeps only their numbers."""
    ids = {pk for entry in entries if (pk := _user_id(entry)) is not None}
    users = get_user_model()._default_manager.in_bulk(ids)
    return {pk: str(user) for pk, user in users.items()}


def _detail(data: Any) -> str:
    """Codes and numbers of the event on one line, as `name: value`."""
    if not isinstance(data, dict):
        return ""
    if "roles" in data:
        labels = {role.value: str(role.label) for role in Role}
        return _now(", ").join(labels.get(code, code) for code in data["roles"])
    flat = {name: value for name, value in data.items() if isinstance(value, (str, int))}
    return _now(", ").join(f"{name}: {value}" for name, value in flat.items())
