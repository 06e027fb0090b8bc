"""`make bench-import`: how long a list of 100,000 takes, and how much memory.

Each run is `manage.py import_subscribers` on an SQLite database of its own: a dry run, the first
import, the same people with names to fill in, and once more with nothing to do. `seconds` are of
the whole command, start included; `peak_mb` is the most that was resident. Options after `--help`.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from tests.benchmarks.report import ZONE, Row, present
from tests.browser.product import ROOT, environment, manage

NAMES = ("نورة الكتبي", "سالم حسن", "Layla Karim", "مريم الشامسي", "Ahmed Al Ali", "هدى المري")
HEADINGS = "email,language,audience,abroad,entity,name,outlet,status,reason,created_at,confirmed_at"


def write_list(path: Path, rows: int, *, named: bool) -> None:
    """Nine in ten are active; of the rest some left, some came back, some are named twice."""
    dice = random.Random(7)  # noqa: S311 - the same list each time, and no secret
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{HEADINGS}\r\n")
        for number in range(rows):
            who = number // 2 if dice.random() < 0.01 else number
            address = f"reader-{who}@mail{who % 400}.example"
            status = dice.choices(("active", "unsubscribed", "bounced"), (90, 8, 2))[0]
            name = dice.choice(NAMES) if named else ""
            language = dice.choice(("ar", "en", "both"))
            audience = dice.choice(("government", "partner", "university", "individual"))
            file.write(
                f"{address},{language},{audience},no,,{name},,{status},,"
                "2023-04-05T06:07:08+00:00,\r\n"
            )


def measured(var: Path, rows: int, *arguments: str) -> dict[str, float]:
    """One command. Its peak is its own: this process, from which it forks, is smaller."""
    command = [sys.executable, "manage.py", "import_subscribers", *arguments]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment(var, 8000))
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"import_subscribers failed: {process.returncode}")
    return {
        "rows_per_s": rows / seconds,
        "seconds": seconds,
        "peak_mb": usage.ru_maxrss / 1024,  # Linux counts in KiB
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    options = parser.parse_args()
    rows: int = options.rows
    with tempfile.TemporaryDirectory(prefix="barza-import-") as name:
        var = Path(name)
        manage(var, "migrate", "-v0")
        bare, named = var / "bare.csv", var / "named.csv"
        write_list(bare, rows, named=False)
        write_list(named, rows, named=True)
        choices = ("--basis", "asked", "-v0")
        (var / "one.csv").write_text(f"{HEADINGS}\nfirst@mail.example,,,,,,,,,,\n", "utf-8")
        bottom = measured(var, 1, str(var / "one.csv"), *choices)["peak_mb"]
        figures = {
            "dry run": measured(var, rows, str(bare), *choices, "--dry-run"),
            "first import": measured(var, rows, str(bare), *choices),
            "names filled in": measured(var, rows, str(named), *choices),
            "nothing to do": measured(var, rows, str(named), *choices, "--again"),
        }
    for values in figures.values():
        values["grown_mb"] = values["peak_mb"] - bottom
    present(
        "import_subscribers",
        [Row(name, values) for name, values in figures.items()],
        rounds=1,
        now=datetime.now(ZONE),
        about={"list": rows, "database": "sqlite"},
    )


if __name__ == "__main__":
    main()
