"""What an answer has that is for one reader alone."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpResponse

R = TypeVar("R", bound=HttpResponse)


def private(response: R) -> R:
    """A personal page: no search engine, no trace in the next site's log."""
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
