"""A table as a file for spreadsheet programs, in which no text is ever a formula."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.cell.cell import (
    ILLEGAL_CHARACTERS_RE,
)

from cms.audit.safe_spreadsheet import safe_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CSV_TYPE: Final = "text/csv; charset=utf-8"
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _safe(value: object) -> object:
    """What neither a program computes nor a file of the kind may not hold."""
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
    return safe_cell(value)


def csv_of(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with the mark by which spreadsheet programs know it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_safe(cell) for cell in heading])
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_of(
    heading: Sequence[str], rows: Iterable[Sequence[object]], *, title: str, right_to_left: bool
) -> bytes:
    """`title` names the sheet; its direction is that of the reader's language."""
    book = Workbook()
    sheet = book.active
    sheet.title = re.sub(r"[\[\]:*?/\\]", " ", title)[:31]
    sheet.sheet_view.rightToLeft = right_to_left
    sheet.append([_safe(cell) for cell in heading])
    for row in rows:
        sheet.append([_safe(cell) for cell in row])
    sheet.freeze_panes = "A2"
    sheet.column_dimensions["A"].width = 48
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
