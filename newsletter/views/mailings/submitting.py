"""The gate before approval, and the button that submits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from newsletter.actions.open_mailing import mailing_of, open_mailing
from newsletter.actions.render_editions import issue_pages, manuscript_of
from newsletter.actions.submit import GateClosed, submit
from newsletter.gate.run import findings, stops, to_be_seen
from newsletter.models import MailingState
from newsletter.views.mailings.doors import (
    for_mailing,
    may,
    month_in,
    screen,
    to_month,
    who,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from newsletter.gate.findings import Finding
    from newsletter.models import Mailing


@may("change_mailing")
@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: HttpRequest, month: str) -> HttpResponse:
    first = month_in(month)
    if not issue_pages(first):
        return to_month(first)
    if request.method == "POST":
        if mailing_of(first) is None:
            open_mailing(first, timezone.now())
        return _submit(request, month)
    mailing = mailing_of(first)
    if mailing is not None and mailing.state != MailingState.DRAFT:
        return to_month(first)
    now = timezone.now()
    return _gate(request, month, findings(manuscript_of(first, now), now))


@for_mailing
def _submit(request: HttpRequest, mailing: Mailing) -> HttpResponse:
    try:
        submit(mailing.pk, who(request), request.POST.getlist("seen"), timezone.now())
    except GateClosed as closed:
        messages.error(
            request,
            _("It was not submitted: mend what must be mended.")
            if stops(closed.found)
            else _("It was not submitted: tick that you have looked at each of these."),
        )
        return _gate(request, f"{mailing.month:%Y-%m}", closed.found)
    messages.success(request, _("The letter was submitted. Who may approve it is told."))
    return to_month(mailing.month)


def _gate(request: HttpRequest, month: str, found: list[Finding]) -> HttpResponse:
    return screen(
        request,
        "gate",
        _("Check and submit"),
        month=month_in(month),
        findings=found,
        stops=stops(found),
        to_be_seen={finding.key for finding in to_be_seen(found)},
        seen=set(request.POST.getlist("seen")),
    )
