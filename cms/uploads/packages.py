"""Is an office document what it says, and does it unpack to what its size promises?

Only the list at the end of the ZIP file is read, and three small entries by name; nothing is
unpacked. The list is measured before the library that reads it believes its counts.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from cms.uploads.reasons import Reason, UploadRefused

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_ENTRIES = 5_000
MAX_LIST = 1 << 20
MAX_UNPACKED = 300 << 20
MAX_RATIO = 200
#: Entries below this are not asked for their ratio: an empty table packs a thousandfold.
SMALL_ENTRY = 1 << 20
MAX_READ = 1 << 20
#: The main part of each kind, as its list of contents names it.
OFFICE = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
    "pptx": b"presentationml.presentation.main+xml",
}
OPEN_DOCUMENT = {"odt": b"application/vnd.oasis.opendocument.text"}
_MACROS = ("vbaproject.bin", "vbadata.xml")
_MACRO_FOLDERS = ("basic/", "scripts/", "word/activex/", "xl/activex/", "ppt/activex/")
_END = struct.Struct("<4sHHHHIIH")
_RELATIONS = "word/_rels/settings.xml.rels"


def judge_package(data: bytes, extension: str) -> None:
    """Raises UploadRefused; `extension` is one of OFFICE or OPEN_DOCUMENT."""
    kind = extension.upper()
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # how Office stores what has a password
        raise UploadRefused(Reason.ENCRYPTED)
    if not data.startswith(b"PK\x03\x04"):
        raise UploadRefused(Reason.MISMATCH, kind)
    _judge_end(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _judge_list(package.infolist(), extension)
            _judge_kind(package, extension)
    except (OSError, ValueError, NotImplementedError, RuntimeError, EOFError, KeyError) as error:
        raise UploadRefused(Reason.DAMAGED) from error
    except (zipfile.BadZipFile, zlib.error, struct.error, IndexError) as error:
        raise UploadRefused(Reason.DAMAGED) from error


def _judge_end(data: bytes) -> None:
    """The list of contents is short, and the file is one package from first byte to last."""
    place = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if place < 0 or place + _END.size > len(data):
        raise UploadRefused(Reason.DAMAGED)
    _sign, disk, _disk, _here, entries, size, start, comment = _END.unpack_from(data, place)
    if data[max(0, place - 20) : place].startswith(b"PK\x06\x07"):
        # ZIP64: its own numbers would be believed, whatever the plain ones say.
        raise UploadRefused(Reason.OVERLOADED)
    if entries > MAX_ENTRIES or size > MAX_LIST:
        raise UploadRefused(Reason.OVERLOADED)
    if disk or start + size != place or place + _END.size + comment != len(data) or comment:
        raise UploadRefused(Reason.DAMAGED)


def _judge_list(entries: list[zipfile.ZipInfo], extension: str) -> None:
    if len(entries) > MAX_ENTRIES:
        raise UploadRefused(Reason.OVERLOADED)
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names) or any(_leads_out(name) for name in names):
        raise UploadRefused(Reason.DAMAGED)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UploadRefused(Reason.ENCRYPTED)
    if _has_macros(names):
        raise UploadRefused(Reason.MACROS, extension.upper())
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UploadRefused(Reason.OVERLOADED)
    for entry in entries:
        packed = max(entry.compress_size, 1)
        if entry.file_size > SMALL_ENTRY and entry.file_size / packed > MAX_RATIO:
            raise UploadRefused(Reason.OVERLOADED)


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name


def _has_macros(names: Iterable[str]) -> bool:
    lowered = [name.lower() for name in names]
    return any(name.endswith(_MACROS) or name.startswith(_MACRO_FOLDERS) for name in lowered)


def _judge_kind(package: zipfile.ZipFile, extension: str) -> None:
    if extension in OPEN_DOCUMENT:
        first = package.infolist()[0]
        if first.filename != "mimetype" or _read(package, "mimetype") != OPEN_DOCUMENT[extension]:
            raise UploadRefused(Reason.MISMATCH, extension.upper())
        return
    contents = _read(package, "[Content_Types].xml")
    if b"macroEnabled" in contents:
        raise UploadRefused(Reason.MACROS, extension.upper())
    if OFFICE[extension] not in contents or b"<!DOCTYPE" in contents:
        raise UploadRefused(Reason.MISMATCH, extension.upper())
    if _RELATIONS in package.namelist():
        relations = _read(package, _RELATIONS)
        # A template that is fetched when the document is opened brings its macros along.
        if b"attachedTemplate" in relations and b"External" in relations:
            raise UploadRefused(Reason.MACROS, extension.upper())


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of an entry; what says the kind of a document is short."""
    if name not in package.namelist():
        raise UploadRefused(Reason.DAMAGED)
    with package.open(name) as entry:
        return entry.read(MAX_READ)
