"""Where a request is: the addresses of what it shows, by language.

Whoever answers a request says it once; the header's language switch, `hreflang` and the
canonical address follow from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.urls import reverse
from django.utils import translation

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Place:
    """`addresses` are site-relative, by language code, only where the same thing exists.

    `nearest` says for other languages where their reader is led instead.
    """

    addresses: dict[str, str] = field(default_factory=dict)
    nearest: dict[str, str] = field(default_factory=dict)


def set_place(
    request: HttpRequest, addresses: dict[str, str], nearest: dict[str, str] | None = None
) -> None:
    place = Place(addresses, nearest or {})
    request.barza_place = place  # type: ignore[attr-defined]  # our own attribute


def in_every_language(name: str, *args: str) -> dict[str, str]:
    """The addresses of a door that every language of the site has."""
    addresses = {}
    for code, _language in settings.LANGUAGES:
        with translation.override(code):
            addresses[code] = reverse(name, args=args)
    return addresses


def place_of(request: HttpRequest) -> Place:
    return cast("Place", getattr(request, "barza_place", Place()))
