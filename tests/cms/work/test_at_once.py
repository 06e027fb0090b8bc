"""Commands that fill a database do each piece of background work once, before they end."""

from __future__ import annotations

import pytest
from django_tasks import task

from cms.work.at_once import tasks_at_once

done: list[str] = []


@task()
def note(word: str) -> None:
    done.append(word)
    if word == "first":
        note.enqueue("asked by the first")


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    done.clear()


def test_what_is_enqueued_again_and_again_is_done_once_at_the_end() -> None:
    with tasks_at_once():
        for _again in range(3):
            note.enqueue("same")
        note.enqueue("other")
        assert done == []
    assert done == ["same", "other"]


def test_what_is_done_may_ask_for_more() -> None:
    with tasks_at_once():
        note.enqueue("first")
    assert done == ["first", "asked by the first"]


def test_nothing_is_done_of_a_command_that_failed() -> None:
    def fails() -> None:
        with tasks_at_once():
            note.enqueue("never")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert done == []
