"""How readers and the media come onto the list: they ask, and confirm by a link in a mail.

GET never changes anything, because mail scanners follow every link (RFC 8058, section 3). Who
asks learns nothing about the address: every valid one has the same answer.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms.chrome import home_url
from cms.feedback.limits import Limit, seconds_left, take
from cms.feedback.origins import comes_from_us
from cms.networks import network_of
from cms.place import in_every_language, set_place
from newsletter.actions.confirm import confirm
from newsletter.actions.subscribe import Wish, subscribe
from newsletter.forms import MediaSignUpForm, SignUpForm
from newsletter.models import Audience, SignUp, SubscriberLanguage, SubscriberStatus
from newsletter.tokens import sign_up_id_of, token_for
from newsletter.views.private import place_of_one, private

if TYPE_CHECKING:
    from datetime import datetime


#: Of one network in ten minutes: an office has one address.
SIGN_UPS: Final = Limit("sign-ups", 20)


# Django's token would put a cookie on every reader, and cannot stand in pages that are cached or
# exported as files. Nothing is done here with the rights of who sends; `comes_from_us` keeps
# other sites from having their visitors send it.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest) -> HttpResponse:
    return _door(request, "subscribe", SignUpForm)


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def media(request: HttpRequest) -> HttpResponse:
    return _door(request, "subscribe_media", MediaSignUpForm)


def _door(request: HttpRequest, name: str, kind: type[SignUpForm]) -> HttpResponse:
    if request.method != "POST":
        return _page(request, name, kind())
    form = kind(request.POST)
    if not form.is_valid():
        return _page(request, name, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if not comes_from_us(request):
        form.add_error(None, _("The form came from another site. Send it again from this page."))
        return _page(request, name, form, status=HTTPStatus.FORBIDDEN)
    now = timezone.now()
    if not take(SIGN_UPS, network_of(request), now):
        form.add_error(
            None, _("Many sign-ups have just come from your network. Try again in ten minutes.")
        )
        response = _page(request, name, form, status=HTTPStatus.TOO_MANY_REQUESTS)
        response["Retry-After"] = str(seconds_left(now))
        return response
    if not form.is_trapped:
        subscribe(form.cleaned_data["email"], _wish(form), now)
    answer = redirect(reverse("subscribe_sent"))
    answer.status_code = HTTPStatus.SEE_OTHER
    answer["Cache-Control"] = "no-store"
    return answer


def _wish(form: SignUpForm) -> Wish:
    asked = form.cleaned_data
    return Wish(
        language=SubscriberLanguage(asked["language"]),
        page_language=get_language() or settings.LANGUAGE_CODE,
        audience=asked["audience"],
        name=asked.get("name", ""),
        outlet=asked.get("outlet", ""),
    )


def _page(
    request: HttpRequest, name: str, form: SignUpForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    set_place(request, in_every_language(name))
    of_media = isinstance(form, MediaSignUpForm)
    response = render(
        request,
        "newsletter/subscribe.html",
        {
            "form": form,
            "action": reverse(name),
            "title": _("Join the media list") if of_media else _("Subscribe to the newsletter"),
            "summary": _("Statements, news and pictures by e-mail, as soon as they are published.")
            if of_media
            else _("Once a month: what is new in digital government, in one letter."),
            "breadcrumbs": _breadcrumbs(),
        },
        status=status,
    )
    if request.method == "POST":
        response["Cache-Control"] = "no-store"  # it shows what someone wrote
    return response


def _breadcrumbs() -> list[dict[str, str]]:
    return [{"title": _("Home"), "url": home_url(get_language() or settings.LANGUAGE_CODE)}]


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The same for every address, known or not."""
    set_place(request, in_every_language("subscribe_sent"))
    context = {"title": _("Look into your mailbox"), "breadcrumbs": _breadcrumbs()}
    response = render(request, "newsletter/subscribe_sent.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@csrf_exempt  # the token is the proof, and no cookie is wanted
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    number = sign_up_id_of(token)
    if number is None:
        raise Http404("no link of ours")
    now = timezone.now()
    if request.method == "POST":
        confirm(number, now)
        return private(redirect(reverse("subscribe_confirm", args=[token])))
    place_of_one(request, "subscribe_confirm", token)
    context = _standing(number, now)
    status = HTTPStatus.GONE if context["state"] == "over" else HTTPStatus.OK
    context["breadcrumbs"] = _breadcrumbs()
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
