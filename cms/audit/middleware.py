"""Which spreadsheets leave the admin? Each is recorded, and none computes anything.

Wagtail has some ten exports of its own, and any app may bring more; here they all pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import translation
from django.utils.translation import get_language

from cms.access.language import language_of
from cms.audit.events import AuditEvent
from cms.audit.record import record
from cms.audit.safe_spreadsheet import safe_rows
from cms.content_policy import ADMIN_PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from cms.models import User

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
            data: dict[str, str | int] = {"path": request.path, "format": kind}
            # Of lists of people the view says how many it takes out.
            if (rows := getattr(response, "rows_taken", None)) is not None:
                data["rows"] = int(rows)
            record(AuditEvent.EXPORTED, request.user, by=request.user, data=data)
        if kind == "csv":
            known = request.user.is_authenticated
            language = language_of(cast("User", request.user)) if known else get_language()
            _make_safe(response, language or settings.LANGUAGE_CODE)
        return response


def _make_safe(response: HttpResponseBase, language: str) -> None:
    if isinstance(response, StreamingHttpResponse) and not response.is_async:
        rows = _spoken(cast("Iterable[bytes]", response.streaming_content), language)
        response.streaming_content = safe_rows(rows)
    elif isinstance(response, HttpResponse):
        response.content = b"".join(safe_rows([response.content]))


def _spoken(rows: Iterable[bytes], language: str) -> Iterator[bytes]:
    """The rows in the reader's language: they are made when the view has long returned."""
    source = iter(rows)
    while True:
        with translation.override(language):
            row = next(source, None)
        if row is None:
            return
        yield row
