"""How the list grows: charts, each with its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from newsletter.charting import BARS_WIDTH, HEIGHT, ROW, WIDTH, bars_of, columns_of
from newsletter.list_figures import figures as counted
from newsletter.views.subscribers.doors import list_trail, may, screen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from newsletter.list_figures import Part


@may("view_subscriber")
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    found = counted(timezone.now())
    drawn = columns_of(
        [(month.joined, month.left) for month in found.months], right_to_left=get_language_bidi()
    )
    return screen(
        request,
        "figures",
        _("Charts"),
        trail=(list_trail(),),
        figures=found,
        axis=drawn.axis,
        columns=[(column, found.months[column.number]) for column in drawn.columns],
        chart_width=WIDTH,
        chart_height=HEIGHT,
        groups=[
            ("languages", _("Languages"), _("Language"), *_drawn(found.languages)),
            ("audiences", _("Audiences"), _("Audience"), *_drawn(found.audiences)),
            ("reasons", _("Why people left"), _("Reason"), *_drawn(found.reasons)),
        ],
        bars_width=BARS_WIDTH,
    )


def _drawn(parts: tuple[Part, ...]) -> tuple[list[object], int]:
    """Each part with its bar, and the height of the drawing."""
    bars = bars_of([part.count for part in parts], right_to_left=get_language_bidi())
    return list(zip(bars, parts, strict=True)), len(parts) * ROW
