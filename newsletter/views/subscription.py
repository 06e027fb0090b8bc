"""What readers of the letter do by their own links: choose the language, leave.

GET never changes anything, because mail scanners follow every link (RFC 8058, section 3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from newsletter.actions.leave import leave
from newsletter.forms import LanguageForm
from newsletter.models import Subscriber, SubscriberStatus
from newsletter.tokens import subscriber_id_of
from newsletter.views.private import place_of_one, private

if TYPE_CHECKING:
    from typing import Final

ONE_CLICK: Final = "One-Click"


def _subscriber(token: str) -> Subscriber:
    pk = subscriber_id_of(token)
    subscriber = Subscriber.objects.filter(pk=pk).first() if pk else None
    if subscriber is None:
        raise Http404("no such subscription")
    return subscriber


@never_cache
@csrf_exempt  # the token is the proof; under no-referrer browsers send "Origin: null" besides
@require_http_methods(["GET", "HEAD", "POST"])
def subscription(request: HttpRequest, token: str) -> HttpResponse:
    subscriber = _subscriber(token)
    place_of_one(request, "subscription", token)
    saved = False
    form = LanguageForm(request.POST or None, initial={"language": subscriber.language})
    if request.method == "POST" and form.is_valid():
        subscriber.language = form.cleaned_data["language"]
        subscriber.save(update_fields=["language"])
        saved = True
    return private(
        render(
            request,
            "newsletter/subscription.html",
            {
                "form": form,
                "saved": saved,
                "active": subscriber.status == SubscriberStatus.ACTIVE,
                "unsubscribe_url": reverse("unsubscribe", args=[token]),
                "title": _("Your subscription"),
            },
        )
    )


@never_cache
@csrf_exempt  # RFC 8058: the mail provider posts without a cookie; the token is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    subscriber = _subscriber(token)
    if request.method == "POST":
        leave(subscriber.pk)
        if request.POST.get("List-Unsubscribe") == ONE_CLICK:
            return private(HttpResponse(status=200))
        return private(redirect(reverse("unsubscribe", args=[token])))
    place_of_one(request, "unsubscribe", token)
    return private(
        render(
            request,
            "newsletter/unsubscribe.html",
            {
                "left": subscriber.status == SubscriberStatus.UNSUBSCRIBED,
                "manage_url": reverse("subscription", args=[token]),
                "title": _("Leave the newsletter"),
            },
        )
    )
