"""What fails is tried again, then parked, shown to those who can help, and put back by them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models.signals import pre_delete
from django.urls import reverse
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from cms.access.roles import Role
from cms.due import DueGroup
from cms.work import trouble
from cms.work.enqueue import enqueue
from cms.work.fault import Fault, fault_of
from cms.work.jobs import JOBS, job
from cms.work.liveness import Watch, beat, silent
from cms.work.models import Kind, Reason, State, Trouble, WorkerHeartbeat
from cms.work.pruning import KEEP_PARKED, prune
from cms.work.reclaim import reclaim
from cms.work.subjects import subject_of
from cms.work.tasks import run_job
from cms.work.tick import tick
from cms.work.wagtail_hooks import due_items
from cms.work.worker import claim
from tests.cms.work.queue import queued, work
from tests.factories.people import user

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client
    from pytest_django import DjangoCaptureOnCommitCallbacks

pytestmark = pytest.mark.django_db

DELAYS = (10, 60, 300, 1800, 7200)
broken = {"is": True}


@task()
def brittle() -> None:
    if broken["is"]:
        raise ValueError("somebody@house.example")


@pytest.fixture(autouse=True)
def broken_again() -> None:
    broken["is"] = True


def enqueued() -> DBTaskResult[Any, Any]:
    with queued():
        enqueue(brittle)
    return DBTaskResult.objects.get()


def make_due() -> None:
    """As if the time of the next try had come."""
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())


class Stopped(BaseException):
    """As if the worker were killed here."""


def stop(**_of_the_signal: object) -> None:
    raise Stopped


def test_a_worker_stopped_while_it_writes_success_down_leaves_no_trouble_of_a_done_task() -> None:
    row = enqueued()
    work()
    broken["is"] = False
    make_due()
    pre_delete.connect(stop, sender=Trouble)
    try:
        with pytest.raises(Stopped):
            work()
    finally:
        pre_delete.disconnect(stop, sender=Trouble)
    row.refresh_from_db()
    assert (row.status, Trouble.objects.count()) == ("RUNNING", 1)
    reclaim(timezone.now(), lambda _workers: [])
    make_due()
    work()
    row.refresh_from_db()
    assert (row.status, Trouble.objects.count()) == ("SUCCESSFUL", 0)


def test_a_failed_task_is_tried_again_after_growing_delays_and_then_parked() -> None:
    row = enqueued()
    for delay in DELAYS:
        before = timezone.now()
        work()
        row.refresh_from_db()
        assert row.status == "READY"
        assert (
            timedelta(0) <= row.run_after - before - timedelta(seconds=delay) < timedelta(seconds=9)
        )
        make_due()
    work()
    row.refresh_from_db()
    assert row.status == "FAILED"
    found = Trouble.objects.get(kind=Kind.TASK)
    assert (found.state, found.failures) == (State.PARKED, 6)
    assert "somebody" not in row.traceback + found.exception + found.location
    assert found.location.startswith("tests/cms/work/test_troubles.py:")


def test_a_task_that_succeeds_in_the_end_leaves_no_trouble() -> None:
    row = enqueued()
    work()
    assert Trouble.objects.filter(kind=Kind.TASK).exists()
    broken["is"] = False
    make_due()
    work()
    row.refresh_from_db()
    assert row.status == "SUCCESSFUL"
    assert not Trouble.objects.filter(kind=Kind.TASK).exists()


def parked() -> tuple[DBTaskResult[Any, Any], Trouble]:
    row = enqueued()
    for _delay in range(6):
        work()
        make_due()
    row.refresh_from_db()
    return row, Trouble.objects.get(kind=Kind.TASK)


def test_the_command_puts_a_parked_task_back_with_all_its_tries(
    capsys: pytest.CaptureFixture[str],
) -> None:
    row, found = parked()
    call_command("parked")
    assert "brittle" in capsys.readouterr().out
    broken["is"] = False
    call_command("parked", "--retry", str(found.pk))
    row.refresh_from_db()
    assert (row.status, row.worker_ids) == ("READY", [])
    work()
    row.refresh_from_db()
    assert row.status == "SUCCESSFUL"
    with pytest.raises(CommandError, match="no trouble"):
        call_command("parked", "--retry", str(found.pk))


def test_all_that_is_parked_can_be_put_back_at_once() -> None:
    row, _found = parked()
    call_command("parked", "--all")
    row.refresh_from_db()
    assert row.status == "READY"


def test_five_deaths_park_a_task() -> None:
    row = enqueued()
    for number in range(5):
        make_due()
        with queued():
            assert claim(f"worker-{number}") is not None
        assert reclaim(timezone.now(), lambda workers: []) == 1
        row.refresh_from_db()
        assert row.status == ("READY" if number < 4 else "FAILED")
    assert Trouble.objects.get().deaths == 5


def test_a_job_that_kills_its_workers_is_parked_whatever_the_turn() -> None:
    name = "test.killer"
    try:
        job(name, every=timedelta(minutes=1))(lambda now: None)
        now = timezone.now()
        for number in range(5):
            with queued():
                tick(now + timedelta(minutes=number))
                DBTaskResult.objects.exclude(args_kwargs__args__0=name).delete()
                make_due()
                row = claim(f"worker-{number}")
            assert row is not None
            assert subject_of(row) == (Kind.JOB, name, name)
            reclaim(now, lambda workers: [])
            DBTaskResult.objects.all().delete()
        assert run_job.call(name, now.isoformat()) == "parked"
        trouble.put_back(Trouble.objects.get(), now)
        assert run_job.call(name, now.isoformat()) == "superseded"
    finally:
        JOBS.pop(name, None)


def test_a_worker_counts_as_dead_by_the_watchers_stopwatch_alone() -> None:
    watch = Watch()
    beat("a")
    beat("b")
    assert watch.dead(WorkerHeartbeat.objects.all(), 0.0) == []
    beat("b")
    assert watch.dead(WorkerHeartbeat.objects.all(), 59.0) == []
    assert [row.worker_id for row in watch.dead(WorkerHeartbeat.objects.all(), 60.0)] == ["a"]
    WorkerHeartbeat.objects.update(seen_at=timezone.now() + timedelta(days=400))
    assert [row.worker_id for row in watch.dead(WorkerHeartbeat.objects.all(), 119.0)] == ["a", "b"]


def test_one_that_only_passes_by_judges_by_the_clock(now: datetime) -> None:
    beat("a")
    workers = WorkerHeartbeat.objects.all()
    assert silent(workers, timezone.now()) == []
    assert len(silent(workers, timezone.now() + timedelta(seconds=61))) == 1
    assert silent(workers, timezone.now() - timedelta(hours=1)) == []


def test_a_worker_that_beats_again_keeps_its_task() -> None:
    enqueued()
    beat("a")
    stale = list(WorkerHeartbeat.objects.all())
    with queued():
        claim("a")
    beat("a")  # between the judgement and the deed
    assert reclaim(timezone.now(), lambda workers: stale) == 0
    assert DBTaskResult.objects.get().status == "RUNNING"
    assert WorkerHeartbeat.objects.exists()


@pytest.mark.parametrize("kind", [Kind.TASK, Kind.MAIL])
def test_what_nobody_put_back_for_three_months_is_over(kind: Kind, now: datetime) -> None:
    trouble.given_up(kind, "old", "a name", Fault(Reason.REFUSED), now - KEEP_PARKED)
    trouble.given_up(kind, "new", "a name", Fault(Reason.REFUSED), now)
    prune(now + timedelta(seconds=1))
    assert [row.subject for row in Trouble.objects.all()] == ["new"]


def test_what_is_told_of_an_error_is_its_class_and_place() -> None:
    try:
        int("somebody@house.example")
    except ValueError as error:
        fault = fault_of(error)
    assert fault.exception == "builtins.ValueError"
    assert fault.location.startswith("tests/cms/work/test_troubles.py:")
    assert "invalid literal" not in fault.frames


# -- in the admin ----------------------------------------------------------------------------------


def test_administrators_see_what_is_parked_and_try_it_again(client: Client) -> None:
    row, found = parked()
    client.force_login(user(Role.ADMINISTRATOR, language="en", is_superuser=True))
    page = client.get(reverse("work_troubles")).content.decode()
    assert "brittle" in page
    assert "somebody" not in page
    client.post(reverse("work_try_again"), {"trouble": found.pk})
    row.refresh_from_db()
    assert row.status == "READY"
    assert client.get(reverse("work_try_again")).status_code == 405


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_no_other_role_sees_or_changes_it(role: Role, client: Client) -> None:
    _row, found = parked()
    client.force_login(user(role))
    for answer in (
        client.get(reverse("work_troubles")),
        client.post(reverse("work_try_again"), {"trouble": found.pk}),
    ):
        assert answer.status_code in {302, 403}
        assert b"brittle" not in answer.content
    assert Trouble.objects.filter(pk=found.pk).exists()


def test_what_is_parked_is_due_for_administrators_alone(now: datetime) -> None:
    parked()
    [item] = due_items(user(Role.ADMINISTRATOR), now)
    assert item.group == DueGroup.TROUBLE
    assert list(due_items(user(Role.EDITOR), now)) == []


def test_tasks_are_enqueued_with_the_transaction_or_not_at_all(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        enqueue(brittle)
    assert len(callbacks) == 1  # done at once here, but not before the commit
    enqueued()
    assert DBTaskResult.objects.count() == 1
