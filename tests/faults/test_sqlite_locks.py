"""Server, workers and schedulers write to SQLite together: none finds the database locked.

`make faults` plays it for a minute, the ordinary run for some seconds.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.faults.conftest import copy_of_the_house
from tests.faults.place import Place, alive, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoDbBlocker

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("worker on sqlite")]

SECONDS = 6.0
LONG = 60.0
#: What any process says when it did not get the database.
COMPLAINTS = ("locked", "does not answer", "a beat was missed")


@pytest.fixture(scope="module")
def house(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("locks")
    copy_of_the_house(folder, django_db_blocker)
    with opened(folder) as place:
        place.empty()
        yield place


def write_together(house: Place, seconds: float, *, mutant: str = "") -> tuple[list[int], int]:
    """Milliseconds of each of the server's writes, sorted, and how often it was locked."""
    house.empty()
    pids = [house.fork("web", seconds=seconds, threads=2, mutant=mutant) for _number in range(2)]
    pids.append(house.fork("ticker", seconds=seconds, pause=0.5, mutant=mutant))
    for _number in range(2):
        house.worker(mutant=mutant)
    number, deadline = 0, time.monotonic() + seconds
    while time.monotonic() < deadline:
        house.enqueue("note", *range(number, number + 5))
        number += 5
        time.sleep(0.1)  # as often as editors have something done
    for pid in pids:
        house.wait(lambda pid=pid: not alive(pid), patience=seconds + 60)
    words = [line.split() for line in house.effects().elements()]
    wrote = sorted(int(line[2]) for line in words if line[:2] == ["web", "wrote"])
    return wrote, sum(line[:2] == ["web", "locked"] for line in words)


def test_a_server_workers_and_schedulers_never_find_the_database_locked(
    house: Place, request: pytest.FixtureRequest
) -> None:
    seconds = LONG if request.config.getoption("--long", default=False) else SECONDS
    wrote, locked = write_together(house, seconds)
    tasks = house.statuses()
    p99 = wrote[len(wrote) * 99 // 100]
    median = wrote[len(wrote) // 2]
    sys.stdout.write(
        f"{seconds:.0f} s: {len(wrote)} writes of the server, {locked} locked, "
        f"median {median} ms, p99 {p99} ms; tasks {dict(tasks)}\n"
    )
    log = house.log()
    assert locked == 0
    assert not [word for word in COMPLAINTS if word in log], log[-3000:]
    assert tasks["SUCCESSFUL"] > 0
    assert len(wrote) > seconds


def test_the_same_writers_do_find_it_locked_when_transactions_begin_as_readers(
    house: Place,
) -> None:
    _wrote, locked = write_together(house, 1.5, mutant="deferred transactions")
    assert locked > 0 or "locked" in house.log() or "does not answer" in house.log()
