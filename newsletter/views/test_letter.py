"""Where the links of one's own lead in a test letter: to a page that says so, and does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.place import in_every_language, set_place
from newsletter.views.private import private

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@csrf_exempt  # mail programs post here as they would to a reader's own address; nothing changes
@require_http_methods(["GET", "HEAD", "POST"])
def test_letter(request: HttpRequest) -> HttpResponse:
    name = request.resolver_match.url_name if request.resolver_match else "test_letter"
    set_place(request, {}, in_every_language(name or "test_letter"))
    return private(
        render(request, "newsletter/test_letter.html", {"title": _("This was a test letter")})
    )
