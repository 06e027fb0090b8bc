"""Every pattern of the resolver, and an address that leads to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import URLPattern, get_resolver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

#: Parts of a pattern that stand for something: `<int:page_id>` and groups of regular expressions.
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)|\([^?()][^()]*\)")
#: Wagtail's pattern of every page's address; the shortest is the home page's.
_TREE = r"((?:[\w\-]+/)*)"
_OF_EXPRESSIONS = re.compile(r"[\^$]|\\Z")


@dataclass(frozen=True, slots=True)
class Route:
    """`name` has its namespaces before it; `route` is the pattern as the resolver tells it."""

    name: str
    route: str
    view: Callable[..., Any]

    @property
    def key(self) -> str:
        """What the route is called in tables: its name, or the pattern of one without."""
        return self.name or self.route

    @property
    def parameters(self) -> list[str]:
        """Names in their order; those without are numbered from 1."""
        found, number = [], 0
        for match in _PARAMETER.finditer(self.route):
            name = match.group(1) or match.group(2)
            if not name:
                number += 1
            found.append(name or str(number))
        return found

    def address(self, values: Mapping[str, object]) -> str:
        """Raises KeyError for a parameter that has no value."""
        names = iter(self.parameters)
        route = self.route.replace(_TREE, "")
        filled = _PARAMETER.sub(lambda _match: str(values[next(names)]), route)
        if "^" in self.route or "$" in self.route:
            filled = _OF_EXPRESSIONS.sub("", filled).replace("\\.", ".").replace(".*", "nothing")
        return "/" + filled


def routes(urlconf: str | None = None) -> list[Route]:
    """In the resolver's order; the site's languages share the patterns of the first."""
    return list(_below(get_resolver(urlconf), "", ""))


def _below(resolver: Any, before: str, namespace: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        text = str(entry.pattern)
        route = before + (text[1:] if before and text.startswith("^") else text)
        if isinstance(entry, URLPattern):
            name = f"{namespace}{entry.name}" if entry.name else ""
            yield Route(name, route, entry.callback)
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _below(entry, route, inner)


ADMIN = "admin/"


def public_routes() -> list[Route]:
    """Those outside the admin that are not hidden by the same pattern before them."""
    first: dict[str, Route] = {}
    for route in routes():
        first.setdefault(route.route.lstrip("^"), route)
    return [route for pattern, route in first.items() if not pattern.startswith(ADMIN)]


#: Values for doors that strangers try.
OF_STRANGERS = {"pk": 1, "uidb36": "1", "key": "none", "token": "none"}

_STRANGERS = ("account/", "health/")


def doors_of_strangers() -> list[str]:
    """Addresses of log-in and health, which no page leads to."""
    return [
        route.address(OF_STRANGERS)
        for route in public_routes()
        if route.route.startswith(_STRANGERS)
    ]
