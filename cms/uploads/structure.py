"""What does a picture claim to be, before anything is decoded?

Four short walks over the parts of PNG, JPEG, GIF and WebP files, none of which believes a number
that it has not compared with a limit. AVIF is asked for the sizes of all its images. Decoders
allocate memory by these claims and spend time on every part, so both are bounded here first.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cms.uploads.reasons import Reason, UploadRefused

if TYPE_CHECKING:
    from collections.abc import Callable

#: No honest file has more parts: segments, chunks, or blocks of a GIF (255 bytes each).
MAX_PARTS = 50_000
#: Segments of a JPEG before its pixels; cameras write some dozens.
MAX_SEGMENTS = 1_000
#: Scans of a JPEG, each of which is a walk over all pixels; progressive ones have about ten.
MAX_SCANS = 100
#: JPEG markers SOF0..SOF15 but DHT (C4), JPG (C8) and DAC (CC).
_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_GIF_EXTENSION, _GIF_IMAGE, _GIF_END = 0x21, 0x2C, 0x3B


@dataclass(frozen=True, slots=True)
class Claim:
    """Size in pixels of the largest frame, and how many frames there are."""

    width: int
    height: int
    frames: int = 1

    @property
    def pixels(self) -> int:
        return self.width * self.height


def damaged() -> UploadRefused:
    return UploadRefused(Reason.DAMAGED)


def _png(data: bytes) -> Claim:
    if data[12:16] != b"IHDR":
        raise damaged()
    width, height = struct.unpack_from(">II", data, 16)
    frames, place = 1, 8
    for _part in range(MAX_PARTS):
        length, kind = struct.unpack_from(">I4s", data, place)
        if kind == b"acTL":
            (frames,) = struct.unpack_from(">I", data, place + 8)
        if kind == b"IEND":
            return Claim(width, height, max(frames, 1))
        place += 12 + length
    raise UploadRefused(Reason.OVERLOADED)


def _jpeg(data: bytes) -> Claim:
    if data.count(b"\xff\xda") > MAX_SCANS:
        raise UploadRefused(Reason.OVERLOADED)
    claim, place = None, 2
    for _part in range(MAX_SEGMENTS):
        fill, marker = data[place], data[place + 1]
        if fill != 0xFF:
            raise damaged()
        if marker == 0xFF:  # padding
            place += 1
            continue
        if marker == 0xDA:
            if claim is None:
                raise damaged()
            return claim
        if marker in _FRAME_HEADERS:
            height, width = struct.unpack_from(">HH", data, place + 5)
            claim = Claim(width, height)
        (length,) = struct.unpack_from(">H", data, place + 2)
        place += 2 + max(length, 2)
    raise UploadRefused(Reason.OVERLOADED)


def _gif(data: bytes) -> Claim:
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    place = 13 + _colours(flags)
    frames = parts = 0
    while data[place] != _GIF_END:
        if data[place] == _GIF_IMAGE:
            left, top, wide, high, flags = struct.unpack_from("<HHHHB", data, place + 1)
            # A frame that reaches out of the canvas makes it larger.
            width, height = max(width, left + wide), max(height, top + high)
            frames += 1
            place += 11 + _colours(flags)
        elif data[place] == _GIF_EXTENSION:
            place += 2
        else:
            raise damaged()
        while data[place]:
            place += 1 + data[place]
            parts += 1
            if parts > MAX_PARTS:
                raise UploadRefused(Reason.OVERLOADED)
        place += 1
    return Claim(width, height, frames)


def _colours(flags: int) -> int:
    """How many bytes a GIF's table of colours takes."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _webp(data: bytes) -> Claim:
    (size,) = struct.unpack_from("<I", data, 4)
    end = min(size + 8, len(data))
    width = height = frames = 0
    place = 12
    for _part in range(MAX_PARTS):
        if place + 8 > end:
            return Claim(width, height, max(frames, 1))
        kind, length = struct.unpack_from("<4sI", data, place)
        body = data[place + 8 : place + 24]
        wide = high = 0
        if kind == b"VP8X":
            wide, high = (int.from_bytes(body[at : at + 3], "little") + 1 for at in (4, 7))
        elif kind == b"VP8 ":
            wide, high = (side & 0x3FFF for side in struct.unpack_from("<HH", body, 6))
        elif kind == b"VP8L":
            bits = int.from_bytes(body[1:5], "little")
            wide, high = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        frames += kind == b"ANMF"
        width, height = max(width, wide), max(height, high)
        place += 8 + length + length % 2
    raise UploadRefused(Reason.OVERLOADED)


def _avif(data: bytes) -> Claim:
    """The largest of the sizes named anywhere ("ispe"); frames are counted by the decoder."""
    found: list[tuple[int, int]] = []
    place = data.find(b"ispe")
    while place >= 0 and len(found) < MAX_SEGMENTS:
        found.append(struct.unpack_from(">II", data, place + 8))
        place = data.find(b"ispe", place + 4)
    if not found:
        raise damaged()
    width, height = max(found, key=lambda size: size[0] * size[1])
    return Claim(width, height)


_WALKS: dict[str, Callable[[bytes], Claim]] = {
    "png": _png,
    "jpeg": _jpeg,
    "gif": _gif,
    "webp": _webp,
    "avif": _avif,
}


def format_of(head: bytes) -> str | None:
    """The picture format by its first bytes; None for everything else."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and head[8:12] in {b"avif", b"avis"}:
        return "avif"
    return None


def claim_of(kind: str, data: bytes) -> Claim:
    """What the file claims; raises UploadRefused(DAMAGED or OVERLOADED)."""
    try:
        claim = _WALKS[kind](data)
    except (IndexError, struct.error):
        raise damaged() from None
    if claim.pixels <= 0 or claim.frames <= 0:
        raise damaged()
    return claim
