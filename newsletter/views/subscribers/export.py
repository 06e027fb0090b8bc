"""The list leaves the house as a file: who asks proves who they are, and the trail tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from cms.audit.sheets import TYPES
from cms.login.step_up import proof_required
from newsletter.list_export import csv_of, xlsx_of
from newsletter.views.subscribers.asked import asked
from newsletter.views.subscribers.doors import may

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


@may("export_subscriber")
@require_POST
@proof_required()
def export(request: HttpRequest) -> HttpResponseBase:
    """Whom the filter finds, as `format` (csv or xlsx). Nobody found is no file."""
    ask = asked(request)
    ending = request.POST.get("format", "csv")
    count = ask.found.count()
    if ending not in TYPES or not count:
        messages.warning(request, _("The filter finds nobody: there is nothing to take out."))
        return redirect("newsletter_subscribers:index")
    name = f"subscribers-{timezone.localdate():%Y%m%d}.{ending}"
    answer: StreamingHttpResponse
    if ending == "csv":
        answer = StreamingHttpResponse(csv_of(ask.found), content_type=TYPES[ending])
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
    else:
        answer = FileResponse(
            xlsx_of(ask.found), as_attachment=True, filename=name, content_type=TYPES[ending]
        )
    # The audit's middleware records who took a spreadsheet out, and this of it.
    answer.rows_taken = count  # type: ignore[attr-defined]
    return answer
