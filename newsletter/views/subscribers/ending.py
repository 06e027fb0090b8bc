"""What cannot be taken lightly: an address is blocked, or all that is known of it erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.login.step_up import proof_required
from newsletter.actions.erase import erase as erase_data
from newsletter.actions.suppress import block as block_address
from newsletter.models import Subscriber
from newsletter.views.subscribers.deeds import Deed, tell
from newsletter.views.subscribers.doors import list_trail, may, screen, who
from newsletter.views.subscribers.one import trail_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@may("add_suppression")
@require_http_methods(["GET", "HEAD", "POST"])
def block(request: HttpRequest, pk: int) -> HttpResponse:
    subscriber = get_object_or_404(Subscriber, pk=pk)
    if request.method == "POST":
        if block_address(subscriber.email, timezone.now()):
            tell(Deed.BLOCKED, subscriber, who(request))
            messages.success(request, _("The address is blocked and off the list."))
        else:
            messages.info(request, _("The address is on the suppression list already."))
        return redirect("newsletter_subscribers:one", pk)
    return _ask(
        request,
        subscriber,
        _("Block the address"),
        _(
            "Nothing is sent to it any more, and neither a form nor an import brings it back, "
            "until you remove the block on the suppression list."
        ),
        _("Yes, block it"),
    )


@may("delete_subscriber")
@require_http_methods(["GET", "HEAD", "POST"])
@proof_required()
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """The trail keeps the number of the row and who erased it."""
    subscriber = get_object_or_404(Subscriber, pk=pk)
    if request.method == "POST":
        tell(Deed.ERASED, subscriber, who(request))
        erase_data(pk, timezone.now())
        messages.success(request, _("Their data is erased. The proof of consent stays, unnamed."))
        return redirect("newsletter_subscribers:index")
    return _ask(
        request,
        subscriber,
        _("Erase all data"),
        _(
            "The address, the name and all else that is stored of this person are erased. What "
            "stays names nobody: the proof of consent, and a mark by which an import is kept from "
            "bringing them back. Only they themselves can subscribe again. It cannot be undone."
        ),
        _("Yes, erase it all"),
    )


def _ask(
    request: HttpRequest, subscriber: Subscriber, title: str, question: str, button: str
) -> HttpResponse:
    """The screen before something grave."""
    return screen(
        request,
        "sure",
        title,
        trail=(list_trail(), trail_of(subscriber)),
        subscriber=subscriber,
        question=question,
        button=button,
        back=reverse("newsletter_subscribers:one", args=[subscriber.pk]),
    )
