"""A WebP file with its pictures and nothing else.

Encoding a WebP picture anew costs up to thirty bytes of memory a pixel and loses quality; its
container is a list of parts, of which only the known ones are kept, as they are. The pictures
have been decoded in full before.
"""

from __future__ import annotations

import struct

_PIXELS = frozenset({b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"})
_HEADER, _PROFILE = b"VP8X", b"ICCP"
_HAS_PROFILE, _HAS_EXIF, _HAS_XMP = 0x20, 0x08, 0x04


def only_pictures(data: bytes, orientation: int, max_profile: int) -> bytes:
    """The file without metadata, unknown parts and what follows it.

    `orientation` is EXIF's number, which is written back alone unless it is 1 (upright).
    """
    (size,) = struct.unpack_from("<I", data, 4)
    end = min(size + 8, len(data))
    kept: list[tuple[bytes, bytes]] = []
    place = 12
    while place + 8 <= end:
        kind, length = struct.unpack_from("<4sI", data, place)
        body = data[place + 8 : min(place + 8 + length, end)]
        place += 8 + length + length % 2
        if kind in _PIXELS or kind == _HEADER or (kind == _PROFILE and length <= max_profile):
            kept.append((kind, body))
    profiled = any(kind == _PROFILE for kind, _body in kept)
    turned = orientation != 1 and kept[0][0] == _HEADER
    if turned:
        kept.append((b"EXIF", _orientation_alone(orientation)))
    parts = bytearray()
    for kind, body in kept:
        if kind == _HEADER:
            flags = body[0] & ~(_HAS_PROFILE | _HAS_EXIF | _HAS_XMP)
            flags |= profiled * _HAS_PROFILE | turned * _HAS_EXIF
            body = bytes([flags]) + body[1:]
        parts += struct.pack("<4sI", kind, len(body)) + body + b"\0" * (len(body) % 2)
    return b"RIFF" + struct.pack("<I", len(parts) + 4) + b"WEBP" + bytes(parts)


def _orientation_alone(number: int) -> bytes:
    """A TIFF block with one entry: tag 0x0112, a short."""
    return b"II*\0\x08\0\0\0" + struct.pack("<HHHIHHI", 1, 0x0112, 3, 1, number, 0, 0)
