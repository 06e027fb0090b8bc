"""The challenge that a browser answers while someone fills in a form (`newsletter.proof`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsletter.proof import challenge as new_challenge

if TYPE_CHECKING:
    from django.http import HttpResponse


@require_safe
def challenge(request: HttpRequest) -> HttpResponse:
    """A new one each time, and nothing stored. The public site may ask for it from its own host,
    where that is another (FORMS_URL)."""
    response = JsonResponse(new_challenge(timezone.now()))
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    if settings.FORMS_URL:
        response["Access-Control-Allow-Origin"] = settings.PUBLIC_URL
    return response
