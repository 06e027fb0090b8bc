"""Hands out sharing pictures, of what readers may see and of nothing else."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from cms.chrome import Chrome
from cms.social_cards.store import png_of
from cms.social_cards.subjects import card_of

#: A withdrawn page's picture has gone from the caches of others after it.
CACHING: Final = "public, max-age=3600, immutable"


@require_safe
def card(request: HttpRequest, subject: str, digest: str) -> HttpResponse:
    """The picture of a public page, person, entity, topic or of the site.

    The address of older words leads on to that of today's, lest links shared before a correction
    lose their picture. Raises Http404 for all that is not public.
    """
    found = card_of(subject, names_of_site(request), timezone.now())
    if found is None:
        raise Http404("no picture of this, or not for readers")
    if digest != found.digest:
        response: HttpResponse = HttpResponseRedirect(found.url(subject))
        response["Cache-Control"] = "public, max-age=300"
        return response
    response = HttpResponse(png_of(subject, found), content_type="image/png")
    response["Cache-Control"] = CACHING
    return response


def names_of_site(request: HttpRequest) -> dict[str, tuple[str, str]]:
    """The site's name and tagline by language."""
    chrome, names = Chrome(request), {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            names[language] = (chrome.site_name, chrome.tagline)
    return names
