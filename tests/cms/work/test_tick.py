"""Each turn of a job is taken once, by whom and whenever the clock says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cms.work.enqueue import enqueue
from cms.work.jobs import JOBS, Job, job
from cms.work.models import JobSlot
from cms.work.pruning import prune
from cms.work.tasks import run_job
from cms.work.tick import slot_of, tick
from cms.work.worker import claim
from tests.cms.work.queue import queued
from tests.cms.work.test_troubles import brittle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

NOON = datetime(2026, 3, 1, 12, 0, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def ran() -> Iterator[list[datetime]]:
    """One job, once a minute, which notes when it ran; no other."""
    moments: list[datetime] = []
    before = dict(JOBS)
    JOBS.clear()
    job("test.minutely", every=timedelta(minutes=1))(moments.append)
    yield moments
    JOBS.clear()
    JOBS.update(before)


@pytest.mark.django_db
def test_a_turn_is_taken_once_and_the_next_one_again(ran: list[datetime]) -> None:
    with queued():
        assert tick(NOON) == ["test.minutely"]
        assert tick(NOON + timedelta(seconds=39)) == []
        assert tick(NOON + timedelta(seconds=40)) == ["test.minutely"]
    assert DBTaskResult.objects.count() == 2


@pytest.mark.django_db
def test_a_turn_waits_behind_no_long_queue(ran: list[datetime]) -> None:
    with queued():
        enqueue(brittle)
        tick(NOON)
        row = claim("worker-1")
    assert row is not None
    assert row.task_path == run_job.module_path


@pytest.mark.django_db
def test_a_standstill_of_hours_brings_one_turn_and_no_backlog(ran: list[datetime]) -> None:
    with queued():
        tick(NOON)
        assert tick(NOON + 13 * HOUR) == ["test.minutely"]
    assert JobSlot.objects.count() == 2


@pytest.mark.django_db
def test_a_clock_set_back_takes_no_turn_again(ran: list[datetime]) -> None:
    with queued():
        for minute in range(90):
            tick(NOON + timedelta(minutes=minute))
        taken = JobSlot.objects.count()
        for minute in range(60):
            tick(NOON + timedelta(minutes=30 + minute))
    assert JobSlot.objects.count() == taken == 90


@pytest.mark.django_db
def test_a_turn_that_waited_until_the_next_began_is_left_out(ran: list[datetime]) -> None:
    with queued():
        tick(NOON)
        tick(NOON + timedelta(minutes=1))
    first, second = (row.slot.isoformat() for row in JobSlot.objects.order_by("slot"))
    assert run_job.call("test.minutely", first) == "superseded"
    assert run_job.call("test.minutely", second) == "done"
    assert len(ran) == 1


@pytest.mark.django_db
def test_a_clock_that_once_ran_ahead_by_a_year_stops_no_job(ran: list[datetime]) -> None:
    with queued():
        tick(NOON + timedelta(days=400))
        tick(NOON)
    own = slot_of(timedelta(minutes=1), NOON).isoformat()
    assert run_job.call("test.minutely", own) == "done"


@pytest.mark.django_db
def test_a_job_of_another_version_is_no_fault(ran: list[datetime]) -> None:
    assert run_job.call("gone.away", NOON.isoformat()) == "unknown"


@pytest.mark.django_db
def test_pruning_keeps_the_turns_of_two_days_even_under_a_clock_that_runs_ahead(
    ran: list[datetime],
) -> None:
    every = timedelta(minutes=1)
    JobSlot.objects.bulk_create(
        JobSlot(job="test.minutely", slot=slot_of(every, NOON) + n * every, made_at=NOON)
        for n in range(5000)
    )
    JobSlot.objects.create(job="gone.away", slot=NOON, made_at=NOON)
    prune(NOON + timedelta(days=4000))
    left = JobSlot.objects.order_by("slot")
    assert len(left) == 3 * 24 * 60
    assert left[0].slot == slot_of(every, NOON) + (5000 - len(left)) * every


class Turns(TestCase):
    """Whatever the clock does, and however many tick."""

    @given(
        moves=st.lists(st.integers(-4000, 4000), max_size=40),
        periods=st.lists(st.integers(1, 5000), min_size=1, max_size=3, unique=True),
    )
    def test_no_turn_is_taken_twice_and_none_but_the_present_one(
        self, moves: list[int], periods: list[int]
    ) -> None:
        before = dict(JOBS)
        JOBS.clear()
        for seconds in periods:
            name = f"test.{seconds}"
            JOBS[name] = Job(name, timedelta(seconds=seconds), lambda now: None)
        now, taken = NOON, []
        try:
            with queued():
                for move in moves:
                    now += timedelta(seconds=move)
                    taken += [
                        (name, slot_of(JOBS[name].every, now)) for name in (*tick(now), *tick(now))
                    ]
        finally:
            JOBS.clear()
            JOBS.update(before)
        assert len(taken) == len(set(taken))
        assert sorted(taken) == sorted(JobSlot.objects.values_list("job", "slot"))
        assert DBTaskResult.objects.count() == len(taken)

    @given(
        now=st.integers(0, 10**10).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
        zone=st.timezones(),
        every=st.timedeltas(timedelta(seconds=1), timedelta(days=40)),
    )
    def test_a_turn_begins_at_a_multiple_of_its_period_and_holds_the_moment(
        self, now: datetime, zone: ZoneInfo, every: timedelta
    ) -> None:
        slot = slot_of(every, now.astimezone(zone))
        since_1970 = slot - datetime(1970, 1, 1, tzinfo=UTC)
        assert since_1970 % every == timedelta(0)
        assert timedelta(0) <= now - slot < every


@pytest.mark.django_db
def test_the_command_ticks_at_the_moment_it_is_given(
    ran: list[datetime], capsys: pytest.CaptureFixture[str]
) -> None:
    with queued():
        call_command("tick", "--now", NOON.isoformat())
        call_command("tick", "--now", NOON.isoformat())
    assert capsys.readouterr().out == "test.minutely\n"
    with pytest.raises(CommandError, match="zone"):
        call_command("tick", "--now", "2026-03-01T12:00")
