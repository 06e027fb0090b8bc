"""In which encoding is a list written? By its mark, by strict UTF-8, else by its Arabic."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum
from typing import TYPE_CHECKING, BinaryIO, Final

from newsletter.importing.refusals import ImportRefused, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator


class Encoding(StrEnum):
    """The value is a name that Python, people and `--encoding` know."""

    UTF_8 = "utf-8"
    UTF_16_LE = "utf-16-le"
    UTF_16_BE = "utf-16-be"
    WINDOWS_1256 = "windows-1256"
    WINDOWS_1252 = "windows-1252"


_MARKS: Final = (
    (codecs.BOM_UTF8, Encoding.UTF_8),
    (codecs.BOM_UTF16_LE, Encoding.UTF_16_LE),
    (codecs.BOM_UTF16_BE, Encoding.UTF_16_BE),
)
#: What other kinds of files begin with.
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")
_OTHERS: Final = (b"MZ", b"\x7fELF", b"GIF8", b"\x89PNG", b"RIFF", b"\xff\xd8\xff", b"SQLite")

_CHUNK: Final = 1 << 20
_HEAD: Final = 4_096
_HIGH: Final = re.compile(rb"[\x80-\xff]")
#: Letters of Arabic in windows-1256 (Microsoft's table, as Python's codec has it).
_LETTER: Final = rb"[\x81\x8d\x8e\x90\xc0-\xd6\xd8-\xdb\xdd-\xdf\xe1\xe3-\xe6\xec\xed]"
#: In Arabic a letter seldom stands alone, and "Müller" read as Arabic has only such.
_WORD: Final = re.compile(_LETTER + rb"{2,}")
#: Accents of French and punctuation, which both tables of Windows write the same way.
_ALIKE: Final = frozenset(
    number
    for number in range(0x80, 0x100)
    if bytes([number]).decode("windows-1256", "replace")
    == bytes([number]).decode("windows-1252", "replace")
)


def encoding_of(stream: BinaryIO, wanted: str = "") -> Encoding:
    """Reads the stream through and leaves it at its beginning; `wanted` takes out the guessing.

    Raises ImportRefused for what is no text, for bytes that the wanted encoding does not have,
    and where windows-1256 is as unlikely as anything else: wrong names are worse than a question.
    """
    stream.seek(0)
    head = stream.read(_HEAD)
    _judge(head)
    marked = next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)
    chosen = Encoding(wanted) if wanted else marked
    if chosen is not None:
        position = _first_fault(stream, chosen)
        if position is not None:
            raise ImportRefused(Refusal.ENCODING_WRONG, encoding=chosen.value, position=position)
        return chosen
    if head.count(0) * 10 > len(head):
        raise ImportRefused(Refusal.NOT_TEXT)
    if _first_fault(stream, Encoding.UTF_8) is None:
        return Encoding.UTF_8
    return _of_windows(stream)


def _judge(head: bytes) -> None:
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise ImportRefused(Refusal.EMPTY)
    if head.lstrip().startswith(b"%PDF"):
        raise ImportRefused(Refusal.PDF)
    if head.startswith(_WORKBOOKS):
        raise ImportRefused(Refusal.WORKBOOK)
    if head.startswith(_OTHERS):
        raise ImportRefused(Refusal.NOT_TEXT)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        yield chunk
    stream.seek(0)


def _first_fault(stream: BinaryIO, encoding: Encoding) -> int | None:
    """The place of the first byte that the encoding does not have."""
    decoder = codecs.getincrementaldecoder(encoding.value)("strict")
    done = 0
    fault = None
    for chunk in _chunks(stream):
        held = len(decoder.getstate()[0])
        if fault is None:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                fault = max(done - held + error.start, 0)
                break
        done += len(chunk)
    if fault is None:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            fault = done
    stream.seek(0)
    return fault


def _of_windows(stream: BinaryIO) -> Encoding:
    high = letters = 0
    differ = False
    for chunk in _chunks(stream):
        bytes_above = _HIGH.findall(chunk)
        high += len(bytes_above)
        differ = differ or any(byte[0] not in _ALIKE for byte in bytes_above)
        letters += sum(len(word) for word in _WORD.findall(chunk))
    if not differ:
        return Encoding.WINDOWS_1252
    if letters * 2 >= high:
        return Encoding.WINDOWS_1256
    raise ImportRefused(Refusal.ENCODING_UNKNOWN)
