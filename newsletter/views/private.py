"""What a page and its answer have that are for one reader alone."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpRequest, HttpResponse

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
