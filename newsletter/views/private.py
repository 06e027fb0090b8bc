"""What a page and its answer have that are for one reader alone."""

from __future__ import annotations

from http import HTTPStatus
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.place import in_every_language, set_place

R = TypeVar("R", bound=HttpResponse)


def private(response: R) -> R:
    """A personal page: no search engine, no trace in the next site's log."""
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def place_of_one(request: HttpRequest, name: str, token: str) -> None:
    """The language switch stays with the reader's link; as an address it is told to nobody."""
    set_place(request, {}, in_every_language(name, token))


def unknown_link(request: HttpRequest) -> HttpResponse:
    """For a token that is not ours, altered on its way or made for another door: 404."""
    return _dead(request, HTTPStatus.NOT_FOUND, _("This link is not whole"), altered=True)


def nobody_left(request: HttpRequest) -> HttpResponse:
    """For a token that is ours, of someone about whom nothing is kept any more: 410."""
    return _dead(request, HTTPStatus.GONE, _("There is no such subscription any more"))


def over(request: HttpRequest) -> HttpResponse:
    """For a token that is ours and was good for a day: 410."""
    return _dead(request, HTTPStatus.GONE, _("This link is no longer valid"), late=True)


def _dead(
    request: HttpRequest,
    status: HTTPStatus,
    title: str,
    *,
    altered: bool = False,
    late: bool = False,
) -> HttpResponse:
    context = {
        "title": title,
        "altered": altered,
        "late": late,
        "again_url": reverse("subscribe"),
    }
    response = render(request, "newsletter/dead_link.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return private(response)
