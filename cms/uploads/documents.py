"""Is this a document that may be taken? It is stored as it came, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat

from cms.uploads.names import judge_name
from cms.uploads.packages import OFFICE, OPEN_DOCUMENT, judge_package
from cms.uploads.pdf import judge_pdf
from cms.uploads.plain import judge_captions, judge_mp4, judge_text, judge_webm
from cms.uploads.reasons import Reason, UploadRefused

if TYPE_CHECKING:
    from django.core.files.base import File

#: Films are large and known by their beginning, which is all that is read.
FILMS, FILM_HEAD = frozenset({"mp4", "webm"}), 4_096


def judge_document(file: File[Any], name: str) -> None:
    """Raises UploadRefused and nothing else; `file` has a size and is left at its beginning."""
    extension = judge_name(name)
    limit: int = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
    if file.size > limit:
        raise UploadRefused(Reason.TOO_LARGE, filesizeformat(limit))
    if extension in {"svg", "svgz"}:
        raise UploadRefused(Reason.SVG)
    allowed = settings.WAGTAILDOCS_EXTENSIONS
    if extension not in allowed:
        raise UploadRefused(Reason.EXTENSION, ", ".join(allowed).upper())
    file.seek(0)
    data = file.read(FILM_HEAD if extension in FILMS else -1)
    file.seek(0)
    if not data:
        raise UploadRefused(Reason.EMPTY)
    _judge(data, extension)


def _judge(data: bytes, extension: str) -> None:
    if extension == "pdf":
        judge_pdf(data)
    elif extension in OFFICE or extension in OPEN_DOCUMENT:
        judge_package(data, extension)
    elif extension in {"csv", "txt"}:
        judge_text(data)
    elif extension == "vtt":
        judge_captions(data)
    elif extension == "mp4":
        judge_mp4(data)
    elif extension == "webm":
        judge_webm(data)
    else:  # allowed by the settings, but nobody has said how to look into it
        raise UploadRefused(Reason.EXTENSION, ", ".join(settings.WAGTAILDOCS_EXTENSIONS).upper())
