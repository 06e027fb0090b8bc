"""What a stranger sees at an address: everything that comes back, headers and all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase


@dataclass(frozen=True, slots=True)
class Seen:
    """`text` is the status, the headers and the body, without the address that was asked for."""

    address: str
    text: str


@dataclass
class Reader:
    """Asks without a log-in; remembers which patterns of the resolver it met."""

    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    routes: set[str] = field(default_factory=set)

    def get(self, address: str, method: str = "get", **headers: str) -> Seen:
        """Whatever is answered; server errors raise AssertionError, for they hide leaks."""
        self._note(address)
        return self._seen(address, getattr(self.client, method)(address, headers=headers))

    def post(self, address: str, data: dict[str, str]) -> Seen:
        """What a form is answered with."""
        self._note(address)
        return self._seen(address, self.client.post(address, data))

    def _seen(self, address: str, response: Any) -> Seen:
        well = response.status_code < 500 or address.startswith("/health/")  # 503 is its answer
        assert well, f"{address}: {response.status_code}"
        text = f"{response.status_code}\n{_headers(response)}\n{_body(response)}"
        # Log-in forms and pages of errors repeat the address asked for, which is the reader's.
        return Seen(address, _without(text, address))

    def _note(self, address: str) -> None:
        try:
            self.routes.add(resolve(urlsplit(address).path).route)
        except Resolver404:
            return


def _headers(response: Any) -> str:
    return "\n".join(f"{name}: {value}" for name, value in response.items())


def _body(response: HttpResponseBase) -> str:
    streamed = getattr(response, "streaming_content", None)
    data = b"".join(streamed) if streamed is not None else response.content  # type: ignore[attr-defined]  # one or the other
    return data.decode(errors="replace")


def _without(text: str, address: str) -> str:
    path, query = urlsplit(address).path, urlsplit(address).query
    told = {address, path, path.rstrip("/"), query}
    for known in sorted(
        told | {quote(one) for one in told} | {quote(one, safe="") for one in told}
    ):
        if len(known) > 8:
            text = text.replace(known, "")
    return text
