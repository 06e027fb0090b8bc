"""How does a table leave the house so that a spreadsheet program runs nothing in it?

A cell of CSV that begins with one of these characters is taken for a formula (CWE-1236); an
apostrophe before it makes it text. Wagtail guards its XLSX cells, but not its CSV.
"""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from wagtail.admin.views.mixins import SpreadsheetExportMixin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Full-width forms too: some programs fold them to the plain ones.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

#: Spaces, marks of direction and quotes: before a formula they do not always protect.
_PASSED_OVER = (
    ' "\u00a0\u200b\u200e\u200f\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'
)


def safe_cell(value: Any) -> Any:
    """The value as text that no program computes; numbers, which cannot, stay as they are."""
    if not isinstance(value, str):
        return value
    bare = value.lstrip(_PASSED_OVER)
    if value.startswith(DANGEROUS) or bare.startswith(DANGEROUS):
        return value if _is_number(value) else f"'{value}"
    return value


def _is_number(value: str) -> bool:
    """-3.5 is a figure and +971 4 555 is none: only digits and one point after a minus."""
    digits = value.removeprefix("-").replace(".", "", 1)
    return value.startswith("-") and digits.isascii() and digits.isdigit()


def local_iso(moment: datetime) -> str:
    """The moment in the house's own zone with its offset, whatever zone the reader prefers."""
    zone = timezone.get_default_timezone()
    return timezone.localtime(moment, zone).isoformat(sep=" ", timespec="seconds")


def safe_rows(chunks: Iterable[bytes | str]) -> Iterator[bytes]:
    """CSV that someone else writes row by row, with every cell made safe."""
    for chunk in chunks:
        text = chunk.decode() if isinstance(chunk, bytes) else chunk
        out = io.StringIO()
        writer = csv.writer(out)
        for row in csv.reader(io.StringIO(text, newline="")):
            writer.writerow([safe_cell(cell) for cell in row])
        yield out.getvalue().encode()


class SafeSpreadsheetMixin(SpreadsheetExportMixin):
    """Put before `ReportView`: cells that compute nothing, moments with their offset."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        if isinstance(value, datetime) and timezone.is_aware(value):
            return local_iso(value)
        return safe_cell(super().preprocess_field_value(field, value, export_format))

    def get_heading(self, queryset: Any, field: str) -> Any:
        return safe_cell(super().get_heading(queryset, field))
