"""A database with its nursery, as a test sees it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, cast

from tests.browser.product import ROOT, environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE = 30.0
_POLL = 0.02


class Place:
    def __init__(self, var: Path, process: subprocess.Popen[str], database: str) -> None:
        self.var = var
        self.database = database
        self._process = process
        self._pids: list[int] = []

    def ask(self, do: str, **order: Any) -> Any:
        stdin, stdout = cast("IO[str]", self._process.stdin), cast("IO[str]", self._process.stdout)
        stdin.write(json.dumps({"do": do, **order}) + "\n")
        stdin.flush()
        line = stdout.readline()
        assert line, f"the nursery ended:\n{self.log()}"
        return json.loads(line)

    def fork(self, do: str, **order: Any) -> int:
        pid: int = self.ask(do, **order)
        self._pids.append(pid)
        return pid

    def worker(self, **order: Any) -> int:
        return self.fork("worker", **order)

    def enqueue(self, task: str, *each: Any) -> None:
        """One task for each argument."""
        self.ask("enqueue", task=task, each=[[arg] for arg in each])

    def statuses(self, task: str = "") -> Counter[str]:
        sql = "SELECT status FROM django_tasks_database_dbtaskresult"
        if task:
            sql += f" WHERE task_path = 'tests.faults.tasks.{task}'"
        return Counter(row[0] for row in self.ask("rows", sql=sql))

    def all_done(self, task: str) -> bool:
        return set(self.statuses(task)) == {"SUCCESSFUL"}

    def effects(self) -> Counter[str]:
        file = self.var / "effects"
        return Counter(file.read_text().splitlines() if file.exists() else [])

    def log(self) -> str:
        return (self.var / "log").read_text()

    def touch(self, name: str) -> None:
        (self.var / name).touch()

    def wait(self, what: Callable[[], object], patience: float = PATIENCE) -> None:
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if what():
                return
            time.sleep(_POLL)  # between two looks at processes of its own
        raise AssertionError(
            f"waited {patience} s in vain:\n{self.effects()}\n{self.log()[-4000:]}"
        )

    def kill(self, pid: int, number: signal.Signals = signal.SIGKILL) -> None:
        """Sends it and waits until the process is gone."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        self.wait(lambda: not alive(pid))

    def empty_processes(self) -> None:
        for pid in self._pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)
            self.kill(pid)
        self._pids.clear()

    def empty(self) -> None:
        """Ends all processes and forgets what they did."""
        self.empty_processes()
        self.ask("empty")
        for file in self.var.iterdir():
            if file.is_file() and ".sqlite3" not in file.name and file.name != "log":
                file.unlink()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def opened(var: Path, database: str = "") -> Iterator[Place]:
    """The nursery of a database: of the address `database`, or of VAR's own file."""
    var.mkdir(parents=True, exist_ok=True)
    settings = {
        **environment(var, 8000),
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
    }
    with (var / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"],
            cwd=ROOT, env=settings, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
        )  # fmt: skip
        place = Place(var, process, database)
        try:
            yield place
        finally:
            if process.poll() is None:
                place.empty()
            process.kill()
            process.communicate()
