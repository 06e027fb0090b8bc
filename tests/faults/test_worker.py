"""Workers are killed, doubled, poisoned and given wrong clocks: nothing is lost, nothing twice.

Real processes on SQLite and on PostgreSQL. Each test has a mutant: the same scene with a fault
planted, in which it must fail; where that costs little it is played as well.
"""

from __future__ import annotations

import os
import random
import signal
import time
from typing import TYPE_CHECKING

import pytest

from tests.faults.place import alive

if TYPE_CHECKING:
    from tests.faults.place import Place

# The copy of the tests' own database is made only where a test asks for one.
pytestmark = pytest.mark.django_db

MANY = 120
#: Longer than the time after which a silent worker of these tests counts as dead.
LONG = 1.6


def in_hand(place: Place, name: str) -> int:
    """A worker with the task `wait_for` in hand; its number."""
    place.enqueue("wait_for", name)
    pid = place.worker()
    place.wait(lambda: place.effects()[f"begins {name}"])
    return pid


def test_a_task_whose_worker_is_killed_is_done_by_the_next_one(place: Place) -> None:
    """Mutant: without `reclaim` the task stays RUNNING (the next test)."""
    first = in_hand(place, "gate")
    place.enqueue("note", *range(5))
    place.kill(first)
    place.touch("gate")
    place.worker()
    place.wait(lambda: place.all_done("wait_for") and place.all_done("note"))
    effects = place.effects()
    assert effects["begins gate"] == 2
    assert effects["ends gate"] == 1
    assert [effects[f"note {number}"] for number in range(5)] == [1] * 5
    assert place.ask("rows", sql="SELECT kind FROM work_trouble") == []


def test_without_reclaim_it_would_stay_with_the_dead(place: Place) -> None:
    place.kill(in_hand(place, "gate"))
    place.touch("gate")
    place.worker(mutant="no reclaim")
    place.enqueue("note", 1)
    place.wait(lambda: place.all_done("note"))
    time.sleep(LONG)  # what must not happen has this long to happen
    assert place.statuses("wait_for") == {"RUNNING": 1}


def test_a_long_task_is_its_workers_as_long_as_the_worker_lives(place: Place) -> None:
    """Mutant: judged by the task's age, or by a heart that stands still in a task."""
    in_hand(place, "gate")
    place.worker()
    time.sleep(LONG)
    place.touch("gate")
    place.wait(lambda: place.all_done("wait_for"))
    assert place.effects()["begins gate"] == 1


def test_a_heart_that_stands_still_in_a_task_would_have_it_done_twice(place: Place) -> None:
    place.enqueue("wait_for", "gate")
    place.worker(mutant="no heartbeat")
    place.wait(lambda: place.effects()["begins gate"])
    place.worker()
    place.wait(lambda: place.effects()["begins gate"] == 2)


def test_a_worker_that_was_halted_writes_over_nobodys_result(place: Place) -> None:
    """Mutant: `settle_success` that saves the row whoever has it now."""
    first = in_hand(place, "gate")
    os.kill(first, signal.SIGSTOP)
    place.worker()
    place.wait(lambda: place.effects()["begins gate"] == 2)
    place.touch("gate")
    place.wait(lambda: place.all_done("wait_for"))
    workers = place.ask("rows", sql="SELECT worker_ids FROM django_tasks_database_dbtaskresult "
                        "WHERE task_path LIKE '%wait_for'")  # fmt: skip
    os.kill(first, signal.SIGCONT)
    place.wait(lambda: "was taken away meanwhile" in place.log())
    assert place.all_done("wait_for")
    assert workers == place.ask("rows", sql="SELECT worker_ids FROM "
                                "django_tasks_database_dbtaskresult "
                                "WHERE task_path LIKE '%wait_for'")  # fmt: skip


def test_two_workers_do_each_task_once(place: Place) -> None:
    place.enqueue("note", *range(MANY))
    place.worker()
    place.worker()
    place.wait(lambda: place.all_done("note"))
    effects = place.effects()
    assert {number: effects[f"note {number}"] for number in range(MANY)} == dict.fromkeys(
        range(MANY), 1
    )


def test_two_workers_that_claim_without_a_lock_would_do_some_twice(place: Place) -> None:
    place.enqueue("note", *range(MANY))
    place.worker(mutant="claim without a lock")
    place.worker(mutant="claim without a lock")
    place.wait(lambda: place.all_done("note"))
    assert max(place.effects().values()) > 1


def turns(place: Place) -> tuple[int, int]:
    """How many turns the job had, and how many tasks were made for them."""
    slots = place.ask("rows", sql="SELECT slot FROM work_jobslot WHERE job = 'faults.often'")
    tasks = place.ask(
        "rows",
        sql="SELECT args_kwargs FROM django_tasks_database_dbtaskresult "
        "WHERE task_path = 'cms.work.tasks.run_job'",
    )
    return len(slots), sum("faults.often" in row[0] for row in tasks)


def test_two_schedulers_at_once_take_each_turn_once(place: Place) -> None:
    pids = [place.fork("ticker", seconds=1.0), place.fork("ticker", seconds=1.0)]
    for pid in pids:
        place.wait(lambda pid=pid: not alive(pid))
    slots, tasks = turns(place)
    assert slots == tasks
    assert slots > 3, "the schedulers stood still"


