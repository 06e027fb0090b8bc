"""A worker beside a server is started again when it dies and never outlives the server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cms.work.child import worker_command

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 20.0

#: In the place of a worker: tells its number and ends as a worker does.
CHILD = """
import os, signal, sys, threading
from cms.work.parent import end_with_standard_input
ended = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
end_with_standard_input()
with open(sys.argv[1], "a") as told:
    told.write(f"{os.getpid()}\\n")
threading.Event().wait()
"""
#: In the place of a server, with a process that answers; ends on SIGTERM.
SERVER = """
import os, signal, sys, threading
from cms.work import child
child._FIRST_PAUSE = 0.05
kept = child.WorkerChild([sys.executable, "-c", sys.argv[2], sys.argv[1]])
ended = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: ended.set())
kept.start()
while not os.path.exists(sys.argv[1]):
    ended.wait(0.01)
if not os.fork():
    kept.let_go()
    threading.Event().wait()
    os._exit(0)
ended.wait()
kept.stop()
os.kill(0, signal.SIGKILL)
"""


class Served:
    def __init__(self, told: Path) -> None:
        self.told = told
        self.process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(SERVER), str(told), textwrap.dedent(CHILD)],
            cwd=ROOT,
            start_new_session=True,
        )
        self.wait(lambda: self.workers())

    def workers(self) -> list[int]:
        """The numbers of all workers so far, in the order of their starts."""
        return [int(line) for line in self.told.read_text().split()] if self.told.exists() else []

    def wait(self, what: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not what():
            assert time.monotonic() < deadline
            time.sleep(0.02)  # between two looks at processes of its own


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path / "told")
    yield made
    for pid in (-made.process.pid, *(pid for pid in made.workers() if is_alive(pid))):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    made.process.wait()


def is_alive(pid: int) -> bool:
    """Whether it runs; one that nobody has buried yet does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_worker_that_dies_is_started_again(served: Served) -> None:
    [first] = served.workers()
    os.kill(first, signal.SIGKILL)
    served.wait(lambda: len(served.workers()) == 2)
    assert is_alive(served.workers()[1])


def test_a_worker_ends_with_a_server_that_is_killed(served: Served) -> None:
    [worker] = served.workers()
    os.kill(served.process.pid, signal.SIGKILL)
    served.wait(lambda: not is_alive(worker))


def test_a_worker_is_ended_by_a_server_that_is_ended_and_not_started_again(
    served: Served,
) -> None:
    [worker] = served.workers()
    os.kill(served.process.pid, signal.SIGTERM)
    served.process.wait(timeout=PATIENCE)
    assert not is_alive(worker)
    assert served.workers() == [worker]


def test_a_server_started_from_any_folder_finds_its_worker(tmp_path: Path) -> None:
    found = subprocess.run(
        [*worker_command(), "--help"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    assert "--with-parent" in found.stdout
