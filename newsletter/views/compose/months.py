"""The months: how far each letter is, and the button that gathers one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from cms.dates import month_name, previous_month
from newsletter.actions.draft_issue import NoNewsletterSection, NothingPublished, draft_issue
from newsletter.models import IssuePage
from newsletter.month_issue import languages, live_or_drafted
from newsletter.views.compose.doors import (
    for_managers,
    may_edit,
    month_address,
    month_in,
    screen,
    who,
)
from newsletter.views.compose.states import State, mailing_address, states_of

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

#: Two years of letters; older ones are found in the explorer.
SHOWN: Final = 24


@dataclass(frozen=True, slots=True)
class Month:
    first_day: date
    state: State
    pages: list[IssuePage]
    url: str
    mailing_url: str

    @property
    def key(self) -> str:
        return f"{self.first_day:%Y-%m}"


def this_month() -> date:
    """In the site's zone, whatever zone the reader's account has."""
    return timezone.localdate(timezone=timezone.get_default_timezone()).replace(day=1)


@for_managers
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return screen(request, "index", _("The month’s letter"), months=months_shown())


@for_managers
@require_POST
def gather(request: HttpRequest) -> HttpResponse:
    """Drafts the month's issue, or adds what is new to the draft there is; unsaid, this month's."""
    month = month_in(request.POST.get("month", f"{this_month():%Y-%m}"))
    present = live_or_drafted(month).values()
    if not may_edit(who(request), present):
        raise PermissionDenied
    if any(page.permissions_for_user(request.user).page_locked() for page in present):
        messages.error(
            request, _("A page of this letter is locked in the editor. Nothing was changed.")
        )
        return redirect(month_address(month))
    words = {"month": month_name(month, get_language() or "ar")}
    try:
        draft_issue(month, timezone.now(), who(request))
    except NothingPublished:
        messages.error(
            request,
            _("Nothing was published in %(month)s, so there is nothing to gather yet.") % words,
        )
        return redirect("newsletter_compose:index")
    except NoNewsletterSection:
        messages.error(
            request,
            _("The site has no newsletter section in one of its languages: add it below the home."),
        )
        return redirect("newsletter_compose:index")
    messages.success(request, _("The letter of %(month)s is gathered.") % words)
    return redirect(month_address(month))


def months_shown() -> list[Month]:
    """This month, the one before, and all that have an issue; the newest first."""
    issues: dict[date, list[IssuePage]] = {}
    found = IssuePage.objects.filter(alias_of__isnull=True, locale__language_code__in=languages())
    for page in found.select_related("locale").order_by("-month", "locale__language_code"):
        issues.setdefault(page.month, []).append(page)
    now = this_month()
    days = sorted({now, previous_month(now), *issues}, reverse=True)[:SHOWN]
    states = states_of(days, issues)
    return [
        Month(
            first_day=day,
            state=states[day],
            pages=issues.get(day, []),
            url=month_address(day),
            mailing_url=mailing_address(day) if day in issues else "",
        )
        for day in days
    ]
