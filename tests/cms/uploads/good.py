"""Files as honest people send them, small, one of each kind."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import Any

from PIL import Image, ImageDraw

PROFILE = b"\0\0\x02\x0cnone" + b"\0" * 516


def drawing(size: tuple[int, int] = (96, 64), mode: str = "RGB", shift: int = 0) -> Image.Image:
    """Something to see: a slope of light with a disc and a line on it."""
    width, height = size
    slope = Image.linear_gradient("L").resize(size)
    picture = Image.merge("RGB", (slope, slope.transpose(Image.Transpose.ROTATE_180), slope))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((width // 4 + shift, height // 4, width // 2 + shift, height // 2), fill="#c33")
    pen.line((0, height, width, 0), fill="#39f", width=3)
    return picture.convert(mode)


def encoded(picture: Image.Image, kind: str, **options: Any) -> bytes:
    data = io.BytesIO()
    picture.save(data, kind.upper(), **options)
    return data.getvalue()


def moving(kind: str, frames: int = 4, size: tuple[int, int] = (48, 32)) -> bytes:
    first, *rest = (drawing(size, shift=number) for number in range(frames))
    return encoded(first, kind, save_all=True, append_images=rest, duration=80, loop=0)


@cache
def pictures() -> dict[str, bytes]:
    """By file name."""
    plain = drawing()
    return {
        "photo.jpg": encoded(plain, "jpeg", quality=85),
        "steps.jpeg": encoded(plain, "jpeg", quality=85, progressive=True),
        "grey.jpg": encoded(drawing(mode="L"), "jpeg"),
        "print.jpg": encoded(drawing(mode="CMYK"), "jpeg"),
        "drawing.png": encoded(plain, "png"),
        "clear.png": encoded(drawing(mode="RGBA"), "png"),
        "few.png": encoded(plain.quantize(16), "png"),
        "line.png": encoded(drawing(mode="1"), "png"),
        "moving.png": moving("png"),
        "still.gif": encoded(plain.quantize(64), "gif"),
        "moving.gif": moving("gif"),
        "photo.webp": encoded(plain, "webp", quality=80),
        "lossless.webp": encoded(plain, "webp", lossless=True),
        "moving.webp": moving("webp"),
        "photo.avif": encoded(plain, "avif", speed=10),
        "صورة الملتقى.png": encoded(plain, "png"),
    }


def pdf(*objects: bytes, tail: bytes = b"") -> bytes:
    """A PDF of these objects after its catalogue, without a table of places, as many are."""
    body = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    for number, content in enumerate(objects, 2):
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    return body + b"trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n" + tail


_PAGES = b"<< /Type /Pages /Kids [] /Count 0 >>"
_MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}


def package(entries: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return data.getvalue()


def office_entries(kind: str = "docx") -> dict[str, bytes]:
    part = f'<Types><Override PartName="/main.xml" ContentType="{_MAIN[kind]}"/></Types>'
    return {"[Content_Types].xml": part.encode(), "_rels/.rels": b"<R/>", "main.xml": b"<d/>" * 50}


def open_document() -> dict[str, bytes]:
    return {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<d/>"}


@cache
def documents() -> dict[str, bytes]:
    """By file name."""
    return {
        "خطة 2026.pdf": pdf(_PAGES),
        "links.pdf": pdf(_PAGES, b"<< /S /URI /URI (https://example.org/) >>"),
        "letter.docx": package(office_entries("docx")),
        "table.xlsx": package(office_entries("xlsx")),
        "slides.pptx": package(office_entries("pptx")),
        "letter.odt": package(open_document(), zipfile.ZIP_STORED),
        "رسالة.txt": "رسالة قصيرة\nmit Umlaut: ä\n".encode(),
        "utf16.txt": "نص".encode("utf-16"),
        "marked.txt": b"\xef\xbb\xbfwith a mark",
        "numbers.csv": b"a,b\r\n1,2\r\n",
        "captions.vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\nSalam\n",
        "ترجمة.vtt": "\ufeffWEBVTT - ar\n\n00:01.000 --> 00:02.000\nسلام\n".encode(),
        "film.mp4": b"\0\0\0\x18ftypisom\0\0\x02\0isommp41" + b"\0" * 64,
        "film.webm": b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + b"\0" * 64,
    }
