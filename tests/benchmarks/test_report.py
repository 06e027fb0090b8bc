from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import Any

from tests.benchmarks.report import Row, present

ROWS = (
    Row("bare", {"cpu_ms": 4.25, "requests_per_second": 410.0}),
    Row("المقال", {"cpu_ms": 20.0}, {"cpu_ms to bare": 4.7058}),
)


def shown() -> list[str]:
    out = io.StringIO()
    now = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
    present("serve", ROWS, rounds=5, now=now, about={"requests": 60}, out=out)
    return out.getvalue().splitlines()


def result() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(shown()[-1])
    return read


def test_the_last_line_alone_is_one_json_object_with_all_that_was_measured() -> None:
    assert [line for line in shown() if line.startswith("{")] == [shown()[-1]]
    assert result()["rows"] == [
        {"name": "bare", "figures": ROWS[0].figures, "ratios": {}},
        {"name": "المقال", "figures": {"cpu_ms": 20.0}, "ratios": {"cpu_ms to bare": 4.706}},
    ]
    assert (result()["name"], result()["rounds"], result()["requests"]) == ("serve", 5, 60)


def test_the_moment_is_written_in_the_zone_of_the_site() -> None:
    assert result()["when"] == "2026-11-23T01:30:00+04:00"


def test_the_machine_is_told_so_that_figures_can_be_compared() -> None:
    machine = result()["machine"]
    assert machine["cores"] >= 1
    assert set(machine["versions"]) == {"Django", "wagtail", "gunicorn"}


def test_the_table_names_every_row_and_figure() -> None:
    table = "\n".join(shown()[:-1])
    for text in ("bare", "المقال", "cpu ms", "requests per second", "4.71", "410"):
        assert text in table


def test_a_figure_that_a_row_does_not_have_stays_empty() -> None:
    line = next(line for line in shown() if "المقال" in line)
    assert [cell.strip() for cell in line.split("│")[2:4]] == ["20.0", ""]
