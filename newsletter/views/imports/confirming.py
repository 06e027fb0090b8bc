"""One list: what it is, on what basis it is taken, how far its import came and what it came to."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from cms.login.step_up import proof_required
from newsletter.actions.queue_import import confirm_import, try_again
from newsletter.actions.receive_list import BEFORE_CHOICES, file_of, forget_import
from newsletter.import_forms import ChoicesForm
from newsletter.import_tasks import start_next
from newsletter.importing.formats import FileFormat
from newsletter.importing.outcomes import Totals
from newsletter.importing.refusals import ImportRefused, Refusal
from newsletter.importing.report import lines_of
from newsletter.importing.rows import Unusable
from newsletter.importing.storage import report_of
from newsletter.models import ImportState, SubscriberImport
from newsletter.views.imports.doors import importers, imports_trail, screen, who

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

#: Rows that are shown as they will be taken.
SHOWN = 10


@importers
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Before the import the first people of the list; afterwards only numbers."""
    row = get_object_or_404(SubscriberImport.objects.select_related("started_by"), pk=pk)
    if row.state == ImportState.READY:
        return _confirmation(request, row)
    return _shown(request, row)


@proof_required()
def _confirmation(request: HttpRequest, row: SubscriberImport) -> HttpResponseBase:
    form = ChoicesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        again = form.cleaned_data["again"]
        try:
            confirm_import(row.pk, form.choices, who(request), timezone.now(), again=again)
        except ImportRefused as refused:
            before = refused.refusal == Refusal.DONE_BEFORE
            form.add_error("again" if before else None, refused.said())
        else:
            start_next()
            return redirect("newsletter_imports:one", row.pk)
    return _shown(request, row, form=form)


def _shown(
    request: HttpRequest, row: SubscriberImport, form: ChoicesForm | None = None
) -> HttpResponseBase:
    totals = Totals.of(row.totals)
    context: dict[str, Any] = {
        "row": row,
        "format": FileFormat(row.file_format).label,
        "totals": totals.shown(),
        "read": totals.read,
        "states": ImportState,
        "waits": row.state in (ImportState.COUNTING, ImportState.QUEUED, ImportState.RUNNING),
        "can_forget": row.next_row == 0
        and row.state in (*BEFORE_CHOICES, ImportState.QUEUED, ImportState.FAILED),
        "can_try_again": row.state == ImportState.FAILED and bool(row.stored_file and row.basis),
        "error": Refusal(row.error).label if row.error else "",
        "form": form,
    }
    if form is not None:
        try:
            context |= _preview(row)
        except ImportRefused as refused:
            messages.error(request, refused.said())
    return screen(request, "one", row.name, trail=(imports_trail(),), **context)


def _preview(row: SubscriberImport) -> dict[str, Any]:
    file = file_of(row)
    people = list(islice(file.people(row.started_at), SHOWN))
    return {
        "separator": {"\t": _("Tab")}.get(file.separator, file.separator),
        "columns": list(file.columns.positions),
        "ignored": file.columns.ignored,
        "hides_leavers": file.columns.hides_leavers,
        "people": [
            {"unusable": one.reason.label, "row": one.row, "address": one.address}
            if isinstance(one, Unusable)
            else {"listed": one, "row": one.row, "address": one.email}
            for one in people
        ],
    }


@importers
@require_POST
@proof_required()
def forget(request: HttpRequest, pk: int) -> HttpResponseBase:
    if forget_import(pk):
        messages.success(request, _("The list was deleted; nothing of it was imported."))
        return redirect("newsletter_imports:index")
    messages.error(request, _("This import has begun already; it cannot be taken back."))
    return redirect("newsletter_imports:one", pk)


@importers
@require_POST
@proof_required()
def again(request: HttpRequest, pk: int) -> HttpResponseBase:
    if try_again(pk, timezone.now()):
        start_next()
    return redirect("newsletter_imports:one", pk)


@importers
@require_safe
@proof_required()
def report(_request: HttpRequest, pk: int) -> HttpResponseBase:
    """Row by row, of the import or before it of the dry run; that it left the house stands in the
    audit trail.
    """
    told = (ImportState.READY, ImportState.DONE)
    row = get_object_or_404(SubscriberImport, pk=pk, state__in=told)
    if not row.report_file or not report_of(row).exists():
        raise Http404
    answer = StreamingHttpResponse(lines_of(report_of(row)), content_type="text/csv; charset=utf-8")
    kind = "dry-run" if row.state == ImportState.READY else "report"
    answer["Content-Disposition"] = f'attachment; filename="import-{row.pk}-{kind}.csv"'
    answer.rows_taken = Totals.of(row.totals).read  # type: ignore[attr-defined]
    return answer
