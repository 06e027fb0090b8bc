"""How readers and the media come onto the list: they ask, and confirm by a link in a mail.

GET never changes anything, because mail scanners follow every link (RFC 8058, section 3). Who
asks learns nothing about the address: every valid one has the same answer.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms.chrome import home_url
from cms.feedback.limits import Limit, seconds_left, take
from cms.feedback.origins import comes_from_us
from cms.networks import network_of
from cms.place import in_every_language, set_place
from newsletter.actions.subscribe import Wish, subscribe
from newsletter.forms import MediaSignUpForm, SignUpForm
from newsletter.models import SubscriberLanguage
from newsletter.tokens import began_token
from newsletter.views.evidence import Evidence, evidence_in

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

#: Of one network in ten minutes: an office has one address. Fewer without a proof of work.
SIGN_UPS: Final = Limit("sign-ups", 20)
UNPROVED: Final = Limit("sign-ups-unproved", 3)


# Django's token would put a cookie on every reader, and cannot stand in pages that are cached or
# exported as files. Nothing is done here with the rights of who sends; `comes_from_us` keeps
# other sites from having their visitors send it.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest) -> HttpResponse:
    return _door(request, SignUpForm)


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def media(request: HttpRequest) -> HttpResponse:
    return _door(request, MediaSignUpForm)


def _door(request: HttpRequest, kind: type[SignUpForm]) -> HttpResponse:
    now = timezone.now()
    if request.method != "POST":
        return _page(request, kind(), now)
    form = kind(request.POST)
    if not form.is_valid():
        return _page(request, form, now, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if not comes_from_us(request):
        form.add_error(None, _("The form came from another site. Send it again from this page."))
        return _page(request, form, now, status=HTTPStatus.FORBIDDEN)
    if form.sent("step"):
        return _page(request, form, now)
    evidence = evidence_in(form, now)
    if evidence in _ONCE_MORE:
        form.add_error(None, _once_more(evidence))
        return _page(request, form, now, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    limit = SIGN_UPS if evidence == Evidence.PROOF else UNPROVED
    if not take(limit, network_of(request), now):
        return _later(request, form, now)
    if not form.is_trapped:
        subscribe(form.cleaned_data["email"], _wish(form), now)
    answer = redirect(reverse("subscribe_sent"))
    answer.status_code = HTTPStatus.SEE_OTHER
    answer["Cache-Control"] = "no-store"
    return answer


_ONCE_MORE: Final = (Evidence.NONE, Evidence.HASTE)


def _once_more(evidence: Evidence) -> str:
    if evidence == Evidence.HASTE:
        return _("That was faster than anyone writes. Press the button once more.")
    return _(
        "Your browser sent no proof of work, as happens where scripts are off. Look over what "
        "you wrote and press the button once more."
    )


def _later(request: HttpRequest, form: SignUpForm, now: datetime) -> HttpResponse:
    form.add_error(
        None, _("Many sign-ups have just come from your network. Try again in ten minutes.")
    )
    response = _page(request, form, now, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(seconds_left(now))
    return response


def _wish(form: SignUpForm) -> Wish:
    asked = form.cleaned_data
    entity = asked.get("entity")
    return Wish(
        language=SubscriberLanguage(asked["language"]),
        page_language=get_language() or settings.LANGUAGE_CODE,
        audience=asked["audience"],
        abroad=asked["abroad"],
        entity_id=entity.pk if entity else None,
        name=asked.get("name", ""),
        outlet=asked.get("outlet", ""),
        wording_day=form.sent("wording"),
    )


def _page(
    request: HttpRequest, form: SignUpForm, now: datetime, status: int = HTTPStatus.OK
) -> HttpResponse:
    """With `step` the address comes from the end of a page, and the rest is asked here."""
    set_place(request, in_every_language(form.door))
    form.ask_for_the_rest()
    response = render(
        request,
        "newsletter/subscribe.html",
        {
            "form": form,
            "began": began_token(now),
            "title": _("Join the media list")
            if isinstance(form, MediaSignUpForm)
            else _("Subscribe to the newsletter"),
            "summary": _summary(form),
            "breadcrumbs": breadcrumbs(),
        },
        status=status,
    )
    if request.method == "POST":
        response["Cache-Control"] = "no-store"  # it shows what someone wrote
    return response


def _summary(form: SignUpForm) -> str:
    if isinstance(form, MediaSignUpForm):
        return _("Statements, news and pictures by e-mail, as soon as they are published.")
    if form.sent("step"):
        return _("One more step: choose how you would like to read it, and press the button.")
    return _("Once a month: what is new in digital government, in one letter.")


def breadcrumbs() -> list[dict[str, str]]:
    return [{"title": _("Home"), "url": home_url(get_language() or settings.LANGUAGE_CODE)}]


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The same for every address, known or not."""
    set_place(request, in_every_language("subscribe_sent"))
    context = {"title": _("Look into your mailbox"), "breadcrumbs": breadcrumbs()}
    response = render(request, "newsletter/subscribe_sent.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
