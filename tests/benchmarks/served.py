"""A WSGI application under gunicorn on a free port of the loopback, and the CPU its workers use."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.product import ROOT, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

START_LIMIT = 60.0  # seconds
STOP_LIMIT = 20.0
THREADS = 4  # as `manage.py serve` has
_POLL = 0.1
_PROC = Path("/proc")


class NotServed(Exception):
    """The server ended or did not answer in time; the text is its log."""


@dataclass(frozen=True, slots=True)
class Served:
    """A running site. `pid` is gunicorn's own, the parent of the workers."""

    port: int
    pid: int

    def cpu_seconds(self) -> float | None:
        """User and system time of all workers so far; None where there is no /proc.

        Comes in steps of a clock tick, 10 ms on Linux: measure batches, not single requests.
        """
        if not (_PROC / "self/stat").exists():
            return None
        ticks = 0
        for folder in _PROC.glob("[0-9]*"):
            try:
                stat = (folder / "stat").read_text()
            except OSError:  # ended since the folder was listed
                continue
            # The second field is the program's name in brackets and may hold spaces.
            fields = stat.rpartition(")")[2].split()
            parent, user, system = int(fields[1]), int(fields[11]), int(fields[12])
            if parent == self.pid:
                ticks += user + system
        return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(
    application: str, environment: dict[str, str], *, workers: int, log: Path, ask: str = "/"
) -> Iterator[Served]:
    """`application` ("module:name") until the block ends; raises NotServed with the log."""
    port = free_port()
    command = [
        sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}",
        "--workers", str(workers), "--worker-class", "gthread", "--threads", str(THREADS),
        "--keep-alive", "30", "--preload", "--no-control-socket",
    ]  # fmt: skip
    with log.open("wb") as out:
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        _wait_for(port, ask, server, log)
        yield Served(port, server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(timeout=STOP_LIMIT)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_for(port: int, ask: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline and server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_LIMIT)
        try:
            connection.request("GET", ask)
            connection.getresponse().read()
        except OSError:
            time.sleep(_POLL)  # between two polls of a process of its own
        else:
            return
        finally:
            connection.close()
    raise NotServed(f"{server.args!r}:\n{log.read_text()}")
