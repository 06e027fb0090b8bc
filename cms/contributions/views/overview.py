"""The editors' overview: what each entity was asked for, sent, and saw published."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.http import HttpResponse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.widgets import AdminDateInput

from cms.contributions.sheets import CSV_TYPE, XLSX_TYPE, csv_of, xlsx_of
from cms.contributions.tally import Tally, tallies, total
from cms.contributions.views.doors import editors_trail, may, screen, today

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from django.http import HttpRequest

COLUMNS = (
    _("Entity"),
    _("Invited"),
    _("Sent"),
    _("Published"),
    _("Could not contribute"),
    _("Declined"),
)


class PeriodForm(forms.Form):
    since = forms.DateField(label=_("Invited from"), widget=AdminDateInput)
    until = forms.DateField(label=_("Invited until"), widget=AdminDateInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("The last day is before the first. Choose a later day."))
        return cleaned


@may("view_invitation")
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The last twelve months unless a period is asked for; `export` is csv or xlsx."""
    period: dict[str, date] = {"since": today() - timedelta(days=365), "until": today()}
    form = PeriodForm(request.GET if "since" in request.GET else None, initial=period)
    rows: list[Tally] = []
    if not form.is_bound or form.is_valid():
        period |= form.cleaned_data if form.is_bound else {}
        rows = tallies(period["since"], period["until"])
    wanted = request.GET.get("export")
    if wanted in _EXPORTS and not form.errors:
        return _EXPORTS[wanted](rows, period)
    return screen(
        request,
        "overview",
        _now("Overview of contributions"),
        trail=(editors_trail(),),
        form=form,
        media=form.media,
        rows=rows,
        total=total(rows),
        most=max((row.invited for row in rows), default=1),
        columns=COLUMNS,
        period=period,
    )


def _table(rows: list[Tally]) -> tuple[list[str], list[list[object]]]:
    heading = [str(column) for column in COLUMNS]
    return heading, [
        [row.entity, row.invited, row.sent, row.published, row.refused, row.declined]
        for row in rows
    ]


def _as_csv(rows: list[Tally], period: dict[str, date]) -> HttpResponse:
    return _file(csv_of(*_table(rows)), CSV_TYPE, "csv", period)


def _as_xlsx(rows: list[Tally], period: dict[str, date]) -> HttpResponse:
    data = xlsx_of(*_table(rows), title=_now("Contributions"), right_to_left=get_language_bidi())
    return _file(data, XLSX_TYPE, "xlsx", period)


def _file(data: bytes, kind: str, suffix: str, period: dict[str, date]) -> HttpResponse:
    name = f"contributions-{period['since']:%Y%m%d}-{period['until']:%Y%m%d}.{suffix}"
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": disposition})


_EXPORTS = {"csv": _as_csv, "xlsx": _as_xlsx}
