"""Tasks that tell what they do in a file, and some that go wrong."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from django.conf import settings
from django_tasks import task

_POLL = 0.02


def journal() -> Path:
    return Path(settings.VAR) / "effects"


def tell(*words: object) -> None:
    """A line of the journal, written whole: other processes write at the same time."""
    line = " ".join(str(word) for word in words) + "\n"
    file = os.open(journal(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, line.encode())
    finally:
        os.close(file)


@task()
def note(number: int) -> None:
    tell("note", number)


@task()
def wait_for(name: str) -> None:
    """Ends when VAR/name is there."""
    tell("begins", name)
    while not (Path(settings.VAR) / name).exists():
        time.sleep(_POLL)
    tell("ends", name)


@task()
def poison(name: str) -> None:
    tell("poison", name)
    os.kill(os.getpid(), signal.SIGKILL)


@task()
def fails(name: str) -> None:
    tell("fails", name)
    raise ValueError(f"not for logs: {name}")
