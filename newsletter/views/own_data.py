"""A reader sees what is held about them, takes it along, or has it erased (N8).

GET only tells; POST acts.
"""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms.place import in_every_language, set_place
from newsletter.actions.erase import erase
from newsletter.own_data import own_data
from newsletter.views.private import place_of_one, private
from newsletter.views.subscription import subscriber_of


@never_cache
@csrf_exempt  # the token is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def data(request: HttpRequest, token: str) -> HttpResponse:
    subscriber = subscriber_of(request, token)
    if isinstance(subscriber, HttpResponse):
        return subscriber
    if request.method == "POST":
        now = timezone.now()
        text = json.dumps(own_data(subscriber, now), ensure_ascii=False, indent=2)
        response = HttpResponse(text + "\n", content_type="application/json; charset=utf-8")
        name = f"newsletter-data-{timezone.localdate(now):%Y-%m-%d}.json"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return private(response)
    place_of_one(request, "subscription_data", token)
    context = {
        "manage_url": reverse("subscription", args=[token]),
        "erase_url": reverse("subscription_erase", args=[token]),
        "title": _("Your data"),
    }
    return private(render(request, "newsletter/own_data.html", context))


@never_cache
@csrf_exempt  # the token is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request: HttpRequest, token: str) -> HttpResponse:
    subscriber = subscriber_of(request, token)
    if isinstance(subscriber, HttpResponse):
        return subscriber
    if request.method == "POST":
        erase(subscriber.pk, timezone.now())
        return private(redirect(reverse("subscription_erased")))
    place_of_one(request, "subscription_erase", token)
    context = {
        "manage_url": reverse("subscription", args=[token]),
        "data_url": reverse("subscription_data", args=[token]),
        "title": _("Erase your data"),
    }
    return private(render(request, "newsletter/erase.html", context))


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """The same for everyone: nothing is known any more of who asks."""
    set_place(request, in_every_language("subscription_erased"))
    context = {"title": _("Your data is erased"), "again_url": reverse("subscribe")}
    return private(render(request, "newsletter/erased.html", context))
