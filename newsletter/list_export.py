"""How does the list leave the house? Row by row, in columns that the importer reads again.

Headings and values are the same in every language of the admin; moments are UTC (RFC 3339). No
cell is a formula (CWE-1236), and however long the list, only a part of it is held in memory.
"""

from __future__ import annotations

import csv
import io
import itertools
import tempfile
import zipfile
from datetime import UTC
from typing import IO, TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from cms.audit.safe_spreadsheet import safe_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from newsletter.models.subscribers import SubscriberQuerySet

COLUMNS: Final = (
    "email",
    "language",
    "audience",
    "abroad",
    "entity",
    "name",
    "outlet",
    "status",
    "reason",
    "created_at",
    "confirmed_at",
)
#: Of one subscriber, in the same order.
_FIELDS: Final = (
    "email",
    "language",
    "audience",
    "abroad",
    "entity__slug",
    "name",
    "outlet",
    "status",
    "status_reason",
    "created_at",
    "confirmed_at",
)
_AT_ONCE: Final = 1000


def rows_of(subscribers: SubscriberQuerySet) -> Iterator[list[str]]:
    """The cells of each, made safe; `entity` is its slug, `abroad` is "yes" or "no"."""
    found = subscribers.values_list(*_FIELDS).iterator(chunk_size=_AT_ONCE)
    for row in found:
        email, language, audience, abroad, entity, name, outlet, status, reason, *moments = row
        words = (email, language, audience, "yes" if abroad else "no", entity or "", name, outlet)
        cells = (*words, status, reason, *(_moment(moment) for moment in moments))
        yield [_safe(cell) for cell in cells]


def _moment(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else ""


def _safe(cell: str) -> str:
    return str(safe_cell(ILLEGAL_CHARACTERS_RE.sub("", cell)))


def csv_of(subscribers: SubscriberQuerySet) -> Iterator[bytes]:
    """UTF-8 with the mark by which spreadsheet programs know Arabic; whole lines in each part."""
    lines: Iterator[Iterable[str]] = itertools.chain([COLUMNS], rows_of(subscribers))
    encoding = "utf-8-sig"
    while part := list(itertools.islice(lines, _AT_ONCE)):
        out = io.StringIO(newline="")
        csv.writer(out).writerows(part)
        yield out.getvalue().encode(encoding)
        encoding = "utf-8"


_SHEET: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_BOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
#: The parts of a book beside its sheet (ECMA-376, part 1).
_PARTS: Final = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_BOOK}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_BOOK}.worksheet+xml"/>'
    "</Types>",
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="subscribers" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>",
}
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
#: Every cell is a text of its own, which no program computes.
_CELL: Final = '<c t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>'


def xlsx_of(subscribers: SubscriberQuerySet) -> IO[bytes]:
    """An open temporary file from its beginning; it is gone when it is closed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, text in _PARTS.items():
            book.writestr(name, _DECLARATION + text)
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            head = f'{_DECLARATION}<worksheet xmlns="{_SHEET}"><sheetData>'
            sheet.write(head.encode())
            lines: Iterator[Iterable[str]] = itertools.chain([COLUMNS], rows_of(subscribers))
            while part := list(itertools.islice(lines, _AT_ONCE)):
                sheet.write("".join(map(_row, part)).encode())
            sheet.write(b"</sheetData></worksheet>")
    file.seek(0)
    return file


def _row(cells: Iterable[str]) -> str:
    return "<row>" + "".join(_CELL.format(escape(cell)) for cell in cells) + "</row>"
