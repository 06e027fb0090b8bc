"""What does the house itself answer at an address?

Asked in this process, through all middleware and under the public host, as a reader who is not
logged in; nothing goes over a network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client

if TYPE_CHECKING:
    from django.http import HttpResponse


class OwnHouse:
    """`is_strict` lets a fault of a view through as its exception instead of as a 500."""

    def __init__(self, *, is_strict: bool) -> None:
        public = urlsplit(settings.PUBLIC_URL)
        self._client = Client(
            SERVER_NAME=public.hostname or "localhost", raise_request_exception=is_strict
        )
        if public.port:
            self._client.defaults["SERVER_PORT"] = str(public.port)
        self._secure = public.scheme == "https"

    def get(self, path: str) -> HttpResponse:
        """`path` with its query. Each time a reader who has never been here."""
        self._client.cookies.clear()
        response: HttpResponse = self._client.get(path, secure=self._secure)  # type: ignore[assignment]  # the test client's own answer, with more to it
        return response
