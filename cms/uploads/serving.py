"""How uploaded files reach browsers: as pictures or as downloads, never as something that runs."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.views.static import serve
from wagtail.coreutils import string_to_ascii
from wagtail.documents.views.serve import serve as serve_by_wagtail

from cms.content_policy import UPLOADS_POLICY
from cms.models import CustomImage, CustomRendition

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Collection

TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
ORIGINALS, RENDITIONS, AVATARS = "original_images", "images", "avatar_images"


def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Pictures of the media folder, if `request` may see their collection.

    Documents lie in the same folder, but have an address of their own that asks who may read.
    Raises Http404 for them, for everything unknown, and for what may not be seen.
    """
    place = PurePosixPath(path)
    kind = TYPES.get(place.suffix.lower())
    if kind is None or not _may_see(request, place):
        raise Http404("no picture, or not one for this reader")
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    if response.status_code == HttpResponse.status_code:
        response["Content-Type"] = kind
    return _locked(response)


def serve_document(
    request: HttpRequest, document_id: str, document_filename: str
) -> HttpResponseBase:
    """Wagtail's view, which asks who may read; what it answers is always a download."""
    response: HttpResponseBase = serve_by_wagtail(request, document_id, document_filename)
    if response.streaming or response.get("Content-Disposition"):
        response["Content-Disposition"] = attachment(document_filename)
        _locked(response)
    return response


def attachment(name: str) -> str:
    """Content-Disposition by RFC 6266, with the name in ASCII for old programs and as it is."""
    plain = "".join(
        sign if sign.isalnum() or sign in " ._-" else "_" for sign in string_to_ascii(name)
    )
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _locked(response: HttpResponseBase) -> HttpResponseBase:
    response["Content-Security-Policy"] = UPLOADS_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _may_see(request: HttpRequest, place: PurePosixPath) -> bool:
    folder = place.parts[0] if len(place.parts) == 2 else ""
    if folder == AVATARS:
        return request.user.is_authenticated
    if folder == RENDITIONS:
        owner = CustomRendition.objects.filter(file=str(place)).select_related("image__collection")
        image = next((row.image for row in owner), None)
    elif folder == ORIGINALS:
        image = CustomImage.objects.filter(file=str(place)).select_related("collection").first()
    else:
        return False
    return image is not None and _may_enter(request, image.collection)


def _may_enter(request: HttpRequest, collection: Collection) -> bool:
    return all(row.accept_request(request) for row in collection.get_view_restrictions())
