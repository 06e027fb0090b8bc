"""A reader sees what is held about them, takes it along, or has it erased (N8).

GET only tells; POST acts. The link of a letter asks for it; a link that is mailed for a day opens
it, so that nobody does to whom a letter was passed on.
"""

from __future__ import annotations

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms.place import in_every_language, set_place
from newsletter.actions.erase import erase
from newsletter.actions.send_data_link import LINK_LIFE, send_data_link
from newsletter.models import Subscriber
from newsletter.own_data import own_data
from newsletter.tokens import data_link_of, token_for
from newsletter.views.private import nobody_left, over, place_of_one, private, unknown_link
from newsletter.views.subscription import subscriber_of


@never_cache
@csrf_exempt  # the token is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, token: str) -> HttpResponse:
    """By a letter's link: says what is held, and has the link to it sent to the owner."""
    subscriber = subscriber_of(request, token)
    if isinstance(subscriber, HttpResponse):
        return subscriber
    sent = request.method == "POST"
    if sent:
        language = get_language() or settings.LANGUAGE_CODE
        send_data_link(subscriber.pk, language, timezone.now())
    place_of_one(request, "subscription_data", token)
    context = {
        "sent": sent,
        "manage_url": reverse("subscription", args=[token]),
        "title": _("What we hold about you"),
    }
    return private(render(request, "newsletter/ask_for_data.html", context))


def _owner_of(request: HttpRequest, token: str) -> Subscriber | HttpResponse:
    """Whose mailbox the link went to, or the answer to one that opens nothing (any more)."""
    link = data_link_of(token)
    if link is None:
        return unknown_link(request)
    pk, made_at = link
    if timezone.now() >= made_at + LINK_LIFE:
        return over(request)
    subscriber = Subscriber.objects.filter(pk=pk).first()
    return nobody_left(request) if subscriber is None else subscriber


@never_cache
@csrf_exempt  # the token is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def data(request: HttpRequest, token: str) -> HttpResponse:
    subscriber = _owner_of(request, token)
    if isinstance(subscriber, HttpResponse):
        return subscriber
    if request.method == "POST":
        now = timezone.now()
        text = json.dumps(own_data(subscriber, now), ensure_ascii=False, indent=2)
        response = HttpResponse(text + "\n", content_type="application/json; charset=utf-8")
        name = f"newsletter-data-{timezone.localdate(now):%Y-%m-%d}.json"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return private(response)
    place_of_one(request, "own_data", token)
    context = {
        "manage_url": reverse("subscription", args=[token_for(subscriber.pk)]),
        "erase_url": reverse("own_data_erase", args=[token]),
        "title": _("Your data"),
    }
    return private(render(request, "newsletter/own_data.html", context))


@never_cache
@csrf_exempt  # the token is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request: HttpRequest, token: str) -> HttpResponse:
    subscriber = _owner_of(request, token)
    if isinstance(subscriber, HttpResponse):
        return subscriber
    if request.method == "POST":
        erase(subscriber.pk, timezone.now())
        return private(redirect(reverse("subscription_erased")))
    place_of_one(request, "own_data_erase", token)
    context = {
        "manage_url": reverse("subscription", args=[token_for(subscriber.pk)]),
        "data_url": reverse("own_data", args=[token]),
        "title": _("Erase your data"),
    }
    return private(render(request, "newsletter/erase.html", context))


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """The same for everyone: nothing is known any more of who asks."""
    set_place(request, in_every_language("subscription_erased"))
    context = {"title": _("Your data is erased"), "again_url": reverse("subscribe")}
    return private(render(request, "newsletter/erased.html", context))
