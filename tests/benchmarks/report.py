"""What every benchmark says in the end: a table for people, then one JSON object for programs.

The JSON object is the last line of stdout, so `make bench-… | tail -n 1` gives it alone.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING, TextIO
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

ZONE = ZoneInfo("Asia/Dubai")
PACKAGES = ("Django", "wagtail", "gunicorn")
WIDTH = 120  # columns, where stdout is no terminal


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was measured.

    `figures` are medians by name, each name with its unit ("cpu_ms"); `ratios` are medians of
    the ratios of each round ("cpu_ms to bare"), so that a slow round weighs on both sides.
    """

    name: str
    figures: dict[str, float]
    ratios: dict[str, float] = field(default_factory=dict)


def machine(packages: Iterable[str] = PACKAGES) -> dict[str, object]:
    """What the figures depend on; `load` is the machine's load of the last minute."""
    return {
        "cores": len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "load": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "versions": {package: version(package) for package in packages},
    }


def present(
    name: str,
    rows: Iterable[Row],
    *,
    rounds: int,
    now: datetime,
    about: dict[str, object] | None = None,
    out: TextIO | None = None,
) -> None:
    """Writes the table and, as the last line, the JSON object, to `out` (default: stdout).

    `now` is aware and is written in the zone of the site; `about` says what else the figures
    depend on (requests, clients …).
    """
    out = sys.stdout if out is None else out
    measured = list(rows)
    result = {
        "name": name,
        "when": now.astimezone(ZONE).isoformat(timespec="seconds"),
        "machine": machine(),
        "rounds": rounds,
        **(about or {}),
        "rows": [
            {"name": row.name, "figures": _rounded(row.figures), "ratios": _rounded(row.ratios)}
            for row in measured
        ],
    }
    console = Console(file=out)
    if not console.is_terminal:
        console = Console(file=out, width=WIDTH)
    console.print(_table(name, measured))
    out.write(json.dumps(result, ensure_ascii=False) + "\n")
    out.flush()


def _rounded(values: dict[str, float]) -> dict[str, float]:
    """Three places: what is below is the clock's own noise."""
    return {key: round(value, 3) for key, value in values.items()}


def _table(name: str, rows: list[Row]) -> Table:
    figures = list(dict.fromkeys(key for row in rows for key in row.figures))
    ratios = list(dict.fromkeys(key for row in rows for key in row.ratios))
    table = Table(title=name, title_justify="left")
    table.add_column("")
    for key in (*figures, *ratios):
        table.add_column(key.replace("_", " "), justify="right")
    for row in rows:
        table.add_row(
            row.name,
            *(_figure(row.figures.get(key)) for key in figures),
            *("" if key not in row.ratios else f"{row.ratios[key]:.2f}" for key in ratios),
        )
    return table


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
