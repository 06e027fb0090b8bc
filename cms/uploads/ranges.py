"""Which part of a file was asked for? Films are fetched in parts, by phones in no other way.

One range of bytes (RFC 9110, section 14); whoever asks for several gets the whole file, as the
RFC allows.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Final

from django.http import FileResponse, HttpResponse

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

PARTIAL, UNSATISFIABLE = 206, 416
_RANGE: Final = re.compile(r"bytes=(?P<first>[0-9]{0,18})-(?P<last>[0-9]{0,18})")


class _Part:
    """So many bytes of an open file from where it stands; has no `fileno`, lest all be sent."""

    def __init__(self, file: IO[bytes], length: int) -> None:
        self.file = file
        self.left = length

    def read(self, most: int) -> bytes:
        data = self.file.read(min(most, self.left))
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.file.close()


def asked_part(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The answer with the part asked for, or as it is; of a whole file it says there are parts."""
    if not isinstance(response, FileResponse) or response.status_code != HttpResponse.status_code:
        return response
    response["Accept-Ranges"] = "bytes"
    found = _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    file = response.file_to_stream
    if request.method != "GET" or found is None or not any(found.groups()) or file is None:
        return response
    if not _is_of_this_version(request.headers.get("If-Range"), response):
        return response
    length = int(response["Content-Length"])
    first, last = _bounds(found["first"], found["last"], length)
    if found["first"] and found["last"] and int(found["last"]) < int(found["first"]):
        return response  # no range at all, by section 14.1.1
    if first > last:
        response.close()
        return HttpResponse(status=UNSATISFIABLE, headers={"Content-Range": f"bytes */{length}"})
    file.seek(first)
    kind = response["Content-Type"]
    response.streaming_content = _Part(file, last - first + 1)  # type: ignore[assignment]  # a file
    response.status_code = PARTIAL
    response["Content-Type"] = kind
    response["Content-Length"] = str(last - first + 1)
    response["Content-Range"] = f"bytes {first}-{last}/{length}"
    return response


def _bounds(first: str, last: str, length: int) -> tuple[int, int]:
    """The first and last byte, both in; the first is after the last where there are none."""
    if not first:
        return max(0, length - int(last)), length - 1
    return int(first), min(int(last), length - 1) if last else length - 1


def _is_of_this_version(known: str | None, response: HttpResponseBase) -> bool:
    """Whether what the browser has already is of the file as it is now (If-Range)."""
    return known is None or known in (response.get("ETag"), response.get("Last-Modified"))
