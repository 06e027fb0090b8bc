"""Test letters: to oneself, or to those who look at letters before readers do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from newsletter.actions.choose_transport import transport_of_tests
from newsletter.actions.open_mailing import mailing_of, open_mailing
from newsletter.actions.render_editions import issue_pages
from newsletter.actions.send_test import AN_HOUR, NoEdition, TooManyTests, send_test
from newsletter.models import SubscriberLanguage, TestReader
from newsletter.rendering.errors import RenderError
from newsletter.transports.base import TransportError, Unanswered
from newsletter.views.mailings.doors import may, month_in, screen, to_month, who
from newsletter.views.mailings.forms import TestReaderForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@may("change_mailing")
@require_POST
def send(request: HttpRequest, month: str) -> HttpResponse:
    first = month_in(month)
    variant = request.POST.get("variant", "")
    if not issue_pages(first) or variant not in SubscriberLanguage.values:
        return to_month(first)
    mailing = mailing_of(first) or open_mailing(first, timezone.now())
    to_list = request.POST.get("to") == "list"
    addresses = (
        list(TestReader.objects.values_list("email", flat=True))
        if to_list
        else [who(request).email]
    )
    try:
        sent = send_test(
            mailing.pk, variant, addresses, transport_of_tests(), who(request), timezone.now()
        )
    except TooManyTests as limit:
        messages.error(
            request,
            ngettext(
                "No more than %(most)s test letters go out in an hour; %(left)s is left.",
                "No more than %(most)s test letters go out in an hour; %(left)s are left.",
                limit.left,
            )
            % {"most": AN_HOUR, "left": limit.left},
        )
    except (NoEdition, RenderError):
        messages.error(
            request, _("The letter cannot be made. “Check and submit” says what to mend.")
        )
    except (TransportError, Unanswered):
        messages.error(
            request,
            _("The test letter could not be handed over. Try again, or tell the operators."),
        )
    else:
        messages.success(
            request,
            ngettext(
                "%(count)s test letter is on its way.",
                "%(count)s test letters are on their way.",
                sent,
            )
            % {"count": sent},
        )
    return to_month(first)


@may("change_mailing")
@require_http_methods(["GET", "HEAD", "POST"])
def readers(request: HttpRequest) -> HttpResponse:
    form = TestReaderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The address gets test letters now."))
        return redirect("newsletter_mailings:test_readers")
    return screen(
        request,
        "test_readers",
        _("Readers of test letters"),
        form=form,
        readers=TestReader.objects.all(),
        most=AN_HOUR,
    )


@may("change_mailing")
@require_POST
def remove_reader(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(TestReader, pk=pk).delete()
    messages.success(request, _("The address gets no more test letters."))
    return redirect("newsletter_mailings:test_readers")
