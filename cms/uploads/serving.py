"""How uploaded files reach browsers: as pictures or as downloads, never as something that runs."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.static import serve
from wagtail.coreutils import string_to_ascii
from wagtail.documents.views.serve import serve as serve_by_wagtail

from cms.content_policy import UPLOADS_POLICY
from cms.models import CustomDocument, CustomImage, CustomRendition
from cms.uploads.ranges import asked_part
from cms.uploads.readers import Audience, audience

if TYPE_CHECKING:
    from django.http import HttpRequest

TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
#: What a cache of others may keep for a while; a withdrawn page's picture is gone after it.
CACHING = {
    Audience.EVERYONE: "public, max-age=300",
    Audience.THIS_READER: "private, no-store",
}
ORIGINALS, RENDITIONS, AVATARS = "original_images", "images", "avatar_images"


def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Pictures of the media folder, if `request` may see them.

    Documents lie in the same folder, but have an address of their own that asks who may read.
    Raises Http404 for them, for everything unknown, and for what may not be seen.
    """
    place = PurePosixPath(path)
    kind = TYPES.get(place.suffix.lower())
    readers = _audience(request, place) if kind else None
    if kind is None or readers is None:
        raise Http404("no picture, or not one for this reader")
    response = _sent_by_nginx(path) or serve(request, path, document_root=str(settings.MEDIA_ROOT))
    if response.status_code == HttpResponse.status_code:
        response["Content-Type"] = kind
    response["Cache-Control"] = CACHING[readers]
    return _locked(response)


def _sent_by_nginx(path: str) -> HttpResponse | None:
    """Django says who may read, nginx sends the bytes (X-Accel-Redirect)."""
    if not settings.ACCEL_MEDIA:
        return None
    return HttpResponse(headers={"X-Accel-Redirect": f"{settings.ACCEL_MEDIA}{quote(path)}"})


def serve_document(
    request: HttpRequest, document_id: str, document_filename: str
) -> HttpResponseBase:
    """What anyone reads is always a download.

    Raises Http404 for documents of another name and for those not for this reader. For those of
    a closed collection Wagtail's view asks for the log-in or the password that opens it.
    """
    document = CustomDocument.objects.filter(pk=document_id).select_related("collection").first()
    if document is None:
        raise Http404("no such document")
    readers = audience(request, document, timezone.now())
    if readers is None and not document.collection.get_view_restrictions():
        raise Http404("not for this reader")
    response: HttpResponseBase = serve_by_wagtail(request, document_id, document_filename)
    if response.get("Content-Encoding") == "None":  # so Wagtail says that there is none
        del response["Content-Encoding"]
    response = asked_part(request, response)
    if response.streaming or response.get("Content-Disposition"):
        response["Content-Disposition"] = attachment(document_filename)
        response["Cache-Control"] = CACHING[readers or Audience.THIS_READER]
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


def _audience(request: HttpRequest, place: PurePosixPath) -> Audience | None:
    folder = place.parts[0] if len(place.parts) == 2 else ""
    image: CustomImage | None = None
    if folder == AVATARS:
        return Audience.THIS_READER if request.user.is_authenticated else None
    if folder == RENDITIONS:
        owner = CustomRendition.objects.filter(file=str(place)).select_related("image__collection")
        image = next((row.image for row in owner), None)
    elif folder == ORIGINALS:
        image = CustomImage.objects.filter(file=str(place)).select_related("collection").first()
    return audience(request, image, timezone.now()) if image else None
