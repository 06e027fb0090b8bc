"""What the matrices are made of, built once a module, and their figures at the end of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from django.test import TestCase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoDbBlocker

    from tests.leaks.scene import Scene

FIGURE = "figure of a matrix"


@pytest.fixture(scope="module")
def kept_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database for all tests of a module, as it was before when they are done."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def scene(kept_database: None) -> Scene:
    from tests.leaks.planting import build

    with TestCase.captureOnCommitCallbacks(execute=True):
        return build()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    figures = [
        value
        for report in terminalreporter.stats.get("passed", [])
        for name, value in report.user_properties
        if name == FIGURE
    ]
    if figures:
        terminalreporter.section("matrices")
        for figure in figures:
            terminalreporter.write_line(figure)
