"""Tables leave the house as files that compute nothing, in the direction of their reader."""

from __future__ import annotations

import csv
import io

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cms.audit.sheets import Sheet, csv_of, download, xlsx_of


def told(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@settings(deadline=None)
@given(
    text=st.text(max_size=30),
    sign=st.sampled_from(["=", "+", "-", "@", "\t=", " =", "\x01=", "\x0b@", ""]),
)
def test_no_cell_is_a_formula(text: str, sign: str) -> None:
    cell = f"{sign}HYPERLINK{text}"
    sheet = Sheet("t", [cell], [[cell], [3]])
    for (written,) in told(csv_of(sheet))[:2]:
        assert written[:1] not in {"=", "+", "-", "@", "\t", "\r", "\x01", "\x0b"}
    page = load_workbook(io.BytesIO(xlsx_of(sheet))).active
    assert [page[place].data_type for place in ("A1", "A2")] == ["s", "s"]
    assert page["A3"].value == 3


def test_numbers_stay_numbers_and_texts_arabic() -> None:
    sheet = Sheet("t", ["الجهة", "العدد"], [["هيئة", 3], ["-3.5", None]])
    assert told(csv_of(sheet)) == [["الجهة", "العدد"], ["هيئة", "3"], ["-3.5", ""]]
    page = load_workbook(io.BytesIO(xlsx_of(sheet))).active
    assert [[cell.value for cell in row] for row in page] == [
        ["الجهة", "العدد"], ["هيئة", 3], ["-3.5", None],
    ]  # fmt: skip


@pytest.mark.parametrize(("language", "from_the_right"), [("ar", True), ("en", False)])
def test_a_sheet_begins_where_its_readers_language_does(
    language: str, from_the_right: bool
) -> None:
    with translation.override(language):
        data = xlsx_of(Sheet("A/B: [2026]" * 4, ["x"], []))
    page = load_workbook(io.BytesIO(data)).active
    assert page.sheet_view.rightToLeft is from_the_right
    assert page.freeze_panes == "A2"
    assert len(page.title) == 31


def test_columns_are_as_wide_as_their_texts_and_no_wider_than_a_screen() -> None:
    sheet = Sheet("t", ["State", "Title"], [["Missing", "a" * 300]])
    page = load_workbook(io.BytesIO(xlsx_of(sheet))).active
    assert [page.column_dimensions[letter].width for letter in "AB"] == [9, 48]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_download_has_its_name_and_is_kept_by_no_cache(ending: str) -> None:
    answer = download(Sheet("t", ["x"], []), "contributions-2026", ending)
    assert answer["Content-Disposition"] == f'attachment; filename="contributions-2026.{ending}"'
    assert answer["Cache-Control"] == "no-store"
