"""Commands that cannot write, listen or run say so in both languages before they begin."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
ARABIC = re.compile("[\u0621-\u064a]")
COMMANDS = ("seed_demo", "demo_data", "export_site", "serve")


def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command of the checkout in a process of its own."""
    unset = {"PUBLIC_URL": "", "DATABASE_URL": "", "LANGUAGES": "ar,en", "DEBUG": "false"}
    return subprocess.run(
        command,
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings.development",
            **unset,
            **variables,
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def assert_told_in_both_languages(text: str, *parts: str) -> None:
    """One Arabic and one English line, each with every part, and no traceback."""
    assert "Traceback" not in text
    lines = [line for line in text.strip().splitlines() if line]
    assert len(lines) == 2, text
    # The name of the error stands before the Arabic line.
    assert ARABIC.search(lines[0].removeprefix("CommandError: ")[:3]), text
    assert not ARABIC.search(lines[1]), text
    for part in parts:
        assert all(part in line for line in lines), text


# --- VAR ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_file_where_the_folder_should_be(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("kept")
    var = tmp_path / place

    def told(command: str) -> subprocess.CompletedProcess[str]:
        return run(sys.executable, "manage.py", command, VAR=str(var), PORT=str(free_port()))

    with ThreadPoolExecutor(2) as pool:
        for command, ran in zip(COMMANDS, pool.map(told, COMMANDS), strict=True):
            assert ran.returncode == 1, command
            assert_told_in_both_languages(ran.stderr, str(var), "make demo VAR=")
    assert (tmp_path / "file").read_text() == "kept"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """A file system of 64 KiB, mounted with the options given; needs root."""
    if os.geteuid() != 0:
        pytest.skip("mounting a file system needs root")
    with ExitStack() as cleanup:

        def mount(options: str) -> Path:
            folder = tmp_path / "disk"
            folder.mkdir()
            command = ["mount", "-t", "tmpfs", "-o", f"size=64k,{options}", "tmpfs", str(folder)]
            mounted = subprocess.run(command, capture_output=True, text=True, check=False)
            if mounted.returncode:
                pytest.skip(f"this machine does not let root mount: {mounted.stderr.strip()}")
            cleanup.callback(subprocess.run, ["umount", str(folder)], check=True)
            return folder

        yield mount


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("options", "arabic", "english"),
    [
        ("rw", "ميغابايت", "MiB left"),
        ("ro", "للقراءة فقط", "read-only"),
    ],
)
def test_a_full_or_read_only_disk(
    small_disk: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    options: str,
    arabic: str,
    english: str,
) -> None:
    folder = small_disk(options)
    monkeypatch.setattr(settings, "VAR", folder)
    monkeypatch.setattr("cms.settings.env.env.port", free_port())
    target = {"to": folder / "site"} if command == "export_site" else {}
    with pytest.raises(CommandError) as raised:
        call_command(command, **target)
    assert_told_in_both_languages(str(raised.value), str(folder), "make demo VAR=")
    first, second = str(raised.value).splitlines()
    assert arabic in first
    assert english in second
    assert list(folder.iterdir()) == []


# --- PORT --------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ran = run(sys.executable, "manage.py", "serve", VAR=str(tmp_path / "v"), PORT=str(port))
    assert ran.returncode == 1
    assert_told_in_both_languages(ran.stderr, str(port), "make demo PORT=")


@pytest.mark.parametrize("port", ["0", "65536", "eighty"])
def test_a_port_that_is_none(tmp_path: Path, port: str) -> None:
    ran = run(sys.executable, "manage.py", "serve", VAR=str(tmp_path / "v"), PORT=port)
    assert ran.returncode != 0
    assert "port" in ran.stderr.lower()


# --- Python ------------------------------------------------------------------------------------


STAND_IN = """\
#!{executable} -S
import sys
sys.version_info = {version}
sys.version = "{dotted} (a stand-in)"
sys.argv = sys.argv[1:]
code = sys.argv[1] if sys.argv[0] == "-c" else open(sys.argv[0]).read()
exec(compile(code, sys.argv[0], "exec"), {{"__name__": "__main__"}})
"""


def python_that_claims(folder: Path, version: tuple[int, int]) -> Path:
    """A program that answers as that Python would."""
    stub = folder / "python"
    stub.write_text(
        STAND_IN.format(
            executable=sys.executable,
            version=(*version, 0, "final", 0),
            dotted=".".join(map(str, version)),
        )
    )
    stub.chmod(0o755)
    return stub


@pytest.mark.parametrize("version", [(3, 9), (3, 10), (3, 14)])
def test_a_python_that_does_not_fit(tmp_path: Path, version: tuple[int, int]) -> None:
    stub = python_that_claims(tmp_path, version)
    ran = run(str(ROOT / ".ci" / "python"), PYTHON=str(stub))
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert_told_in_both_languages(ran.stderr, "3.11", "make demo PYTHON=")


@pytest.mark.parametrize("version", [(3, 11), (3, 13)])
def test_a_python_that_fits(tmp_path: Path, version: tuple[int, int]) -> None:
    stub = python_that_claims(tmp_path, version)
    ran = run(str(ROOT / ".ci" / "python"), PYTHON=str(stub))
    assert ran.returncode == 0, ran.stderr
    assert Path(ran.stdout.strip()).exists()


def test_no_python_at_the_place_named(tmp_path: Path) -> None:
    ran = run(str(ROOT / ".ci" / "python"), PYTHON=str(tmp_path / "none"))
    assert ran.returncode == 1
    assert_told_in_both_languages(ran.stderr, "make demo PYTHON=")


def test_manage_py_itself_refuses_an_python_that_claims(tmp_path: Path) -> None:
    stub = python_that_claims(tmp_path, (3, 9))
    ran = run(str(stub), "manage.py", "check")
    assert ran.returncode == 1
    assert "3.11" in ran.stderr
    assert ARABIC.search(ran.stderr)
    assert "Traceback" not in ran.stderr
