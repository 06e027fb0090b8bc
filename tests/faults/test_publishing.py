"""Several publish at once what is due: each page once, and one bad page stops no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.place import alive

if TYPE_CHECKING:
    from tests.faults.place import Place

pytestmark = pytest.mark.django_db

MANY = 12


def publish_at_once(place: Place, prefix: str, **order: str) -> list[str]:
    """The slugs of the pages that two processes published together."""
    slugs = [f"{prefix}-{number}" for number in range(MANY)]
    place.ask("schedule", slugs=slugs)
    pids = [place.fork("publisher", **order) for _number in range(2)]
    place.wait(lambda: place.effects()["ready"] == 2)
    place.touch("go")
    for pid in pids:
        place.wait(lambda pid=pid: not alive(pid))
    told = place.effects()
    return [slug for slug in slugs for _time in range(told[f"published {slug}"])]


def test_two_at_once_publish_each_page_once(place: Place) -> None:
    published = publish_at_once(place, "once")
    assert published == [f"once-{number}" for number in range(MANY)]
    due = "SELECT id FROM wagtailcore_revision WHERE approved_go_live_at IS NOT NULL"
    assert place.ask("rows", sql=due) == []


def test_two_that_do_not_look_again_would_publish_some_twice(place: Place) -> None:
    published = publish_at_once(place, "twice", mutant="publish without a look")
    assert len(published) > MANY


def test_a_page_that_cannot_be_published_stops_no_other_and_is_told(place: Place) -> None:
    published = publish_at_once(place, "bad", bad="bad-3")
    assert published == [f"bad-{number}" for number in range(MANY) if number != 3]
    told = place.ask("rows", sql="SELECT kind, exception, state FROM work_trouble")
    assert told == [["publication", "builtins.RuntimeError", "retrying"]]
    live = "SELECT slug FROM wagtailcore_page WHERE slug LIKE 'bad-%' AND NOT live"
    assert place.ask("rows", sql=live) == [["bad-3"]]
