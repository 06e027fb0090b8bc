"""A PostgreSQL server of the test run's own: made in a temporary folder, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from tests.browser.product import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

START_LIMIT = 60.0  # seconds
_POLL = 0.1
_DEBIAN = Path("/usr/lib/postgresql")
USER = "barza"


class NoPostgreSQL(AssertionError):
    """There is no server to start, or it did not start; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Server:
    port: int

    def url(self, database: str) -> str:
        """The value of DATABASE_URL for one of its databases."""
        return f"postgres://{USER}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str) -> str:
        """A new empty database; gives its address."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
        return self.url(database)


def programs() -> Path:
    """The folder of `initdb` and `postgres`; Debian keeps it out of PATH, one a version."""
    debian = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if debian:
        return debian[-1].parent
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    raise NoPostgreSQL(
        "no PostgreSQL server on this machine: run `.ci/system postgresql`, or leave these "
        "tests out with `-m 'not postgresql'`"
    )


def _owner() -> str | None:
    """Whose processes the server's are: PostgreSQL refuses to run as root. None: one's own."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in names:
            return name
    raise NoPostgreSQL("PostgreSQL does not run as root, and there is no user to run it as")


@contextmanager
def running() -> Iterator[Server]:
    """A server on a free port of the loopback until the block ends.

    Anyone on this machine may log in to it, so it must hold nothing but tests' content.
    """
    binaries, owner = programs(), _owner()
    folder = Path(tempfile.mkdtemp(prefix="barza-pg-"))
    if owner is not None:
        shutil.chown(folder, owner)
    data, log, port = folder / "data", folder / "log", free_port()
    try:
        made = subprocess.run(
            [binaries / "initdb", "--pgdata", data, "--username", USER, "--auth", "trust",
             "--encoding", "UTF8", "--no-locale", "--no-sync"],
            cwd=folder, user=owner, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if made.returncode:
            raise NoPostgreSQL(f"initdb:\n{made.stdout}{made.stderr}")
        with log.open("w") as out:
            server = subprocess.Popen(
                # Nothing of it outlives the tests, so nothing needs to reach the disk.
                [binaries / "postgres", "-D", data, "-k", folder, "-h", "127.0.0.1",
                 "-p", str(port), "-c", "fsync=off", "-c", "full_page_writes=off",
                 "-c", "synchronous_commit=off"],
                cwd=folder, user=owner, stdout=out, stderr=subprocess.STDOUT,
            )  # fmt: skip
        try:
            _wait_for(Server(port), server, log)
            yield Server(port)
        finally:
            server.send_signal(signal.SIGINT)  # "fast shutdown": open connections are cut
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.send_signal(signal.SIGQUIT)
                server.wait(timeout=20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline and process.poll() is None:
        try:
            psycopg.connect(server.url("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            time.sleep(_POLL)  # between two polls of a process of its own
        else:
            return
    raise NoPostgreSQL(f"PostgreSQL did not start:\n{log.read_text()}")
