"""One change to the letter; what came too late changes nothing and is shown with what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from cms.languages import language_name
from newsletter.actions.arrange import Locked, NoIssue, Stale, arrange
from newsletter.arrangement import NotThere
from newsletter.month_issue import month_issue
from newsletter.views.compose.desk import desk, letter_title
from newsletter.views.compose.doors import (
    for_managers,
    may_edit,
    month_address,
    month_in,
    months_trail,
    screen,
    who,
)
from newsletter.views.compose.rows import section_rows
from newsletter.views.compose.wanted import wanted
from newsletter.views.compose.wish import Wrong, clean

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from newsletter.month_issue import MonthIssue

#: What a form carries that is no part of the wish.
OWN: Final = ("csrfmiddlewaretoken", "seen")


@for_managers
@require_POST
def change(request: HttpRequest, month: str) -> HttpResponse:
    first_day = month_in(month)
    present = month_issue(first_day)
    if present is None:
        raise Http404("the month has no issue")
    if not may_edit(who(request), present.pages.values()):
        raise PermissionDenied
    try:
        wish = wanted(request.POST, present, timezone.now())
        arrange(first_day, request.POST.get("seen", ""), wish.change, who(request))
    except Wrong as error:
        for words in error.words:
            messages.error(request, words)
        return desk(request, present, typed=request.POST, about=error.about, status=422)
    except NotThere:
        return _gone(request, present)
    except Stale as error:
        return _too_late(request, error.present)
    except Locked as error:
        messages.error(
            request,
            _("The %(language)s page is locked in the editor. Nothing was changed.")
            % {"language": language_name(error.language)},
        )
        return desk(request, present, status=409)
    except NoIssue as error:
        raise Http404("the month has no issue") from error
    except ValidationError as error:
        for words in error.messages:
            messages.error(request, words)
        return desk(request, present, typed=request.POST, status=422)
    messages.success(request, wish.said)
    return redirect(_address(first_day, wish.at))


def _gone(request: HttpRequest, present: MonthIssue) -> HttpResponse:
    messages.error(
        request, _("Someone has removed this from the letter meanwhile. Nothing was changed.")
    )
    # Their form is gone with the item, so they are told here.
    for code in present.pages:
        if text := clean(request.POST.get(f"blurb_{code}", "")):
            label = f"{_('Words for the letter')} ({language_name(code)})"
            messages.warning(request, f"{label}: {text}")
    return desk(request, month_issue(present.month) or present, status=409)


def _too_late(request: HttpRequest, present: MonthIssue) -> HttpResponse:
    """Both, side by side, and a form that asks for the same of what is there now."""
    try:
        wish = wanted(request.POST, present, timezone.now())
    except (NotThere, Wrong):
        return _gone(request, present)
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in OWN
        for value in values
    ]
    return screen(
        request,
        "too_late",
        _("Someone was quicker"),
        trail=(months_trail(), (month_address(present.month), letter_title(present))),
        issue=present,
        wish=wish,
        kept=kept,
        by=present.last_revision,
        key=f"{present.month:%Y-%m}",
        back=month_address(present.month),
        now_there=_now_there(present, request),
        status=409,
    )


def _now_there(present: MonthIssue, request: HttpRequest) -> list[dict[str, Any]]:
    """Sections with the titles of what they hold, left out or not."""
    return [
        {
            "title": rows.title,
            "rows": [row.title for row in rows.rows] or [row.title for row in rows.notes],
        }
        for rows in section_rows(present, who(request), timezone.now())
    ]


def _address(month: date, at: str) -> str:
    """Back to the desk, with the button in focus that was pressed."""
    query = f"?{urlencode({'at': at})}#{at}" if at else ""
    return f"{month_address(month)}{query}"
