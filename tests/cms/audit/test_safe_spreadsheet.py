"""No cell that leaves the house is a formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.audit.safe_spreadsheet import DANGEROUS, safe_cell, safe_rows

FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠1",
    '=HYPERLINK("http://elsewhere.example","x")', "=cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
    " =1", "\u200f=1", "\u202e=1", '"=1', "\ufeff=1", "+971 4 555 5555",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert safe_cell(safe_cell(text)) == f"'{text}", "once is enough"


@pytest.mark.parametrize("value", ["", "نص", "a=b", "1+1", "-3.5", "-12", 7, -7, 3.5, None, True])
def test_what_computes_nothing_stays(value: object) -> None:
    assert safe_cell(value) == value


@given(st.text())
def test_no_text_begins_with_what_programs_compute(text: str) -> None:
    safe = safe_cell(text)
    assert safe.endswith(text)
    assert not safe.startswith(DANGEROUS) or safe[1:].replace(".", "", 1).isdigit()


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2), max_size=5))
def test_rows_stay_the_same_table(rows: list[list[str]]) -> None:
    chunks = []
    for row in rows:
        out = io.StringIO()
        csv.writer(out).writerow(row)
        chunks.append(out.getvalue().encode())
    written = b"".join(safe_rows(chunks)).decode()
    # The reader of CSV takes any line end for its own.
    expected = [[safe_cell(cell) for cell in row] for row in rows]
    assert list(csv.reader(io.StringIO(written, newline=""))) == expected
