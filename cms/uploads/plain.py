"""Is this plain text, or a film, as the name says?"""

from __future__ import annotations

import codecs
import re

from cms.uploads.reasons import Reason, UploadRefused

_BOMS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_PAGE = re.compile(
    r"\s*(?:<\?xml|<!doctype|<!--|<(?:html|head|body|script|svg|iframe|img|style|meta|link|title|"
    r"table|object|embed|form|a|div|p)[\s>/])",
    re.IGNORECASE,
)
#: What other files begin with; a text that begins so is one of them.
_OTHERS = (b"%PDF", b"PK\x03\x04", b"MZ", b"\x7fELF", b"GIF8", b"\x89PNG", b"RIFF", b"#!")
_FILM_BRANDS = (b"iso", b"mp4", b"avc", b"M4V", b"dash", b"msdh", b"mmp4", b"3gp", b"f4v")
_EBML = b"\x1a\x45\xdf\xa3"


def judge_text(data: bytes) -> None:
    """UTF-8, or UTF-16 with its mark; raises UploadRefused."""
    if data.startswith(_OTHERS):
        raise UploadRefused(Reason.MISMATCH, "TXT")
    encoding = next((name for bom, name in _BOMS.items() if data.startswith(bom)), "utf-8-sig")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise UploadRefused(Reason.ENCODING) from None
    if "\0" in text:
        raise UploadRefused(Reason.MISMATCH, "TXT")
    if _PAGE.match(text):
        raise UploadRefused(Reason.MARKUP)


def judge_captions(data: bytes) -> None:
    """WebVTT: UTF-8 that begins with its name; raises UploadRefused."""
    judge_text(data)
    if not re.match(rb"(?:\xef\xbb\xbf)?WEBVTT[ \t\r\n]", data + b"\n"):
        raise UploadRefused(Reason.MISMATCH, "VTT")


def judge_mp4(data: bytes) -> None:
    if data[4:8] != b"ftyp" or not data[8:12].startswith(_FILM_BRANDS):
        raise UploadRefused(Reason.MISMATCH, "MP4")


def judge_webm(data: bytes) -> None:
    if not data.startswith(_EBML) or b"webm" not in data[:64]:
        raise UploadRefused(Reason.MISMATCH, "WEBM")
