"""What is done by the clock? Jobs, which features register in their `jobs.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Job:
    """`run(now)` may be called twice for a moment and may stop anywhere; it takes aware time."""

    name: str
    every: timedelta
    run: Callable[[datetime], None]


JOBS: dict[str, Job] = {}


def job(
    name: str, *, every: timedelta
) -> Callable[[Callable[[datetime], None]], Callable[[datetime], None]]:
    """Registers a function as a job under a name of its own, as `app.verb`."""

    def register(run: Callable[[datetime], None]) -> Callable[[datetime], None]:
        if name in JOBS and JOBS[name].run.__qualname__ != run.__qualname__:
            raise ValueError(f"there is a job {name} already")
        JOBS[name] = Job(name, every, run)
        return run

    return register
