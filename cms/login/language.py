"""In which language does log-in speak, before anyone knows who is coming?

Arabic, unless the visitor has switched; the choice is kept in a cookie. Someone who is logged in
is spoken to as the admin does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_POST

from cms.access.language import language_of
from cms.login.next_address import safe_next

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, HttpResponseBase

PREFIX: Final = "/account/"
_YEAR: Final = 365 * 24 * 3600


class LanguageMiddleware:
    """For the pages of log-in only; they are kept by no cache either."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        language = _language(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers["Cache-Control"] = "no-store, private"
        return response


def _language(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in dict(settings.WAGTAILADMIN_PERMITTED_LANGUAGES):
        return chosen
    if request.user.is_authenticated:
        return language_of(request.user)
    return str(settings.LANGUAGE_CODE)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """POST `language`, and `next` for the way back."""
    answer = HttpResponseRedirect(safe_next(request.POST.get("next")) or reverse("account_login"))
    language = request.POST.get("language", "")
    if language in dict(settings.WAGTAILADMIN_PERMITTED_LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return answer
