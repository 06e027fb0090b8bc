"""The page where readers search, and its results. GET alone, nothing kept of what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.chrome import home_url
from cms.models import Entity, Topic
from cms.place import in_every_language, set_place
from cms.search.asked import Asked, Trouble, ask
from cms.search.door import may_search
from cms.search.query import Filters, Found, Order, find
from cms.search.results import Address, facets, kind_labels, pages, results
from cms.search.suggest import did_you_mean
from cms.text import excerpt, isolate

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

#: Letters of the query that the heading repeats; the box has all of it.
TITLE_LENGTH: Final = 60


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Without `q` the page for searching; with it the results, for no cache and no index."""
    set_place(request, in_every_language("search"))
    asked = ask(request.GET.get("q", ""))
    if asked.is_empty:
        return _page(request, asked, Found(), {})
    now = timezone.now()
    if not may_search(request, now):
        response = _page(request, asked, Found(), {"too_many": True}, status=429)
        response["Retry-After"] = "60"
        return _kept_by_nobody(response)
    return _kept_by_nobody(_answer(request, asked, now))


def _answer(request: HttpRequest, asked: Asked, now: datetime) -> HttpResponse:
    language = get_language() or settings.LANGUAGE_CODE
    address = Address(reverse("search"), asked.shown, _filters(request), _order(request))
    found = find(asked, language, now, address.filters, address.order, _number(request))
    context: dict[str, Any] = {
        "results": results(found, asked, now),
        "facets": facets(found, address) if found.counts else (),
        "pages": pages(found, address),
        "orders": _orders(address),
        "unfiltered_url": address.url(Filters()) if address.filters.any else "",
        "elsewhere": _elsewhere(found, asked),
        "total": found.total,
        "loose": found.loose,
    }
    if not found.total and not address.filters.any and not asked.trouble:
        meant = did_you_mean(asked, language, now)
        if meant:
            context["meant"] = {"text": meant, "url": Address(address.base, meant).url()}
    return _page(request, asked, found, context)


def _page(
    request: HttpRequest, asked: Asked, found: Found, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    title = _("Search")
    if not asked.is_empty:
        title = _("Search for %(query)s") % {"query": isolate(excerpt(asked.shown, TITLE_LENGTH))}
    crumbs = [{"title": _("Home"), "url": home_url(get_language() or settings.LANGUAGE_CODE)}]
    shown = {
        "title": title,
        "asked": asked,
        "found": found,
        "no_words": asked.trouble is Trouble.NO_WORDS,
        "one_letter": asked.trouble is Trouble.ONE_LETTER,
        "breadcrumbs": crumbs,
    }
    if not found.total:
        shown["topics"] = list(Topic.objects.all())
    return render(request, "search/search.html", shown | context, status=status)


def _filters(request: HttpRequest) -> Filters:
    """Values that nothing has are not asked, rather than answered with an error."""
    said = {name: request.GET.get(name, "") for name in ("kind", "topic", "entity", "year")}
    known = {
        "kind": said["kind"] in kind_labels(),
        "topic": said["topic"] in set(Topic.objects.values_list("slug", flat=True)),
        "entity": said["entity"] in set(Entity.objects.values_list("slug", flat=True)),
        "year": said["year"].isascii() and said["year"].isdigit() and len(said["year"]) == 4,
    }
    return Filters(**{name: value for name, value in said.items() if value and known[name]})


def _order(request: HttpRequest) -> Order:
    return Order.NEWEST if request.GET.get("order") == Order.NEWEST else Order.BEST


def _number(request: HttpRequest) -> int:
    said = request.GET.get("page", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 1


def _orders(address: Address) -> list[dict[str, Any]]:
    labels = {Order.BEST: _("Best match first"), Order.NEWEST: _("Newest first")}
    return [
        {"label": label, "url": address.url(order=order), "current": order is address.order}
        for order, label in labels.items()
    ]


def _elsewhere(found: Found, asked: Asked) -> list[dict[str, Any]]:
    """How many the other languages have, and the way there."""
    offers = []
    for code, name in settings.LANGUAGES:
        if count := found.elsewhere.get(code, 0):
            with translation.override(code):
                url = Address(reverse("search"), asked.shown).url()
            offers.append({"code": code, "name": name, "count": count, "url": url})
    return offers


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex"
    return response
