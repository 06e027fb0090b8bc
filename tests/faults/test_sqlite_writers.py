"""Several processes write to the SQLite file at once: the server's workers and the commands."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, cast

import pytest

from tests.browser.product import ROOT, environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("sqlite writers")  # the processes are started once

WRITERS = 4
SECONDS = 1.5

#: The options of the settings, each time with some of them spoilt.
SPOILT: dict[str, dict[str, object]] = {
    "deferred transactions": {"transaction_mode": "DEFERRED"},
    "no patience": {"timeout": 0, "init_command": ""},
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the writers report, and the row that all of them counted up."""

    written: list[int]
    locked: int
    modes: set[str]
    value: int


class Writers:
    """Processes with the settings of the product, kept for several jobs: starting is slow."""

    def __init__(self, processes: list[subprocess.Popen[str]]) -> None:
        self.processes = processes

    def write_at_once(
        self, file: Path, *, seconds: float, options: dict[str, object] | None = None
    ) -> Outcome:
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("CREATE TABLE counter (value INTEGER)")
            connection.execute("INSERT INTO counter VALUES (0)")
        job = json.dumps({"file": str(file), "seconds": seconds, "options": options or {}})
        for process in self.processes:
            # One by one: the first makes the journal, as `migrate` does before anything is served.
            _tell(process, job)
            assert _hear(process) == "ready"
        for process in self.processes:
            _tell(process, "go")
        reports = [_hear(process) for process in self.processes]
        with closing(sqlite3.connect(file)) as connection:
            value: int = connection.execute("SELECT value FROM counter").fetchone()[0]
        return Outcome(
            written=[report["written"] for report in reports],
            locked=sum(report["locked"] for report in reports),
            modes={report["mode"] for report in reports},
            value=value,
        )


def _tell(process: subprocess.Popen[str], line: str) -> None:
    stdin = cast("IO[str]", process.stdin)
    stdin.write(line + "\n")
    stdin.flush()


def _hear(process: subprocess.Popen[str]) -> Any:
    line = cast("IO[str]", process.stdout).readline()
    assert line, "a writer ended; it says why on stderr"
    return json.loads(line)


@pytest.fixture(scope="module")
def writers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writers]:
    settings = environment(tmp_path_factory.mktemp("writers"), 8000)
    command = [sys.executable, "-m", "tests.faults.sqlite_writer"]
    with ExitStack() as stack:
        processes = [
            stack.enter_context(
                subprocess.Popen(
                    command,
                    cwd=ROOT,
                    env=settings,
                    text=True,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                )
            )
            for _number in range(WRITERS)
        ]
        for process in processes:
            stack.callback(process.kill)
        yield Writers(processes)


def test_four_writers_never_find_the_database_locked_and_lose_nothing(
    writers: Writers, tmp_path: Path
) -> None:
    outcome = writers.write_at_once(tmp_path / "house.sqlite3", seconds=SECONDS)
    assert outcome.locked == 0
    assert all(outcome.written), "a writer never had its turn"
    assert outcome.value == sum(outcome.written)
    assert outcome.modes == {"wal"}


@pytest.mark.parametrize("options", SPOILT.values(), ids=SPOILT)
def test_the_same_writers_do_find_it_locked_when_an_option_is_spoilt(
    options: dict[str, object], writers: Writers, tmp_path: Path
) -> None:
    outcome = writers.write_at_once(
        tmp_path / "house.sqlite3", seconds=SECONDS / 3, options=options
    )
    assert outcome.locked > 0
