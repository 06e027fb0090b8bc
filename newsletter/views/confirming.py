"""The link in the mail of confirmation: GET shows the button, POST confirms."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from newsletter.actions.confirm import confirm
from newsletter.models import Audience, SignUp, SubscriberLanguage, SubscriberStatus
from newsletter.tokens import sign_up_id_of, token_for
from newsletter.views.private import place_of_one, private, unknown_link
from newsletter.views.sign_up import breadcrumbs

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse


@never_cache
@csrf_exempt  # the token is the proof, and no cookie is wanted
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    number = sign_up_id_of(token)
    if number is None:
        return unknown_link(request)
    now = timezone.now()
    if request.method == "POST":
        confirm(number, now)
        return private(redirect(reverse("subscribe_confirm", args=[token])))
    place_of_one(request, "subscribe_confirm", token)
    context = _standing(number, now)
    status = HTTPStatus.GONE if context["state"] == "over" else HTTPStatus.OK
    context["breadcrumbs"] = breadcrumbs()
    return private(render(request, "newsletter/subscribe_confirm.html", context, status=status))


def _standing(number: int, now: datetime) -> dict[str, Any]:
    """What the link stands for at `now`: still to confirm, confirmed, or over."""
    sign_up = SignUp.objects.select_related("subscriber").filter(pk=number).first()
    if sign_up is not None and sign_up.is_open(now):
        return {"state": "open", "title": _("Confirm your subscription"), **_of(sign_up)}
    if (
        sign_up is not None
        and sign_up.confirmed_at is not None
        and sign_up.subscriber.status == SubscriberStatus.ACTIVE
    ):
        manage = reverse("subscription", args=[token_for(sign_up.subscriber_id)])
        return {
            "state": "confirmed",
            "title": _("You are on the list"),
            "manage_url": manage,
            **_of(sign_up),
        }
    of_media = sign_up is not None and sign_up.audience == Audience.MEDIA
    return {
        "state": "over",
        "title": _("This link is no longer valid"),
        "again_url": reverse("subscribe_media" if of_media else "subscribe"),
    }


def _of(sign_up: SignUp) -> dict[str, Any]:
    return {
        "media": sign_up.audience == Audience.MEDIA,
        "language_name": SubscriberLanguage(sign_up.language).label,
    }
