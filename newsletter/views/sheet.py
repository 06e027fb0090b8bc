"""Files made of a public issue: the sheet for printing, and its dates for a calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.addresses import absolute
from newsletter.actions.print_sheet import SheetBusy, issue_sheet
from newsletter.models import IssuePage
from newsletter.rendering.dates_file import calendar_file

if TYPE_CHECKING:
    from datetime import datetime

#: A withdrawn issue has gone from the caches of others after it.
CACHING: Final = "public, max-age=300"


@require_safe
def sheet(request: HttpRequest, month: str) -> HttpResponse:
    """The PDF of the month's issue in the address's language; 404 for what is not public.

    It is there since the publication; what is missing all the same is made here.
    """
    now = timezone.now()
    issue = _public_issue(request, month, now)
    made = issue_sheet(issue, now)
    etag = f'"{made.digest}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        try:
            data = made.pdf()
        except SheetBusy:
            return _busy()
        answer = HttpResponse(data, content_type="application/pdf")
        answer["Content-Disposition"] = f'inline; filename="barza-{month}-{issue.language}.pdf"'
    return _public(answer, issue, etag)


@require_safe
def dates(request: HttpRequest, month: str) -> HttpResponse:
    """The issue's dates as iCalendar (RFC 5545); 404 for an issue that has none."""
    now = timezone.now()
    issue = _public_issue(request, month, now)
    found = issue.shown(now).dates
    if not found:
        raise Http404("an issue without dates")
    data = calendar_file(
        found,
        name=issue.title,
        language=issue.language,
        key=f"{issue.month:%Y-%m}",
        made_at=issue.last_published_at or now,
    )
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="barza-{month}-{issue.language}.ics"'
    return _public(answer, issue, "")


def _public_issue(request: HttpRequest, month: str, now: datetime) -> IssuePage:
    issues = IssuePage.objects.public_live(now).select_related("locale")
    try:
        first_day = date.fromisoformat(f"{month}-01")
    except ValueError as error:  # year 0
        raise Http404("no such month") from error
    found = issues.filter(locale__language_code=request.LANGUAGE_CODE, month=first_day).first()
    if found is None:
        raise Http404("no issue of this month, or not for readers")
    return cast("IssuePage", found)


def _busy() -> HttpResponse:
    words = _("The sheet is being made. Please ask again in a few seconds.")
    answer = HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")
    answer["Retry-After"] = "10"
    answer["Cache-Control"] = "no-store"
    return answer


def _public(answer: HttpResponse, issue: IssuePage, etag: str) -> HttpResponse:
    if etag:
        answer["ETag"] = etag
    answer["Cache-Control"] = CACHING
    answer["Content-Language"] = issue.language
    # Search engines show the page, which every reader can use (RFC 6596).
    answer["Link"] = f'<{absolute(issue.get_url() or "/")}>; rel="canonical"'
    return answer
