"""The pattern page and the page of a single pattern, in the language of their address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.chrome import home_url
from cms.place import set_place
from cms.styleguide import examples
from cms.styleguide.foundations import ICON, TOKENS, foundations, icons
from cms.styleguide.patterns import (
    BLOCK,
    block_patterns,
    component_pattern,
    component_patterns,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def everything(request: HttpRequest) -> HttpResponse:
    language = _language()
    _place(request, "styleguide")
    return render(
        request,
        "styleguide/everything.html",
        {
            **_page(_("Pattern page")),
            "components": component_patterns(language, request),
            "blocks": block_patterns(language),
            "foundations": foundations(TOKENS.read_text(encoding="utf-8")),
            "icons": icons(ICON.read_text(encoding="utf-8")),
        },
    )


def one(request: HttpRequest, slug: str) -> HttpResponse:
    language = _language()
    if slug.startswith(BLOCK):
        found = {pattern.slug: pattern for pattern in block_patterns(language)}.get(slug)
    elif slug in examples.names():
        found = component_pattern(examples.component(slug), language, request)
    else:
        found = None
    if found is None:
        raise Http404(f"no component or block is called {slug}")
    _place(request, "styleguide_one", slug)
    context = _page(found.title, (_("Pattern page"), reverse("styleguide")))
    return render(request, "styleguide/one.html", {**context, "pattern": found})


def _language() -> str:
    language = get_language() or settings.LANGUAGE_CODE
    if language not in examples.LANGUAGES:
        raise Http404(f"examples are in {', '.join(examples.LANGUAGES)}, not in {language}")
    return language


def _place(request: HttpRequest, name: str, *args: str) -> None:
    """The page is in each language of the site that examples have."""
    addresses = {}
    for code, _name in settings.LANGUAGES:
        if code in examples.LANGUAGES:
            with translation.override(code):
                addresses[code] = reverse(name, args=args)
    set_place(request, addresses)


def _page(title: str, *crumbs: tuple[str, str]) -> dict[str, Any]:
    home = (_("Home"), home_url(_language()))
    return {
        "title": title,
        "breadcrumbs": [{"title": name, "url": url} for name, url in (home, *crumbs)],
    }
