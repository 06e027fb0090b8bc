"""Which answers are packed on their way? Texts; not what is packed already, nor whole files.

A picture or a film that went through gzip would take the processor's time for nothing, and lose
its length: browsers could show no progress of a download and phones would not play a film.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.middleware.gzip import GZipMiddleware

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

#: The one kind of picture that is a text.
_DRAWN_IN_WORDS = "image/svg"


class PackingMiddleware(GZipMiddleware):
    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if _is_as_small_as_it_gets(response):
            return response
        return super().process_response(request, response)


def _is_as_small_as_it_gets(response: HttpResponseBase) -> bool:
    kind = response.get("Content-Type", "")
    if kind.startswith("image/") and not kind.startswith(_DRAWN_IN_WORDS):
        return True
    # A file as it lies on the disk: what is made while it is sent has no length.
    return response.streaming and response.has_header("Content-Length")
