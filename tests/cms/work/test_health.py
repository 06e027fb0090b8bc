"""The house says whether it is well, and no more than that to those who only pass by."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.access.roles import Role
from cms.work.enqueue import enqueue
from cms.work.health import health
from cms.work.models import JobSlot
from tests.cms.work.queue import queued
from tests.cms.work.test_troubles import brittle
from tests.factories.people import user

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


def ticked(ago: timedelta) -> None:
    at = timezone.now() - ago
    JobSlot.objects.create(job="test.minutely", slot=at, made_at=at)


def test_it_is_well_while_someone_ticks(client: Client) -> None:
    ticked(timedelta(minutes=4))
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("ago", [None, timedelta(minutes=6)])
def test_without_ticks_operators_are_told_and_readers_still_served(
    ago: timedelta | None, client: Client
) -> None:
    if ago is not None:
        ticked(ago)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable"})
    assert client.get("/health/web/").json() == {"status": "ok"}


def test_a_queue_that_nobody_works_off_is_told(client: Client) -> None:
    ticked(timedelta(0))
    with queued():
        enqueue(brittle)
    assert client.get("/health/").status_code == 200
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=11))
    assert client.get("/health/").status_code == 503


def test_a_task_that_waits_for_its_next_try_is_no_queue() -> None:
    ticked(timedelta(0))
    with queued():
        enqueue(brittle)
    now = timezone.now()
    DBTaskResult.objects.update(enqueued_at=now - timedelta(hours=3), run_after=now)
    assert health(timezone.now()).working


def test_a_new_try_hides_nobody_who_waits_longer() -> None:
    ticked(timedelta(0))
    with queued():
        enqueue(brittle)
        now = timezone.now()
        DBTaskResult.objects.update(enqueued_at=now - timedelta(hours=3), run_after=now)
        enqueue(brittle)
    again = DBTaskResult.objects.filter(run_after__lte=now)
    DBTaskResult.objects.exclude(pk__in=again).update(enqueued_at=now - timedelta(minutes=11))
    assert not health(timezone.now()).working
    DBTaskResult.objects.exclude(pk__in=again).delete()
    again.update(run_after=now - timedelta(minutes=12))
    assert health(now).seconds_waiting == 12 * 60


def test_a_task_whose_next_try_is_not_due_is_not_waiting() -> None:
    with queued():
        enqueue(brittle)
        DBTaskResult.objects.update(run_after=timezone.now() + timedelta(hours=1))
        assert (health(timezone.now()).waiting, health(timezone.now()).seconds_waiting) == (0, None)
        enqueue(brittle)
    assert health(timezone.now()).waiting == 1


def test_a_database_that_does_not_answer_is_an_answer(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: object, **_options: object) -> None:
        raise DatabaseError("connection refused by db.internal")

    monkeypatch.setattr("cms.work.health.JobSlot.objects.aggregate", away)
    for address in ("/health/", "/health/web/"):
        answer = client.get(address)
        assert (answer.status_code, answer.json()) == (503, {"status": "unavailable"})


def test_details_are_for_administrators(client: Client) -> None:
    ticked(timedelta(0))
    client.force_login(user(Role.EDITOR))
    assert "details" not in client.get("/health/").json()
    client.force_login(user(Role.ADMINISTRATOR))
    assert client.get("/health/").json()["details"]["workers"] == 0


def test_it_changes_nothing(client: Client) -> None:
    assert client.post("/health/").status_code == 405
