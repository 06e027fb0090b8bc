"""The databases on which workers are killed: SQLite as a copy of the tests' own, PostgreSQL."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from tests.faults.place import Place, opened
from tests.postgresql.server import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import DjangoDbBlocker


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make faults`; where this folder is not named, the option is not there and all is short."""
    parser.addoption("--long", action="store_true", help="play the fault tests for minutes")


def copy_of_the_house(folder: Path, blocker: DjangoDbBlocker) -> None:
    """The tests' database as a file: every table, and the empty house."""
    folder.mkdir(parents=True, exist_ok=True)
    with blocker.unblock(), closing(sqlite3.connect(folder / "barza.sqlite3")) as file:
        connection.ensure_connection()
        connection.connection.backup(file)
        file.execute("PRAGMA journal_mode=WAL")


@pytest.fixture(
    scope="module",
    params=[
        pytest.param("sqlite", marks=pytest.mark.xdist_group("worker on sqlite")),
        pytest.param(
            "postgresql",
            marks=[pytest.mark.postgresql, pytest.mark.xdist_group("worker on postgresql")],
        ),
    ],
)
def ground(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Place]:
    """Of the module: made before a test's transaction begins, which would hold up the copy."""
    folder = tmp_path_factory.mktemp(request.param)
    with ExitStack() as stack:
        address = ""
        if request.param == "sqlite":
            copy_of_the_house(folder, django_db_blocker)
        else:
            address = stack.enter_context(running()).create("faults")
        place = stack.enter_context(opened(folder, address))
        if address:
            place.ask("tables")
        yield place


@pytest.fixture
def place(ground: Place) -> Iterator[Place]:
    """Each test on either database, without tasks, turns or processes of another."""
    ground.empty()
    yield ground
    ground.empty()
