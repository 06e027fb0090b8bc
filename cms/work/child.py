"""A worker beside a server: started with it, started again when it dies, ended with it."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Sequence

_PATIENCE = 10.0  # seconds between asking it to end and ending it
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_HEALTHY = 60.0  # one that lived so long is no worker that cannot start


class WorkerChild:
    """A process kept alive by a thread of this one.

    Its standard input is a pipe of ours and it ends when that closes, so that it never outlives
    this process, not even after SIGKILL; in a session of its own, so that Ctrl-C reaches it by
    us alone and only once.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="worker child", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends it: after the task in hand if that takes no longer than some seconds."""
        self._stopping.set()
        self.let_go()
        self._thread.join(_PATIENCE)
        process = self._process
        if self._thread.is_alive() and process is not None:
            process.kill()
            self._thread.join(_PATIENCE)

    def let_go(self) -> None:
        """Closes this process's end of the pipe; a fork of the server must not hold it open."""
        process = self._process
        if process is not None and process.stdin is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()

    def _keep(self) -> None:
        pause = _FIRST_PAUSE
        while not self._stopping.is_set():
            began = time.monotonic()
            self._process = subprocess.Popen(  # noqa: S603 - a command of our own
                self._command, stdin=subprocess.PIPE, start_new_session=True
            )
            if self._stopping.is_set():  # between the question and the start
                self.let_go()
            self._process.wait()
            self.let_go()
            pause = _FIRST_PAUSE if time.monotonic() - began > _HEALTHY else pause
            self._stopping.wait(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)


def worker_command() -> list[str]:
    """Holds in any folder."""
    manage = str(settings.BASE_DIR / "manage.py")
    return [sys.executable, manage, "worker", "--with-parent", "-v0"]
