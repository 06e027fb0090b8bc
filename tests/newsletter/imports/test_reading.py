"""Files as the world makes them: every table that can be written is read as it was written."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.importing.csv_records import LINE_LIMIT, records
from newsletter.importing.encoding import Encoding, encoding_of
from newsletter.importing.list_file import look_into
from newsletter.importing.refusals import ImportRefused, Refusal
from newsletter.models import Subscriber
from tests.newsletter.imports.lists import outcomes, taken, written

if TYPE_CHECKING:
    from pathlib import Path

CELLS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=6)


@settings(deadline=None)
@given(TABLES, st.sampled_from(",;\t"), st.booleans())
def test_what_is_written_as_csv_is_read_as_it_was(
    table: list[list[str]], separator: str, everything_quoted: bool
) -> None:
    out = io.StringIO(newline="")
    if everything_quoted:
        writer = csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\n")
    else:
        writer = csv.writer(out, delimiter=separator)
    writer.writerows(table)
    read = list(records(io.StringIO(out.getvalue(), newline=""), separator))
    assert [record.cells for record in read] == table
    assert [record.number for record in read] == list(range(1, len(table) + 1))
    assert not any(record.broken for record in read)


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from(",;\t"))
def test_no_text_whatever_stops_the_reader(text: str, separator: str) -> None:
    for record in records(io.StringIO(text, newline=""), separator):
        assert "\0" not in "".join(record.cells)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_text_in_utf_8_and_utf_16_is_told_by_itself(text: str) -> None:
    head = "email,name\r\n"
    try:
        content = (head + text).encode("utf-8")
    except UnicodeEncodeError:  # half of a pair is no text
        return
    if content.count(b"\0") * 10 <= len(content):
        assert encoding_of(io.BytesIO(content)) == Encoding.UTF_8
    for order in ("utf-16-le", "utf-16-be"):
        marked = ("\ufeff" + head + text).encode(order)
        assert encoding_of(io.BytesIO(marked)).value == order


ARABIC = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئةى", min_size=2, max_size=9)


@settings(deadline=None)
@given(st.lists(ARABIC, min_size=1, max_size=20))
def test_arabic_words_in_windows_1256_are_told_by_themselves(words: list[str]) -> None:
    content = ("email,name\r\n" + "\r\n".join(f"a@b.example,{word}" for word in words)).encode(
        "windows-1256"
    )
    found = encoding_of(io.BytesIO(content))
    assert found == Encoding.WINDOWS_1256
    assert all(word in content.decode(found.value) for word in words)


def test_german_in_another_encoding_is_not_taken_for_arabic(tmp_path: Path) -> None:
    text = "email,name\r\na@b.example,Jörg Müller\r\nc@b.example,Äße Öz\r\n"
    path = written(tmp_path, text, encoding="cp1252")
    with pytest.raises(ImportRefused) as refused:
        look_into(path, path.name)
    assert refused.value.refusal == Refusal.ENCODING_UNKNOWN
    named = look_into(path, path.name, "windows-1252")
    assert named.encoding == Encoding.WINDOWS_1252
    assert next(named.records()).cells[1] == "Jörg Müller"


def test_french_reads_the_same_in_both_encodings_of_windows(tmp_path: Path) -> None:
    path = written(tmp_path, "email,name\r\na@b.example,Zoé\r\n", encoding="cp1252")
    assert next(look_into(path, path.name).records()).cells[1] == "Zoé"


def test_a_named_encoding_that_does_not_fit_says_where(tmp_path: Path) -> None:
    path = written(tmp_path, "email,name\r\na@b.example,علي\r\n", encoding="cp1256")
    with pytest.raises(ImportRefused) as refused:
        look_into(path, path.name, "utf-8")
    assert refused.value.refusal == Refusal.ENCODING_WRONG
    assert "24" in refused.value.said()


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", Refusal.EMPTY),
        (b"\xef\xbb\xbf \r\n", Refusal.EMPTY),
        (b"%PDF-1.7\n%\xe2\xe3", Refusal.PDF),
        (b"PK\x03\x04workbook", Refusal.WORKBOOK),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Refusal.WORKBOOK),
        (b"\x89PNG\r\n\x1a\n", Refusal.NOT_TEXT),
        ("email,name\r\n".encode("utf-16-le"), Refusal.NOT_TEXT),
    ],
)
def test_what_is_no_list_is_refused_for_what_it_is(
    content: bytes, refusal: Refusal, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(ImportRefused) as refused:
        look_into(path, path.name)
    assert refused.value.refusal == refusal
    assert refused.value.said()


def test_a_line_without_end_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = written(tmp_path, "email\n" + "x" * (LINE_LIMIT + 10))
    file = look_into(path, path.name)
    with pytest.raises(ImportRefused) as refused:
        list(file.records())
    assert refused.value.refusal == Refusal.LINE_TOO_LONG


@pytest.mark.django_db
def test_one_stray_quote_costs_one_row_and_no_more(tmp_path: Path) -> None:
    rows = "".join(f"reader-{number}@readers.example,N{number}\n" for number in range(400))
    row = taken(written(tmp_path, f'email,name\nfirst@readers.example,"Ali\n{rows}'))
    assert row.totals["added"] == 400
    assert outcomes(row)["first@readers.example"] == "refused/unreadable"


@pytest.mark.django_db
def test_real_tables_are_read_with_all_their_faults(tmp_path: Path) -> None:
    text = (
        "\ufeffEmail;Name;;\r\n"
        "\r\n"
        "a@readers.example;Ali;;\r\n"  # trailing columns
        "b@readers.example\r\n"  # and missing ones
        ";;;\r\n"
        '"c@readers.example";"two\r\nlines";;\r\n'
        "d@readers\0.example;Nul;;\r\n"
        "\u200fe@readers.example\u200e;\u202eevil;;\r\n"  # marks of direction around it
        "mailto:f@readers.example;https://spam.example;;\r\n"
        ";Nobody;;\r\n"
        "Ali <g@readers.example>;Ali;;\r\n"
        "مها@readers.example;Maha;;\r\n"
        "h@جهة.امارات;Arabic host;;\r\n"
    )
    row = taken(written(tmp_path, text))
    assert outcomes(row) == {
        "a@readers.example": "added/new",
        "b@readers.example": "added/new",
        "c@readers.example": "added/new",
        "d@readers.example": "added/new",
        "e@readers.example": "added/new",
        "f@readers.example": "added/new",
        "10": "refused/no-address",
        "Ali<g@readers.example>": "refused/not-an-address",
        "مها@readers.example": "refused/not-an-address",
        "h@xn--ogbf5f.xn--mgbaam7a8h": "added/new",
    }
    names = dict(Subscriber.objects.values_list("email", "name"))
    assert names["c@readers.example"] == "two lines"
    assert names["e@readers.example"] == "evil"
    assert names["f@readers.example"] == ""
