"""Does a PDF do more than be read?

The web process never parses a PDF: it searches bytes for the names of programs, also where they
are spelled with #-codes, and in the object streams, which are unpacked up to a fixed amount.
Jumps, links and attached files are let through, since nothing of them happens without a click.
"""

from __future__ import annotations

import re
import zlib

from cms.uploads.reasons import Reason, UploadRefused

#: What follows the last "%%EOF": line ends and nothing else, or the file is two files.
MAX_TAIL = 2_048
MAX_STREAMS = 5_000
MAX_UNPACKED = 64 << 20
_STREAM = re.compile(rb"stream\r?\n")


def _name(text: str) -> bytes:
    """A pattern of a PDF name, each of whose letters may be written as #xx."""
    return b"/" + b"".join(
        rb"(?:%s|#%s)" % (sign.encode(), _either_case(f"{ord(sign):02x}")) for sign in text
    )


def _either_case(digits: str) -> bytes:
    return "".join(f"[{d}{d.upper()}]" if d.isalpha() else d for d in digits).encode()


_PROGRAMS = re.compile(b"|".join(_name(text) for text in ("JavaScript", "Launch")))
_ENCRYPTED = re.compile(_name("Encrypt") + rb"[\s<\d]")
_PACKED = re.compile(_name("ObjStm"))


def judge_pdf(data: bytes) -> None:
    """Raises UploadRefused; does not say that the document can be shown."""
    if not data.startswith(b"%PDF-"):
        raise UploadRefused(Reason.MISMATCH, "PDF")
    tail = data[-MAX_TAIL:]
    ending = tail.rfind(b"%%EOF")
    if ending < 0 or tail[ending + 5 :].strip(b"\0\t\n\f\r \x1a"):
        raise UploadRefused(Reason.DAMAGED)
    _judge_part(data)
    left, packed = MAX_UNPACKED, 0
    for count, found in enumerate(_PACKED.finditer(data)):
        if count > MAX_STREAMS:
            raise UploadRefused(Reason.OVERLOADED)
        start = _STREAM.search(data, found.end(), found.end() + 1_024)
        if start is None:  # what cannot be looked into is not taken
            raise UploadRefused(Reason.DAMAGED)
        end = data.find(b"endstream", start.end())
        end = end if end >= 0 else len(data)
        packed += end - start.end()
        if packed > 2 * len(data):  # streams that overlap, each to be read to its end
            raise UploadRefused(Reason.OVERLOADED)
        unpacked = _unpacked(data, start.end(), end, left)
        left -= len(unpacked)
        if left <= 0:
            raise UploadRefused(Reason.OVERLOADED)
        _judge_part(unpacked)


def _judge_part(data: bytes) -> None:
    if _PROGRAMS.search(data):
        raise UploadRefused(Reason.SCRIPT)
    if _ENCRYPTED.search(data):
        raise UploadRefused(Reason.ENCRYPTED)


def _unpacked(data: bytes, start: int, end: int, limit: int) -> bytes:
    """The stream unpacked; one that is packed otherwise than all programs do is refused."""
    view = memoryview(data)[start:end]
    try:
        return zlib.decompressobj().decompress(view, limit)
    except zlib.error:
        raise UploadRefused(Reason.DAMAGED) from None
