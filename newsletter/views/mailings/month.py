"""One month's letter: how far it is, what happened, and what can be done with it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from newsletter.actions.approve import is_own_work
from newsletter.actions.hand_over import progress_of
from newsletter.actions.open_mailing import mailing_of, open_mailing
from newsletter.actions.render_editions import issue_pages
from newsletter.gate.findings import Finding
from newsletter.models import Mailing, MailingState
from newsletter.views.mailings.doors import may, month_in, named, screen, who, written
from newsletter.views.mailings.timeline import steps, timeline
from newsletter.views.mailings.variants import variants_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: From here on nothing is undone.
_BEGUN = (MailingState.SENDING, MailingState.PAUSED, MailingState.SENT)
_ENDED = (MailingState.CANCELLED, MailingState.MISSED)


@may("view_mailing")
@require_safe
def month(request: HttpRequest, month: str) -> HttpResponse:
    first = month_in(month)
    mailing = mailing_of(first)
    pages = issue_pages(first)
    if mailing is None and not pages:
        return screen(request, "nothing", named(first), month=first, status=404)
    state = MailingState(mailing.state) if mailing else MailingState.DRAFT
    return screen(
        request,
        "month",
        named(first),
        month=first,
        mailing=mailing,
        state=state,
        pages=pages,
        steps=steps(state),
        events=timeline(mailing) if mailing else [],
        progress=progress_of(mailing.pk) if mailing and state in _BEGUN else None,
        checks=[Finding.from_json(row) for row in mailing.checks] if mailing else [],
        variants=variants_of(mailing, first),
        own_work=bool(mailing) and _is_own(mailing, request),
        has_begun=state in _BEGUN,
        has_ended=state in _ENDED,
    )


def _is_own(mailing: Mailing | None, request: HttpRequest) -> bool:
    return mailing is not None and is_own_work(mailing, who(request))


@may("change_mailing")
@require_POST
def begin_anew(request: HttpRequest, month: str) -> HttpResponse:
    """A new mailing of a month whose last one was cancelled or missed."""
    first = month_in(month)
    if issue_pages(first):
        open_mailing(first, timezone.now())
    return redirect("newsletter_mailings:month", written(first))
