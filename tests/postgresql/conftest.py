"""The server, and the demonstration on PostgreSQL and on SQLite as of one moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from tests.postgresql.installation import Installation
from tests.postgresql.server import Server, running

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with running() as started:
        yield started


@pytest.fixture(scope="session")
def installations(
    server: Server, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Installation, Installation]:
    """The demonstration of the same moment, exported: on PostgreSQL, and on SQLite."""
    now = datetime.now(ZoneInfo("Asia/Dubai")).isoformat(timespec="seconds")
    folder = tmp_path_factory.mktemp("installations")
    both = (
        Installation(folder / "postgresql", server.create("barza")),
        Installation(folder / "sqlite"),
    )
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(Installation.fill, both, [now, now]))
    return both


@pytest.fixture(scope="session")
def postgresql(installations: tuple[Installation, Installation]) -> Installation:
    return installations[0]


@pytest.fixture(scope="session")
def sqlite(installations: tuple[Installation, Installation]) -> Installation:
    return installations[1]
