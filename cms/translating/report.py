"""What is asked of the report, and how it leaves the house as a table."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from cms.audit.safe_spreadsheet import local_iso, safe_cell
from cms.translating import pairs
from cms.translating.models import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cms.translating.overview import Row

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ReportFilter(forms.Form):
    """What is left empty is not asked; what makes no sense finds nothing wrong, but everything."""

    standing = forms.ChoiceField(
        label=gettext_lazy("Status"), required=False, choices=Standing.choices
    )
    into = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Type"), required=False)
    section = forms.ChoiceField(label=gettext_lazy("Section"), required=False)

    def __init__(self, data: Any, rows: Iterable[Row]) -> None:
        super().__init__(data)
        rows = list(rows)
        every = ("", _("All"))
        self._choose("standing", [every, *((one.value, str(one.label)) for one in Standing)])
        self._choose("into", [every, *settings.LANGUAGES])
        self._choose("kind", [every, *((kind, kind) for kind in sorted({r.kind for r in rows}))])
        sections = sorted({row.section for row in rows if row.section})
        self._choose("section", [every, *((name, name) for name in sections)])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def apply(self, rows: list[Row]) -> list[Row]:
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return [row for row in rows if all(getattr(row, name) == asked[name] for name in asked)]


def table(rows: Iterable[Row]) -> list[list[str]]:
    """The rows as text with a heading, in the active language; moments with their offset."""
    heading = [
        _("Status"), _("Title"), _("Source language"), _("Language"), _("Title of the translation"),
        _("Type"), _("Section"), _("Since"), _("Saved"),
    ]  # fmt: skip
    return [
        heading,
        *(
            [
                str(Standing(row.standing).label), row.title, pairs.language_name(row.language),
                pairs.language_name(row.into), row.page_title, row.kind, row.section,
                local_iso(row.since) if row.since else "",
                local_iso(row.saved_at) if row.saved_at else "",
            ]
            for row in rows
        ),
    ]  # fmt: skip


def as_csv(lines: Iterable[list[str]]) -> bytes:
    """With a byte order mark, by which spreadsheets know Arabic."""
    out = io.StringIO()
    writer = csv.writer(out)
    for line in lines:
        writer.writerow([safe_cell(cell) for cell in line])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(lines: Iterable[list[str]], *, right_to_left: bool) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.sheet_view.rightToLeft = right_to_left
    for number, line in enumerate(lines, start=1):
        for column, cell in enumerate(line, start=1):
            written = ILLEGAL_CHARACTERS_RE.sub("", safe_cell(cell))
            sheet.cell(number, column, written).data_type = "s"  # never a formula
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def file_name(extension: str) -> str:
    return f"translations-{timezone.localdate().isoformat()}.{extension}"
