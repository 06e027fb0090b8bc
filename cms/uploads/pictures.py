"""Is this a picture that may be taken, and what of it is kept?

One step for every door: size, name, content, pixels, a full decode, and a new encoding (WebP: a
new container). Only that is stored. It has the same pixels, the turn that the camera noted and
the colour profile; places, names, comments and whatever was hung on before or after the picture
are gone.
"""

from __future__ import annotations

import io
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from PIL import Image, JpegImagePlugin

from cms.uploads.names import judge_name
from cms.uploads.reasons import Reason, UploadRefused
from cms.uploads.structure import Claim, claim_of, format_of
from cms.uploads.webp import only_pictures

if TYPE_CHECKING:
    from django.core.files.base import File

FORMATS = {
    "avif": "avif",
    "gif": "gif",
    "jpeg": "jpeg",
    "jpg": "jpeg",
    "png": "png",
    "webp": "webp",
}
MAX_FRAMES = 1_000
#: Where it is less than the settings say: WebP's decoder takes sixteen bytes of memory a pixel,
#: AVIF's encoder thirty, the others four to eight.
MAX_PIXELS = {"avif": 8_000_000, "webp": 12_000_000}
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
#: A colour profile larger than this is left out; the largest in use are half as large.
MAX_PROFILE = 1 << 20
_SVG_SIGNS = (b"<svg", b"<!doctype svg")


def judge_picture(file: File[Any]) -> bytes:
    """The picture as it is to be stored; raises UploadRefused and nothing else.

    `file` has a name and a size and is left at its beginning. Applied to its own result it
    changes nothing that can be seen.
    """
    extension = judge_name(file.name or "")
    limit: int = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if file.size > limit:
        raise UploadRefused(Reason.TOO_LARGE, filesizeformat(limit))
    file.seek(0)
    data = file.read()
    file.seek(0)
    return clean_picture(data, extension)


def clean_picture(data: bytes, extension: str) -> bytes:
    """As `judge_picture`, of bytes whose name and size are known to be right."""
    if not data:
        raise UploadRefused(Reason.EMPTY)
    head = data[:4096].lower()
    if extension in {"svg", "svgz"} or any(sign in head for sign in _SVG_SIGNS):
        raise UploadRefused(Reason.SVG)
    allowed = settings.WAGTAILIMAGES_EXTENSIONS
    if extension not in allowed or extension not in FORMATS:
        raise UploadRefused(Reason.EXTENSION, ", ".join(allowed).upper())
    kind = FORMATS[extension]
    if format_of(data) != kind:
        raise UploadRefused(Reason.MISMATCH, extension.upper())
    _within_limits(kind, claim_of(kind, data))
    try:
        return _anew(kind, data)
    except UploadRefused:
        raise
    except Exception as error:
        # The decoders answer bad files with errors of a dozen unrelated classes (OSError,
        # SyntaxError, struct.error, zlib.error, IndexError, MemoryError, bomb errors, …).
        raise UploadRefused(Reason.DAMAGED) from error


def _within_limits(kind: str, claim: Claim) -> None:
    limit: int = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    limit = min(limit, MAX_PIXELS.get(kind, limit))
    millions = str(limit // 1_000_000)
    if claim.pixels > limit:
        raise UploadRefused(Reason.PIXELS, millions)
    if claim.frames > MAX_FRAMES or claim.pixels * claim.frames > limit:
        raise UploadRefused(Reason.FRAMES, millions)


def _anew(kind: str, data: bytes) -> bytes:
    with Image.open(io.BytesIO(data), formats=[kind.upper()]) as source:
        count = 1 if kind == "jpeg" else getattr(source, "n_frames", 1)
        _within_limits(kind, Claim(*source.size, count))
        if kind == "webp":
            _decode_all(source, count)
            return only_pictures(data, _orientation(source), MAX_PROFILE)
        if count > 1:
            return _moving(kind, source, count)
        source.load()
        options = _options(kind, source)
        return _written(kind, _upright(source), options)


def _decode_all(source: Image.Image, count: int) -> None:
    for number in range(count):
        source.seek(number)
        source.load()


def _moving(kind: str, source: Image.Image, count: int) -> bytes:
    frames, durations = [], []
    for number in range(count):
        source.seek(number)
        source.load()
        durations.append(source.info.get("duration", 0))
        frames.append(source.copy())
    options = _options(kind, source) | {
        "save_all": True,
        "append_images": frames[1:],
        "duration": durations,
        "loop": source.info.get("loop", 1 if kind == "gif" else 0),
    }
    for frame in frames[1:]:
        _bare(kind, frame)
    return _written(kind, frames[0], options)


def _bare(kind: str, frame: Image.Image) -> None:
    """Takes from a frame all that its encoder would write beside the pixels."""
    kept = ("transparency", "background") if kind in {"gif", "png"} else ()
    frame.info = {name: frame.info[name] for name in kept if name in frame.info}


def _written(kind: str, frame: Image.Image, options: dict[str, Any]) -> bytes:
    _bare(kind, frame)
    written = io.BytesIO()
    frame.save(written, format=kind.upper(), **options)
    return written.getvalue()


def _orientation(source: Image.Image) -> int:
    """EXIF's number of how the camera was held, 1 to 8; 1 if the note cannot be read."""
    with suppress(Exception):
        number = source.getexif().get(ORIENTATION, 1)
        if number in range(1, 9):
            return int(number)
    return 1


def _upright(source: Image.Image) -> Image.Image:
    """Turned as the camera noted it, since the note itself is not kept."""
    turn = TURNS.get(_orientation(source))
    return source if turn is None else source.transpose(turn)


def _options(kind: str, source: Image.Image) -> dict[str, Any]:
    options: dict[str, Any] = {}
    profile = source.info.get("icc_profile") or b""
    if 0 < len(profile) <= MAX_PROFILE:
        options["icc_profile"] = profile
    if kind == "jpeg":
        # The camera's own tables: a second encoding by them loses next to nothing.
        options["qtables"] = getattr(source, "quantization", None)
        options["subsampling"] = JpegImagePlugin.get_sampling(source)
        options["optimize"] = True
        options["progressive"] = bool(source.info.get("progressive"))
    elif kind == "avif":
        options |= {"quality": 85, "speed": 9}
    elif kind == "gif":
        options["comment"] = b""
    return options
