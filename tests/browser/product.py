"""The product as a user gets it: migrated, seeded and served by its own commands."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.ready import Ready, ready

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
#: The demonstration with static files as an installation has them; `collect` makes them.
INSTALLED_SETTINGS = "tests.browser.installed"
SEEDING_LIMIT = 600.0
START_LIMIT = 60.0
#: Of commands, which serve nothing: what their links begin with.
PORT = 8000
_POLL = 0.1
#: By the folder VAR: what `manage` runs commands with instead of starting Python for each.
_READY: dict[Path, Ready] = {}


class ProductFault(AssertionError):
    """The product did not start, or the machine has no Chromium; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Product:
    """A running site. `url` has no slash at its end; `var` is the folder it writes to."""

    url: str
    var: Path

    def get(self, path: str) -> str:
        """The answer to GET `path` as text; raises `urllib.error.HTTPError` from 400 on."""
        with urllib.request.urlopen(f"{self.url}{path}", timeout=30) as answer:
            return str(answer.read().decode())


def environment(var: Path, port: int) -> dict[str, str]:
    """A clean environment for `manage.py`, whatever the machine's own says."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.development",
        "VAR": str(var),
        "PORT": str(port),
        "PUBLIC_URL": "",
        "DATABASE_URL": "",
        "LANGUAGES": "ar,en",
        "TIME_ZONE": "Asia/Dubai",
        "DEBUG": "false",
        "ALLOWED_HOSTS": "",
        "ADMIN_URL": "",
        "SERVE_MEDIA": "true",
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def commands_ready(var: Path) -> Iterator[None]:
    """Until the block ends, `manage` runs commands of `var` as forks of one process.

    A command is a process of its own all the same; only the seconds of its start are saved.
    """
    with ready(ROOT, environment(var, PORT)) as process:
        _READY[var] = process
        try:
            yield
        finally:
            del _READY[var]


def manage(var: Path, *arguments: str, port: int = PORT, stdin: str = "", **variables: str) -> str:
    """Runs `manage.py` and gives what it printed; raises `ProductFault` with both outputs.

    `variables` are further ones of the environment.
    """
    if var in _READY and port == PORT and not variables:
        ran = _READY[var].run(*arguments, stdin=stdin, limit=SEEDING_LIMIT)
    else:
        ran = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env={**environment(var, port), **variables},
            input=stdin,
            capture_output=True,
            text=True,
            timeout=SEEDING_LIMIT,
            check=False,
        )
    if ran.returncode:
        raise ProductFault(f"manage.py {' '.join(arguments)}:\n{ran.stdout}\n{ran.stderr}")
    return ran.stdout


def collect(var: Path) -> None:
    """Static files for `INSTALLED_SETTINGS`, those of readers' pages alone."""
    admins = ("wagtail*", "rest_framework", "admin", "mfa", "django_*")
    ignored = [part for pattern in admins for part in ("--ignore", pattern)]
    command = ("collectstatic", "--no-input", "--clear", "-v0", *ignored)
    manage(var, *command, DJANGO_SETTINGS_MODULE=INSTALLED_SETTINGS)


@contextmanager
def served(
    var: Path, *arguments: str, log: str = "serve.log", **variables: str
) -> Iterator[Product]:
    """`manage.py serve` on a free port, until the block ends; its log is `log` in VAR.

    `variables` are further ones of the environment.
    """
    port = free_port()
    said = var / log
    with said.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "serve", *arguments],
            cwd=ROOT,
            env={**environment(var, port), **variables},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            product = Product(url=f"http://localhost:{port}", var=var)
            _wait_for(product, server, said)
            yield product
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()


@contextmanager
def served_as_installed(var: Path) -> Iterator[Product]:
    """As `served`, its static files as an installation sends them: small and for good."""
    collect(var)
    with served(
        var,
        "--no-worker",
        log="serve-installed.log",
        DJANGO_SETTINGS_MODULE=INSTALLED_SETTINGS,
    ) as product:
        yield product


def _wait_for(product: Product, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise ProductFault(f"manage.py serve ended:\n{log.read_text()}")
        try:
            product.get("/robots.txt")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(_POLL)  # between two polls of a process of its own
        else:
            return
    raise ProductFault(f"no answer in {START_LIMIT:.0f} s:\n{log.read_text()}")
