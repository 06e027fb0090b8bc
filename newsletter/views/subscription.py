"""What readers of the letter do by their own links: choose, leave, take it back.

GET never changes anything, because mail scanners follow every link (RFC 8058, section 3).
"""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from newsletter.actions.leave import leave
from newsletter.actions.prefer import Preferences, prefer
from newsletter.actions.stay import may_stay, stay
from newsletter.forms import LeaveForm, MediaPreferencesForm, PreferencesForm
from newsletter.models import (
    Audience,
    StatusReason,
    Subscriber,
    SubscriberLanguage,
    SubscriberStatus,
)
from newsletter.tokens import leaving_of, stay_token_for, subscriber_id_of, token_for
from newsletter.views.private import nobody_left, place_of_one, private, unknown_link

if TYPE_CHECKING:
    from datetime import datetime

ONE_CLICK: Final = "One-Click"
#: So long may the button be pressed a second time by who pressed it first.
_SECOND_PRESS: Final = timedelta(minutes=5)


def subscriber_of(request: HttpRequest, token: str) -> Subscriber | HttpResponse:
    """Whose link it is, or the answer to one that is nobody's."""
    pk = subscriber_id_of(token)
    if pk is None:
        return unknown_link(request)
    subscriber = Subscriber.objects.filter(pk=pk).first()
    return nobody_left(request) if subscriber is None else subscriber


@never_cache
@csrf_exempt  # the token is the proof; under no-referrer browsers send "Origin: null" besides
@require_http_methods(["GET", "HEAD", "POST"])
def subscription(request: HttpRequest, token: str) -> HttpResponse:
    subscriber = subscriber_of(request, token)
    if isinstance(subscriber, HttpResponse):
        return subscriber
    place_of_one(request, "subscription", token)
    of_media = subscriber.audience == Audience.MEDIA
    kind = MediaPreferencesForm if of_media else PreferencesForm
    form = kind(request.POST if request.method == "POST" else None, initial=_chosen(subscriber))
    saved, status = False, HTTPStatus.OK
    if request.method == "POST":
        if form.is_valid():
            saved = prefer(subscriber.pk, _preferences(form))
        else:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "form": form,
        "saved": saved,
        "active": subscriber.status == SubscriberStatus.ACTIVE,
        "media": of_media,
        "unsubscribe_url": reverse("unsubscribe", args=[token]),
        "data_url": reverse("subscription_data", args=[token]),
        "again_url": reverse("subscribe_media" if of_media else "subscribe"),
        "title": _("Your subscription"),
    }
    return private(render(request, "newsletter/subscription.html", context, status=status))


def _chosen(subscriber: Subscriber) -> dict[str, object]:
    return {
        "language": subscriber.language,
        "audience": subscriber.audience,
        "entity": subscriber.entity_id,
        "abroad": subscriber.abroad,
        "name": subscriber.name,
        "outlet": subscriber.outlet,
    }


def _preferences(form: PreferencesForm) -> Preferences:
    chosen = form.cleaned_data
    entity = chosen.get("entity")
    return Preferences(
        language=SubscriberLanguage(chosen["language"]),
        audience=chosen["audience"],
        abroad=chosen["abroad"],
        entity_id=entity.pk if entity else None,
        name=chosen["name"],
        outlet=chosen.get("outlet", ""),
    )


@never_cache
@csrf_exempt  # RFC 8058: the mail provider posts without a cookie; the token is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    one_click = request.method == "POST" and request.POST.get("List-Unsubscribe") == ONE_CLICK
    subscriber = subscriber_of(request, token)
    if isinstance(subscriber, HttpResponse):
        # Whoever is not there any more gets no letters either: what the provider wants is done.
        done = one_click and subscriber.status_code == HTTPStatus.GONE
        return private(HttpResponse(status=HTTPStatus.OK)) if done else subscriber
    now = timezone.now()
    if one_click:
        leave(subscriber.pk, StatusReason.ONE_CLICK, now)
        return private(HttpResponse(status=HTTPStatus.OK))
    if request.method == "POST":
        leave(subscriber.pk, LeaveForm(request.POST).chosen(), now)
        return private(redirect(_after_leaving(subscriber.pk, token, now)))
    place_of_one(request, "unsubscribe", token)
    left = subscriber.status not in (SubscriberStatus.ACTIVE, SubscriberStatus.PENDING)
    context = {
        "left": left,
        "form": LeaveForm(),
        "manage_url": reverse("subscription", args=[token]),
        "again_url": reverse("subscribe"),
        "title": _("Leave the newsletter"),
    }
    return private(render(request, "newsletter/unsubscribe.html", context))


def _after_leaving(pk: int, token: str, now: datetime) -> str:
    """To the page with the way back, which only who leaves just now is shown.

    A letter that was passed on holds the link for leaving; it must not bring anyone back.
    """
    subscriber = Subscriber.objects.filter(pk=pk).first()
    if (
        subscriber is None
        or now - subscriber.status_at > _SECOND_PRESS
        or not may_stay(subscriber, subscriber.status_at, now)
    ):
        return reverse("unsubscribe", args=[token])
    return reverse("unsubscribed", args=[stay_token_for(pk, subscriber.status_at)])


@never_cache
@csrf_exempt  # the token is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribed(request: HttpRequest, token: str) -> HttpResponse:
    """You have left, and for some weeks may take it back."""
    leaving = leaving_of(token)
    if leaving is None:
        return unknown_link(request)
    pk, left_at = leaving
    subscriber = Subscriber.objects.filter(pk=pk).first()
    if subscriber is None:
        return nobody_left(request)
    now = timezone.now()
    if request.method == "POST":
        stay(pk, left_at, now)
        return private(redirect(reverse("unsubscribed", args=[token])))
    place_of_one(request, "unsubscribed", token)
    back = subscriber.status == SubscriberStatus.ACTIVE
    context = {
        "back": back,
        "may_stay": may_stay(subscriber, left_at, now),
        "manage_url": reverse("subscription", args=[token_for(pk)]),
        "again_url": reverse("subscribe"),
        "title": _("You are on the list again") if back else _("You have left the newsletter"),
    }
    return private(render(request, "newsletter/unsubscribed.html", context))
