"""The doors of readers: a vote, then, if they like, a word about it.

Both are plain forms. GET and HEAD change nothing. Pages of errors are in the language of the
page that was rated, which is that of the address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms.addresses import absolute
from cms.chrome import home_url
from cms.feedback import limits
from cms.feedback.actions.rate import rate
from cms.feedback.actions.remark import remark
from cms.feedback.answers import Vote
from cms.feedback.forms import RemarkForm
from cms.feedback.models import RatedKind, Rating
from cms.feedback.origins import comes_from_us
from cms.feedback.receipts import NOTHING, read_receipt, receipt_for
from cms.feedback.subjects import Subject, place_of, read_key
from cms.feedback.troubles import Trouble
from cms.feedback.words import plain_text
from cms.networks import network_of

if TYPE_CHECKING:
    from datetime import datetime

SEE_OTHER: Final = 303
#: People do not see it; what fills in every field is no reader.
TRAP: Final = "homepage"


# Cached and exported pages cannot hold a token, and readers have no cookie that a foreign site
# could misuse: whoever forges this form gains one vote of the network that sends it. Instead the
# browser says where the form was sent from, the page's key is signed, and votes are limited.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect(home_url(get_language() or settings.LANGUAGE_CODE))
    if not comes_from_us(request):
        return _trouble(request, Trouble.FOREIGN)
    if request.POST.get(TRAP):
        return _see(reverse("rating_thanks", args=[receipt_for(NOTHING)]))
    subject = read_key(request.POST.get("key", ""))
    answer = request.POST.get("vote", "")
    if subject is None or answer not in Vote.values:
        return _trouble(request, Trouble.UNREADABLE)
    now, network = timezone.now(), network_of(request)
    if not limits.take(limits.VOTES, network, now):
        return _too_fast(request, now)
    place = place_of(subject, now)
    if place is None:
        return _trouble(request, Trouble.GONE)
    rating = rate(subject, place, Vote(answer), network=network, now=now)
    return _see(reverse("rating_thanks", args=[receipt_for(rating.pk)]))


# The receipt is the proof: a foreign site does not know it.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def thanks(request: HttpRequest, receipt: str) -> HttpResponse:
    held = read_receipt(receipt)
    written = plain_text(request.POST.get("comment", ""))
    if held is None:
        return _trouble(request, Trouble.UNREADABLE, written=written)
    rating = Rating.objects.filter(pk=held.rating_id).first()
    now = timezone.now()
    page_url = _page_url(rating, now)
    if held.is_over:
        return _trouble(request, Trouble.OVER, written=written, page_url=page_url)
    if request.method != "POST":
        context = {"form": RemarkForm() if rating else None, "page_url": page_url}
        return _render(request, "feedback/thanks.html", context)
    if not comes_from_us(request):
        return _trouble(request, Trouble.FOREIGN, written=written, page_url=page_url)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "page_url": page_url}
        return _render(request, "feedback/thanks.html", context, status=422)
    if not limits.take(limits.REMARKS, network_of(request), now):
        return _too_fast(request, now, written=written, page_url=page_url)
    remark(held.rating_id, **form.cleaned_data)
    return _see(reverse("rating_done", args=[receipt]))


@never_cache
@require_safe
def done(request: HttpRequest, receipt: str) -> HttpResponse:
    held = read_receipt(receipt)
    if held is None:
        return _trouble(request, Trouble.UNREADABLE)
    rating = Rating.objects.filter(pk=held.rating_id).first()
    context = {"page_url": _page_url(rating, timezone.now()), "done": True}
    return _render(request, "feedback/thanks.html", context)


def _page_url(rating: Rating | None, now: datetime) -> str:
    """The absolute address of what was rated, while everyone may read it."""
    if rating is None:
        return ""
    place = place_of(Subject(RatedKind(rating.kind), rating.subject, rating.language), now)
    return absolute(place.path) if place is not None and place.is_open else ""


def _see(address: str) -> HttpResponse:
    answer = HttpResponse(status=SEE_OTHER)
    answer.headers["Location"] = address
    return answer


def _too_fast(request: HttpRequest, now: datetime, **context: str) -> HttpResponse:
    answer = _trouble(request, Trouble.TOO_FAST, **context)
    answer.headers["Retry-After"] = str(limits.seconds_left(now))
    return answer


def _trouble(request: HttpRequest, trouble: Trouble, **context: str) -> HttpResponse:
    found = trouble.value
    told = {"code": found.status, "title": found.title, "text": found.text}
    return _render(request, "feedback/trouble.html", told | context, status=found.status)


def _render(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    answer = render(request, template, context, status=status)
    answer.headers["X-Robots-Tag"] = "noindex"
    # The receipt is in the address. Not "no-referrer", by which the form would say no origin.
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer
