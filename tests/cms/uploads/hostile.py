"""Pictures nobody should have to accept, made anew for each run of the tests."""

from __future__ import annotations

import gzip
import random
import struct
import zlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from .good import drawing, encoded, package, pdf, pictures

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPT = b"<!doctype html><html><body><script>alert(document.domain)</script></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>'


@dataclass(frozen=True, slots=True)
class Case:
    """A file to send. `certain`: it has to be refused; else it only must not harm."""

    name: str
    data: bytes
    certain: bool = True


def chunk(kind: bytes, body: bytes = b"", *, crc: int | None = None) -> bytes:
    check = zlib.crc32(kind + body) if crc is None else crc
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)


def png(width: int, height: int, *more: bytes, depth: int = 8, kind: int = 2) -> bytes:
    """A PNG that claims a size; `more` are its chunks, of which IEND is added."""
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    sign = b"\x89PNG\r\n\x1a\n"
    return sign + chunk(b"IHDR", header) + b"".join(more) + chunk(b"IEND")


def packed(size: int) -> bytes:
    """`size` zero bytes, a thousandth as long."""
    worker = zlib.compressobj(9)
    whole, rest = divmod(size, 1 << 20)
    block = bytes(1 << 20)
    return b"".join(worker.compress(block) for _ in range(whole)) + (
        worker.compress(bytes(rest)) + worker.flush()
    )


def legal_121_megapixels() -> bytes:
    """A true picture of 11,000 × 11,000 grey pixels in 120 KB."""
    return png(11_000, 11_000, chunk(b"IDAT", packed(11_001 * 11_000)), kind=0)


def jpeg_claiming(width: int, height: int) -> bytes:
    data = bytearray(encoded(drawing(), "jpeg"))
    place = data.index(b"\xff\xc0")
    struct.pack_into(">HH", data, place + 5, height, width)
    return bytes(data)


def gif(width: int, height: int, *frames: bytes) -> bytes:
    return (
        b"GIF89a"
        + struct.pack("<HHBBB", width, height, 0x80, 0, 0)
        + b"\0" * 6
        + (b"".join(frames) + b";")
    )


def gif_frame(width: int, height: int, left: int = 0) -> bytes:
    return b"," + struct.pack("<HHHHB", left, 0, width, height, 0) + b"\x02\x02\x4c\x01\x00"


def webp(*parts: tuple[bytes, bytes]) -> bytes:
    body = b"".join(
        kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for kind, data in parts
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def webp_canvas(width: int, height: int, flags: int = 0) -> tuple[bytes, bytes]:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"VP8X", bytes([flags, 0, 0, 0]) + sides


def avif_claiming(width: int, height: int) -> bytes:
    data = bytearray(pictures()["photo.avif"])
    struct.pack_into(">II", data, data.index(b"ispe") + 8, width, height)
    return bytes(data)


def jpeg_with(segment: bytes, times: int) -> bytes:
    data = pictures()["photo.jpg"]
    return data[:2] + segment * times + data[2:]


def _truncated() -> Iterator[Case]:
    for name, data in pictures().items():
        for part in (0.02, 0.1, 0.35, 0.6, 0.9):
            yield Case(f"cut-{part}-{name}", data[: max(1, int(len(data) * part))])


def _flipped() -> Iterator[Case]:
    dice = random.Random(20)  # noqa: S311 - the same bytes in each run
    for name, data in pictures().items():
        for number in range(3):
            bent = bytearray(data)
            for _ in range(4):
                bent[dice.randrange(8, len(bent))] ^= 1 << dice.randrange(8)
            yield Case(f"bent-{number}-{name}", bytes(bent), certain=False)


def _claims() -> Iterator[Case]:
    line = chunk(b"IDAT", zlib.compress(b"\0" * 100))
    yield Case("claim-60000.png", png(60_000, 60_000, line))
    yield Case("claim-max.png", png(2**31 - 1, 2**31 - 1, line))
    yield Case("claim-over.png", png(2**32 - 1, 2**32 - 1, line))
    yield Case("claim-flat.png", png(20_000_001, 1, line))
    yield Case("none-wide.png", png(0, 64, line))
    yield Case("none-high.png", png(64, 0, line))
    yield Case("grey-121.png", legal_121_megapixels())
    yield Case("claim.jpg", jpeg_claiming(65_500, 65_500))
    yield Case("none.jpg", jpeg_claiming(0, 0))
    yield Case("claim.gif", gif(65_535, 65_535, gif_frame(1, 1)))
    yield Case("out.gif", gif(10, 10, gif_frame(60_000, 60_000, left=5_000)))
    yield Case("none.gif", gif(0, 0, gif_frame(0, 0)))
    yield Case("claim.webp", webp(webp_canvas(16_384, 16_384), (b"VP8L", b"\x2f" + bytes(9))))
    lossless = b"\x2f" + (0x3FFF | 0x3FFF << 14).to_bytes(4, "little")
    yield Case("claim-l.webp", webp((b"VP8L", lossless + bytes(20))))
    sides = struct.pack("<HH", 16_383, 16_383)
    yield Case("claim-v.webp", webp((b"VP8 ", b"\x30\x01\0\x9d\x01\x2a" + sides + bytes(30))))
    yield Case("claim.avif", avif_claiming(60_000, 60_000))
    yield Case("none.avif", avif_claiming(0, 0))
    yield Case("nine-megapixels.avif", avif_claiming(3_000, 3_000))


def _bombs() -> Iterator[Case]:
    frame = gif_frame(1, 1)
    yield Case("frames.gif", gif(4_000, 4_000, *[frame] * 500))
    yield Case("many-frames.gif", gif(1, 1, *[frame] * 20_000))
    yield Case("blocks.gif", gif(8, 8, b"!\xfe" + b"\x01a" * 200_000 + b"\0", frame))
    control = struct.pack(">II", 2**31 - 1, 0)
    good = pictures()["drawing.png"]
    yield Case("frames.png", good[:33] + chunk(b"acTL", control) + good[33:])
    shape = webp_canvas(4_000, 4_000, flags=2)
    part = (b"ANMF", bytes(16) + b"VP8L" + struct.pack("<I", 6) + b"\x2f" + bytes(5))
    yield Case("frames.webp", webp(shape, (b"ANIM", bytes(6)), *[part] * 400))
    texts = chunk(b"zTXt", b"note\0\0" + packed(40 << 20))
    yield Case("text.png", good[:33] + texts * 3 + good[33:], certain=False)
    words = chunk(b"iTXt", b"note\0\1\0\0\0" + packed(40 << 20))
    yield Case("words.png", good[:33] + words * 3 + good[33:], certain=False)
    profile = chunk(b"iCCP", b"p\0\0" + packed(60 << 20))
    yield Case("profile.png", good[:33] + profile + good[33:], certain=False)
    yield Case("chunks.png", good[:33] + chunk(b"teXt") * 120_000 + good[33:])
    yield Case("pixels.png", png(64, 64, chunk(b"IDAT", packed(80 << 20))), certain=False)
    note = b"\xff\xfe\xff\xff" + bytes(65_533)
    yield Case("segments.jpg", jpeg_with(note, 1_600))  # a hundred megabytes
    yield Case("claimed-segments.jpg", jpeg_with(b"\xff\xfe\xff\xff", 200))
    yield Case("small-segments.jpg", jpeg_with(b"\xff\xfe\0\x02", 400_000))
    yield Case("endless-padding.jpg", b"\xff\xd8" + b"\xff" * 3_000_000)
    scans = pictures()["steps.jpeg"]
    place = scans.rindex(b"\xff\xda")
    yield Case("scans.jpg", scans[:place] + scans[place:-2] * 3_000 + scans[-2:])
    yield Case("eleven-megabytes.png", good + bytes(11 << 20))


def _wrong_sums() -> Iterator[Case]:
    good = zlib.compress(b"\0" * 100)
    yield Case("sum.png", png(4, 4, chunk(b"IDAT", good, crc=7)), certain=False)
    yield Case("order.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IEND"))
    yield Case("no-pixels.png", png(4, 4))
    yield Case("palette.png", png(4, 4, chunk(b"IDAT", good), kind=3))
    yield Case("depth.png", png(4, 4, chunk(b"IDAT", good), depth=99))
    yield Case("packed.png", png(4, 4, chunk(b"IDAT", b"not packed at all")))
    yield Case("header.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0" * 5))
    yield Case("negative.png", b"\x89PNG\r\n\x1a\n" + b"\xff\xff\xff\xffIHDR" + bytes(40))


def _disguised() -> Iterator[Case]:
    plain = drawing()
    for kind in ("tiff", "bmp", "ico", "ppm", "tga", "pcx", "dib", "jpeg2000", "icns"):
        data = encoded(plain.resize((64, 64)), kind)
        for name in ("png", "jpg", "gif"):
            yield Case(f"{kind}.{name}", data)
    for name, data in (("a.jpg", "drawing.png"), ("b.png", "photo.jpg"), ("c.gif", "photo.webp")):
        yield Case(f"other-{name}", pictures()[data])
    for name in ("psd", "heic", "bmp", "tiff", "php", "exe", "", "png.html"):
        yield Case(f"kind.{name}", pictures()["drawing.png"])


def _drawings() -> Iterator[Case]:
    entities = b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + SVG
    for number, data in enumerate(
        (
            SVG,
            b'<?xml version="1.0"?>' + SVG,
            b"\xef\xbb\xbf" + SVG,
            b"<!-- GIF89a -->" + SVG,
            b" \n\t" + SVG,
            entities,
            SVG.decode().encode("utf-16"),
            gzip.compress(SVG),
            b"GIF89a" + SVG,
            b"\x89PNG\r\n\x1a\n" + SVG,
        )
    ):
        for name in ("svg", "png", "jpg", "svgz"):
            yield Case(f"drawing-{number}.{name}", data)


def _polyglots() -> Iterator[Case]:
    """Those that begin as true pictures may be taken, but nothing of the rest may be kept."""
    archive = package({"a.html": SCRIPT})
    for name in ("photo.jpg", "drawing.png", "still.gif", "photo.webp", "photo.avif"):
        for what, rest in (("page", SCRIPT), ("zip", archive), ("pdf", pdf()), ("svg", SVG)):
            yield Case(f"{what}-behind-{name}", pictures()[name] + rest, certain=False)
            yield Case(f"{what}-before-{name}", rest + pictures()[name])
    yield Case(
        "comment.jpg",
        jpeg_with(b"\xff\xfe" + struct.pack(">H", 2 + len(SCRIPT)) + SCRIPT, 1),
        certain=False,
    )
    yield Case("comment.gif", encoded(drawing(mode="P"), "gif", comment=SCRIPT), certain=False)
    yield Case("javascript.gif", b"GIF89a/*" + bytes(20) + b"*/=1;alert(1);")
    yield Case("page.jpg", SCRIPT)
    yield Case("page.gif", b"GIF89a" + SCRIPT)
    yield Case("text.webp", webp((b"EXIF", SCRIPT), (b"XMP ", SCRIPT)))


def _names() -> Iterator[Case]:
    data = pictures()["drawing.png"]
    for name in (
        "turn\u202egnp.png",
        "null\0.png",
        "line\n.png",
        "a" * 200 + ".png",
        ".png",
        "..png",
    ):
        yield Case(name, data, certain=name not in {"null\0.png", "line\n.png", ".png"})


def _empty() -> Iterator[Case]:
    for name in ("png", "jpg", "gif", "webp", "avif"):
        yield Case(f"empty.{name}", b"")
        yield Case(f"zeros.{name}", bytes(4_096))
        yield Case(f"noise.{name}", random.Random(name).randbytes(4_096))  # noqa: S311 - the same bytes in each run


@cache
def hostile_pictures() -> tuple[Case, ...]:
    makers = (
        _truncated, _flipped, _claims, _bombs, _wrong_sums, _disguised, _drawings, _polyglots,
        _names, _empty,
    )  # fmt: skip
    return tuple(case for make in makers for case in make())
