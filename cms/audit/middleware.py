"""Which spreadsheets leave the admin? Each is recorded, and none computes anything.

Wagtail has some ten exports of its own, and any app may bring more; here they all pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, StreamingHttpResponse

from cms.audit.events import AuditEvent
from cms.audit.record import record
from cms.audit.safe_spreadsheet import safe_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

ADMIN_PREFIX = "/admin/"
FORMATS = {
    "text/csv": "csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}


class SpreadsheetMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not request.path.startswith(ADMIN_PREFIX):
            return response
        kind = FORMATS.get(response.get("Content-Type", "").partition(";")[0].strip().lower())
        if kind is None or response.status_code != 200:
            return response
        if request.user.is_authenticated:
            # Without the query: filters may hold names that were looked for.
            data = {"path": request.path, "format": kind}
            record(AuditEvent.EXPORTED, request.user, by=request.user, data=data)
        if kind == "csv":
            _make_safe(response)
        return response


def _make_safe(response: HttpResponseBase) -> None:
    if isinstance(response, StreamingHttpResponse) and not response.is_async:
        response.streaming_content = safe_rows(response.streaming_content)  # type: ignore[arg-type]
    elif isinstance(response, HttpResponse):
        response.content = b"".join(safe_rows([response.content]))
