"""A table as a file for spreadsheet programs, in which no text is ever a formula."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from django.utils.translation import get_language_bidi
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from cms.audit.safe_spreadsheet import safe_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Types of content, by the ending of the file.
TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: Letters of the widest column; longer texts are read in the cell.
_WIDEST: Final = 48


@dataclass(frozen=True, slots=True)
class Sheet:
    """Texts are in the active language, `title` (of the sheet within its book) too."""

    title: str
    heading: Sequence[str]
    rows: Sequence[Sequence[object]]

    def lines(self) -> list[list[object]]:
        return [[_safe(cell) for cell in line] for line in (self.heading, *self.rows)]


def _safe(value: object) -> object:
    """What neither a program computes nor a file of the kind may not hold."""
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
    return safe_cell(value)


def csv_of(sheet: Sheet) -> bytes:
    """UTF-8 with the mark by which spreadsheet programs know Arabic."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(sheet.lines())
    return out.getvalue().encode("utf-8-sig")


def xlsx_of(sheet: Sheet) -> bytes:
    """Its first column stands on the side where the active language begins."""
    lines = sheet.lines()
    book = Workbook()
    page = book.active
    page.title = re.sub(r"[\[\]:*?/\\]", " ", sheet.title)[:31]
    page.sheet_view.rightToLeft = get_language_bidi()
    for line in lines:
        page.append(line)
    page.freeze_panes = "A2"
    for number, column in enumerate(zip(*lines, strict=True), start=1):
        longest = max(len(str(cell)) for cell in column)
        page.column_dimensions[get_column_letter(number)].width = min(longest + 2, _WIDEST)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def download(sheet: Sheet, name: str, ending: str) -> HttpResponse:
    """The file `name`.`ending`, for this reader alone; `ending` is one of TYPES."""
    answer = HttpResponse(
        csv_of(sheet) if ending == "csv" else xlsx_of(sheet), content_type=TYPES[ending]
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    answer["Cache-Control"] = "no-store"
    return answer