def test_schedulers_without_rows_for_turns_would_take_them_twice(place: Place) -> None:
    pids = [place.fork("ticker", seconds=0.5, mutant="slots without a row") for _number in range(2)]
    for pid in pids:
        place.wait(lambda pid=pid: not alive(pid))
    slots, tasks = turns(place)
    assert tasks > max(slots, 20)


def test_a_task_that_kills_its_workers_is_parked_and_all_else_is_done(place: Place) -> None:
    """Mutant: deaths not counted; the poison would be taken by each new worker."""
    place.enqueue("poison", "arsenic")
    place.enqueue("note", *range(3))
    keeper = [place.worker()]

    def parked() -> bool:
        if not alive(keeper[-1]):
            keeper.append(place.worker())  # as a server's keeper or systemd does
        return place.statuses("poison") == {"FAILED": 1}

    place.wait(parked)
    place.wait(lambda: place.all_done("note"))
    assert place.effects()["poison arsenic"] == 3  # WORK_MAX_DEATHS of these tests
    trouble = "SELECT kind, state, reason, deaths FROM work_trouble WHERE kind = 'task'"
    assert place.ask("rows", sql=trouble) == [["task", "parked", "died", "3"]]
    assert [place.effects()[f"note {number}"] for number in range(3)] == [1] * 3


def test_a_task_that_fails_is_tried_six_times_and_parked_without_its_words(place: Place) -> None:
    place.enqueue("fails", "somebody@house.example")
    place.worker()
    place.wait(lambda: place.statuses("fails") == {"FAILED": 1})
    assert place.effects()["fails somebody@house.example"] == 6
    told = place.ask("rows", sql="SELECT exception, location, state FROM work_trouble")
    assert told == [["builtins.ValueError", told[0][1], "parked"]]
    assert told[0][1].startswith("tests/faults/tasks.py:")
    row = place.ask("rows", sql="SELECT traceback, exception_class_path "
                    "FROM django_tasks_database_dbtaskresult WHERE status = 'FAILED'")  # fmt: skip
    assert "tests/faults/tasks.py" in row[0][0]
    assert "somebody" not in row[0][0] + place.log()


def test_a_clock_set_back_an_hour_repeats_nothing_and_stops_nothing(place: Place) -> None:
    """Mutants: turns told by the last time instead of rows; life told by the clock.

    With `Watch` judging by `seen_at` the dead worker's task would wait for an hour.
    """
    hourly = "SELECT slot FROM work_jobslot WHERE job = 'faults.hourly'"
    before = in_hand(place, "gate")
    place.wait(lambda: place.effects()["hourly"] == 1 or place.ask("rows", sql=hourly))
    place.kill(before)
    place.touch("gate")
    place.worker(once=True)
    place.worker()
    place.wait(lambda: place.effects()["ends gate"] == 1 and place.effects()["hourly"] == 1)
    place.empty_processes()

    second = in_hand(place, "second")
    place.kill(second)
    place.touch("second")
    place.worker(shift=-3600)
    place.enqueue("note", 1)
    place.wait(lambda: place.all_done("note") and place.all_done("wait_for"))
    place.empty_processes()
    slots = len(place.ask("rows", sql=hourly))
    # The hour before was never seen, so its one turn may come; this hour's comes no second time.
    place.worker()
    place.enqueue("note", 2)
    place.wait(lambda: place.effects()["note 2"])
    assert len(place.ask("rows", sql=hourly)) == slots <= 2
    assert place.effects()["hourly"] == slots
    assert place.effects()["note 1"] == 1


def test_a_stopped_worker_ends_its_task_and_leaves_nothing_behind(place: Place) -> None:
    pid = in_hand(place, "gate")
    place.enqueue("note", 1)
    os.kill(pid, signal.SIGTERM)
    place.touch("gate")
    place.wait(lambda: not alive(pid))
    assert place.statuses("wait_for") == {"SUCCESSFUL": 1}
    assert place.statuses("note") == {"READY": 1}
    assert place.ask("rows", sql="SELECT worker_id FROM work_workerheartbeat") == []


def test_a_second_interrupt_puts_the_task_back_at_once(place: Place) -> None:
    pid = in_hand(place, "gate")
    os.kill(pid, signal.SIGINT)
    time.sleep(0.1)  # two of one signal at once are one
    os.kill(pid, signal.SIGINT)
    place.wait(lambda: not alive(pid))
    assert place.statuses("wait_for") == {"READY": 1}
    assert place.ask("rows", sql="SELECT kind FROM work_trouble") == []


def test_workers_killed_at_random_lose_no_task_and_repeat_only_the_one_in_hand(
    place: Place, request: pytest.FixtureRequest
) -> None:
    """Mutant: a claim or a result that is kept in memory for more than one task."""
    kills = 40 if request.config.getoption("--long", default=False) else 4
    place.enqueue("note", *range(MANY))
    chance = random.Random(7)  # noqa: S311 - which moments, nothing secret
    for _kill in range(kills):
        pid = place.worker()
        time.sleep(chance.uniform(0.05, 0.4))
        place.kill(pid)
        if place.all_done("note"):
            place.enqueue("note", *range(MANY))
    place.worker()
    place.wait(lambda: place.all_done("note"))
    sent = place.statuses("note")["SUCCESSFUL"]
    effects = place.effects()
    done = sum(effects[f"note {number}"] for number in range(MANY))
    assert sent <= done <= sent + kills
    assert place.ask("rows", sql="SELECT kind FROM work_trouble WHERE state = 'parked'") == []
