"""The list is taken out by who proves who they are, told in the trail, and computes nothing."""

from __future__ import annotations

import csv
import io
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from newsletter.list_export import COLUMNS, csv_of, xlsx_of
from newsletter.models import Subscriber, SubscriberStatus
from tests.factories import newsletter, people
from tests.newsletter.subscribers.managers import NOW, address, desk, manager, told

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("site")

FORMULAS = ("=1+1", "+971", "-2+3", "@SUM(A1)", "\t=1", "＝1", " =1")


@pytest.fixture
def at_desk() -> Client:
    return desk()


def _csv(answer: Any) -> list[list[str]]:
    raw = b"".join(answer.streaming_content)
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def _xlsx(answer: Any) -> list[list[Any]]:
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    (sheet,) = book
    for row in sheet:
        assert all(cell.data_type in ("inlineStr", "s", "n") for cell in row)
    return [["" if value is None else value for value in row] for row in sheet.values]


READERS = {"csv": _csv, "xlsx": _xlsx}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_file_holds_whom_the_filter_finds_in_columns_of_no_language(
    kind: str, language: str
) -> None:
    entity = people.entity("the-entity")
    newsletter.subscriber(email="out@x.example", language="en")
    newsletter.subscriber(
        email="in@x.example",
        language="ar",
        audience="media",
        abroad=True,
        entity=entity,
        name="مريم, «النعيمي»",
        outlet="A & B <C>",
        status=SubscriberStatus.ACTIVE,
        status_reason="confirmed",
        created_at=NOW,
        confirmed_at=NOW,
    )
    client = desk(manager(language))
    answer = client.post(address("export", language="ar"), {"format": kind})
    assert f".{kind}" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    moment = "2026-11-23T05:00:00+00:00"
    assert READERS[kind](answer) == [
        list(COLUMNS),
        [
            *("in@x.example", "ar", "media", "yes", "the-entity", "مريم, «النعيمي»", "A & B <C>"),
            *("active", "confirmed", moment, moment),
        ],
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_cell_is_a_formula(at_desk: Client, kind: str) -> None:
    for formula in FORMULAS:
        newsletter.subscriber(name=formula, outlet=formula)
    newsletter.subscriber(email="=cmd|calc@x.example", name="bell\x07")
    rows = READERS[kind](at_desk.post(address("export"), {"format": kind}))
    assert len(rows) == len(FORMULAS) + 2
    for row in rows:
        for cell in row:
            assert not str(cell).lstrip(" \t").startswith(("=", "+", "-", "@", "＝", "\t", "\r"))
    assert any(row[5] == "bell" for row in rows)


def test_the_trail_tells_who_took_out_how_many_and_of_nobody(at_desk: Client) -> None:
    for _ in range(3):
        newsletter.subscriber(name="SENTINEL")
    answer = at_desk.post(address("export", language="ar"), {"format": "csv"})
    assert len(_csv(answer)) == 4
    entry = ModelLogEntry.objects.get(action="audit.exported")
    assert entry.data == {"path": address("export"), "format": "csv", "rows": 3}
    assert entry.user_id == int(at_desk.session["_auth_user_id"])
    assert "readers.example" not in f"{entry.label}{entry.data}"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_who_has_not_proved_themselves_just_now_is_asked_to_first(kind: str) -> None:
    newsletter.subscriber()
    answer = desk(proved=False).post(address("export"), {"format": kind})
    assert answer.status_code == 302
    assert "/account/" in answer["Location"]
    assert not ModelLogEntry.objects.filter(action="audit.exported").exists()


@pytest.mark.parametrize("query", [{"language": "en"}, {"language": "fr"}, {"search": "unknown"}])
def test_nobody_found_is_no_file(at_desk: Client, query: dict[str, str]) -> None:
    newsletter.subscriber(language="ar")
    answer = at_desk.post(address("export", **query), {"format": "csv"})
    assert answer["Location"] == address("index")
    assert "nothing to take out" in told(answer)


def test_a_link_takes_nothing_out(at_desk: Client) -> None:
    newsletter.subscriber()
    assert at_desk.get(address("export", format="csv")).status_code == 405


def test_a_search_limits_the_file_too(at_desk: Client) -> None:
    newsletter.subscriber(email="wanted@x.example")
    newsletter.subscriber(email="other@x.example")
    where = at_desk.post(address("search"), {"q": "wanted"})["Location"].partition("?")[2]
    answer = at_desk.post(f"{address('export')}?{where}", {"format": "csv"})
    assert [row[0] for row in _csv(answer)] == ["email", "wanted@x.example"]


@pytest.mark.parametrize("write", [csv_of, xlsx_of])
def test_memory_does_not_grow_with_the_list(write: Any) -> None:
    """Ten times the list in less than twice the memory."""

    def peak(rows: int) -> int:
        Subscriber.objects.bulk_create(
            [Subscriber(email=f"r{n}@x.example", name="اسم طويل" * 10) for n in range(rows)],
            batch_size=500,
        )
        tracemalloc.start()
        written = write(Subscriber.objects.order_by("pk"))
        for _part in written:
            pass
        written.close()
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        Subscriber.objects.all().delete()
        return most

    small = peak(2_000)
    assert peak(20_000) < 2 * small
