"""The second person: approves exactly what is shown, or sends it back with the reason."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.login.step_up import proof_required
from newsletter.actions.approve import AnotherLetter, OwnWork, approve, is_own_work
from newsletter.actions.send_back import send_back
from newsletter.actions.void_changed import ContentChanged
from newsletter.gate.findings import Finding
from newsletter.models import Mailing, MailingState
from newsletter.views.mailings.doors import for_mailing, may, screen, to_month, who
from newsletter.views.mailings.forms import ReasonForm
from newsletter.views.mailings.previews import plain_text
from newsletter.views.mailings.variants import shown

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@may("approve_mailing")
@proof_required(timedelta(minutes=15))
@require_http_methods(["GET", "HEAD", "POST"])
@for_mailing
def approval(request: HttpRequest, mailing: Mailing) -> HttpResponse:
    if request.method == "POST":
        _approve(request, mailing)
        return to_month(mailing.month)
    if mailing.state != MailingState.IN_REVIEW:
        return to_month(mailing.month)
    return screen(
        request,
        "approve",
        _("Decide on the letter"),
        month=mailing.month,
        mailing=mailing,
        editions=[(one, plain_text(one)) for one in shown(mailing, mailing.month)],
        checks=[Finding.from_json(row) for row in mailing.checks],
        own_work=is_own_work(mailing, who(request)),
        form=ReasonForm(),
    )


def _approve(request: HttpRequest, mailing: Mailing) -> None:
    try:
        approve(mailing.pk, who(request), request.POST.get("fingerprint", ""), timezone.now())
    except OwnWork:
        messages.error(
            request,
            _(
                "You submitted this letter or changed it since, so that a second person has to "
                "approve it. Nothing was approved."
            ),
        )
    except AnotherLetter:
        messages.error(
            request,
            _(
                "The letter was submitted anew while you were looking at it. Look at it again; "
                "nothing was approved."
            ),
        )
    except ContentChanged:
        messages.error(
            request,
            _(
                "Something that the letter shows has changed since it was submitted. It is a "
                "draft again, and who submitted it is told what changed."
            ),
        )
    else:
        messages.success(request, _("The letter is approved. It can be scheduled now."))


@may("approve_mailing")
@require_http_methods(["GET", "HEAD", "POST"])
@for_mailing
def sending_back(request: HttpRequest, mailing: Mailing) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        send_back(mailing.pk, who(request), form.cleaned_data["reason"], timezone.now())
        messages.success(request, _("The letter was sent back; who submitted it is told why."))
        return to_month(mailing.month)
    return screen(
        request,
        "reason",
        _("Send back"),
        month=mailing.month,
        form=form,
        question=_("What has to change? Who submitted the letter receives the reason."),
        button=_("Send back"),
    )
