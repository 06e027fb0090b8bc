"""Commands of one house as forks of a process that has Django ready, for that takes seconds.

`python -m tests.browser.ready` takes one order a line, a JSON object, and answers each with the
command's exit code on a line of its own.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

STANDARD = ("stdin", "stdout", "stderr")


@dataclass(frozen=True, slots=True)
class Ready:
    """The process; each command of it is a new one, as if `manage.py` had been started."""

    process: subprocess.Popen[str]

    def run(self, *arguments: str, stdin: str, limit: float) -> subprocess.CompletedProcess[str]:
        """`limit` is in seconds; a command that takes longer is killed."""
        with TemporaryDirectory() as folder:
            files = {name: Path(folder) / name for name in STANDARD}
            files["stdin"].write_text(stdin, encoding="utf-8")
            order = {"arguments": arguments, "limit": int(limit)}
            order |= {name: os.fspath(file) for name, file in files.items()}
            assert self.process.stdin is not None
            assert self.process.stdout is not None
            print(json.dumps(order), file=self.process.stdin, flush=True)
            code = int(self.process.stdout.readline())
            out, err = (files[name].read_text(encoding="utf-8") for name in STANDARD[1:])
        return subprocess.CompletedProcess(arguments, code, out, err)


@contextmanager
def ready(root: Path, environment: Mapping[str, str]) -> Iterator[Ready]:
    """A process in `root` with this environment, until the block ends."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.browser.ready"],
        cwd=root,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Ready(process)  # it ends at the end of its orders


def main() -> None:
    import django
    from django.db import connections
    from django.urls import get_resolver

    django.setup()
    assert get_resolver().url_patterns  # which imports what commands would import one by one
    for line in sys.stdin:
        order = json.loads(line)
        connections.close_all()  # a connection is no family property
        child = os.fork()
        if not child:
            _become(order)
        _pid, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _become(order: dict[str, Any]) -> NoReturn:
    """What `manage.py` does, with the standard files of the order."""
    from django.core.management import execute_from_command_line

    code = 1
    try:
        signal.alarm(order["limit"])
        flags = (os.O_RDONLY, *(os.O_WRONLY | os.O_CREAT,) * 2)
        for number, (name, flag) in enumerate(zip(STANDARD, flags, strict=True)):
            os.dup2(os.open(order[name], flag, 0o600), number)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - for good
        execute_from_command_line(["manage.py", *order["arguments"]])
        code = 0
    except SystemExit as exit_:
        code = exit_.code if isinstance(exit_.code, int) else int(exit_.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
