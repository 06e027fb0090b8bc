"""The report of texts with faults: what the user may see, by kind and language, to export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.audit.safe_spreadsheet import SafeSpreadsheetMixin
from cms.desk.faults import FaultKind
from cms.desk.labels import jump, place_name
from cms.desk.models import PageFault
from cms.desk.sight import editable_among, place_of, visible_pages
from cms.desk.texts import shown_text
from cms.languages import direction_of, language_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


class FaultFilters(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind of fault"), choices=FaultKind.choices)
    language = django_filters.ChoiceFilter(
        label=_("Language"),
        field_name="page__locale__language_code",
        choices=lambda: list(settings.LANGUAGES),
    )

    class Meta:
        model = PageFault
        fields = ("kind", "language")


class TextChecksView(SafeSpreadsheetMixin, ReportView):
    """For those who may write pages; each row is a fault of a page whose title they may read."""

    model = PageFault
    filterset_class = FaultFilters
    page_title = _("Text checks")
    header_icon = "glasses"
    template_name = "wagtailadmin/reports/base_report.html"
    results_template_name = "desk/text_checks_results.html"
    index_url_name = "desk_text_checks"
    index_results_url_name = "desk_text_checks_results"
    any_permission_required = ("add", "change", "publish")
    list_export = ("title", "language", "kind_label", "place", "shown", "found_at")
    export_headings = {
        "title": _("Title"),
        "language": _("Language"),
        "kind_label": _("Kind of fault"),
        "place": _("Place"),
        "shown": _("Passage"),
        "found_at": _("Found"),
    }

    @property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(Page)

    def get_queryset(self) -> QuerySet[PageFault]:
        seen = visible_pages(self.request.user).values("pk")
        rows = PageFault.objects.filter(page_id__in=seen)
        rows = rows.select_related("page__locale", "page__content_type")
        return rows.order_by("page_id", "pk")

    def get_filename(self) -> str:
        return "text-checks"

    def decorate_paginated_queryset(self, object_list: Iterable[PageFault]) -> list[PageFault]:
        rows = list(object_list)
        editable = editable_among(self.request.user, {row.page_id for row in rows})
        for row in rows:
            _describe(row, editable)
        return rows


def _describe(row: Any, editable: set[int]) -> None:
    """What the table and the export show of a row, in the active language."""
    page = row.page
    kind = FaultKind(row.kind)
    model = page.content_type.model_class() or type(page)
    row.title = page.draft_title or page.title
    row.language = page.locale.language_code
    row.language_name = language_name(row.language)
    row.direction = direction_of(row.language)
    row.kind_label = str(kind.label)
    row.advice = kind.advice
    row.is_serious = kind.is_serious
    row.place = place_name(model, row.path, row.block)
    row.shown = shown_text(kind, row.text)
    row.url = place_of(page.pk, editable)
    row.jump = row.url + jump(row.path) if page.pk in editable else ""
