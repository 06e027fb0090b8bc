"""The editors' overview: what each entity was asked for, sent, and saw published."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.widgets import AdminDateInput

from cms.audit.sheets import TYPES, Sheet, download
from cms.contributions.tally import Tally, tallies, total
from cms.contributions.views.doors import editors_trail, may, screen, today

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from django.http import HttpRequest, HttpResponse

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
    if wanted in TYPES and not form.errors:
        name = f"contributions-{period['since']:%Y%m%d}-{period['until']:%Y%m%d}"
        return download(_table(rows), name, wanted)
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


def _table(rows: list[Tally]) -> Sheet:
    return Sheet(
        _now("Contributions"),
        [str(column) for column in COLUMNS],
        [
            [row.entity, row.invited, row.sent, row.published, row.refused, row.declined]
            for row in rows
        ],
    )
