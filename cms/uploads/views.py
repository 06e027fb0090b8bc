"""Wagtail's preview of a picture's cut, which fails when the stored file is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from wagtail.images.views.images import preview as preview_by_wagtail

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


def preview(request: HttpRequest, image_id: int, filter_spec: str) -> HttpResponseBase:
    """As Wagtail's, but 404 for a file that is missing or cannot be decoded."""
    try:
        response: HttpResponseBase = preview_by_wagtail(request, image_id, filter_spec)
    except (Http404, PermissionDenied):
        raise
    except Exception as error:
        # Files go missing and decoders fail with errors of many unrelated classes.
        raise Http404("the picture's file is missing or broken") from error
    return response
