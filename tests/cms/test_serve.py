"""The server says in both languages why it cannot start, and stops cleanly when asked."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from cms.management.commands.serve import ensure_free
from cms.settings.env import env

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def test_a_port_in_use_is_refused_with_the_way_out_in_both_languages(taken_port: int) -> None:
    with pytest.raises(CommandError) as raised:
        ensure_free("127.0.0.1", taken_port)
    arabic, english = str(raised.value).split("\n")
    assert arabic.startswith(f"المنفذ {taken_port} مشغول")
    assert english.startswith(f"Port {taken_port} is in use")
    for line in (arabic, english):
        assert line.endswith(f"make demo PORT={taken_port + 1}")


def test_a_port_taken_on_every_address_is_refused() -> None:
    with socket.socket() as listener:
        listener.bind(("0.0.0.0", 0))  # noqa: S104 - every address is the case in question
        listener.listen()
        with pytest.raises(CommandError, match="in use"):
            ensure_free("127.0.0.1", listener.getsockname()[1])


def test_a_port_is_still_free_after_it_was_looked_at(free_port: int) -> None:
    ensure_free("127.0.0.1", free_port)
    ensure_free("127.0.0.1", free_port)


def test_a_foreign_address_is_refused() -> None:
    with pytest.raises(CommandError, match=r"Cannot listen on 192\.0\.2\.1:8000"):
        ensure_free("192.0.2.1", 8000)


def test_the_check_names_a_folder_that_cannot_be_written(
    tmp_path: Path, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(settings, "VAR", tmp_path / "file" / "var")
    monkeypatch.setattr(env, "port", free_port)
    with pytest.raises(CommandError, match="it is not a folder"):
        call_command("serve", "--check")


def test_the_check_passes_quietly(
    tmp_path: Path,
    free_port: int,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(settings, "VAR", tmp_path)
    monkeypatch.setattr(env, "port", free_port)
    call_command("serve", "--check")
    assert capfd.readouterr().out == ""


def test_serving_an_empty_folder_says_what_to_run_first(tmp_path: Path, free_port: int) -> None:
    ran = subprocess.run(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings.development",
            "VAR": str(tmp_path),
            "PORT": str(free_port),
            "DATABASE_URL": "",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 1
    assert "شغّل make demo-data أولاً" in ran.stderr
    assert "run make demo-data first" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_server_tells_when_it_is_ready_answers_and_stops_on_an_interrupt(
    free_port: int,
) -> None:
    program = textwrap.dedent(
        f"""
        import django
        django.setup()
        from cms.management.commands.serve import Server

        def application(environ, start_response):
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [environ["PATH_INFO"].encode()]

        def ready():
            print("ready", flush=True)

        bind = "127.0.0.1:{free_port}"
        Server(application, bind=bind, workers=2, threads=4, on_ready=ready).run()
        """
    )
    server = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        assert server.stdout.readline() == "ready\n"
        with urllib.request.urlopen(f"http://127.0.0.1:{free_port}/here", timeout=10) as answer:
            assert answer.read() == b"/here"
        server.send_signal(signal.SIGINT)
        _out, errors = server.communicate(timeout=20)
    finally:
        server.kill()
    assert server.returncode == 0
    assert "Traceback" not in errors
