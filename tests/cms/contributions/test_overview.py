"""The overview counts per entity, and its files compute nothing in a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cms.access.roles import Role
from cms.contributions.models import Contribution
from cms.contributions.tally import Tally, tallies, total
from tests.cms.contributions import calls
from tests.factories import people

if TYPE_CHECKING:
    from datetime import datetime

    from cms.models import Entity

pytestmark = pytest.mark.usefixtures("site")


def mark(entity: Entity, state: str, **moments: datetime) -> None:
    newest = Contribution.objects.filter(entity=entity).latest("pk")
    Contribution.objects.filter(pk=newest.pk).update(state=state, **moments)


def test_it_counts_invited_sent_and_published() -> None:
    first, second = people.entity(), people.entity()
    now = timezone.now()
    calls.invited(first, second)
    mark(first, "published", submitted_at=now, published_at=now)
    mark(second, "refused")
    calls.invited(first)
    mark(first, "declined", submitted_at=now)
    today = calls.local_day()
    rows = tallies(today, today)
    assert rows == [
        Tally(f"جهة {first.slug}", invited=2, sent=2, published=1, refused=0, declined=1),
        Tally(f"جهة {second.slug}", invited=1, sent=0, published=0, refused=1, declined=0),
    ]
    assert total(rows) == Tally("", 3, 2, 1, 1, 1)


def test_only_what_was_asked_in_the_period_counts() -> None:
    entity = people.entity()
    calls.invited(entity, now=timezone.now() - timedelta(days=40))
    today = calls.local_day()
    assert tallies(today - timedelta(days=30), today) == []
    assert [row.invited for row in tallies(today - timedelta(days=41), today)] == [1]


def test_a_published_contribution_is_in_the_page_and_both_files() -> None:
    user = people.contributor()
    contribution = calls.of(calls.invited(user.entity), user.entity)
    page = calls.open_draft(calls.at_desk(user), contribution)
    calls.send(calls.at_desk(user), page)
    editing = calls.at_desk(people.user(Role.EDITOR, language="en"))
    calls.decide(editing, page, "approve")
    address = reverse("contributions:overview")
    assert f"Entity {user.entity.slug}" in editing.get(address).content.decode()
    (row,) = list(
        csv.reader(io.StringIO(editing.get(f"{address}?export=csv").content.decode("utf-8-sig")))
    )[1:]
    assert row == [f"Entity {user.entity.slug}", "1", "1", "1", "0", "0"]
    sheet = load_workbook(io.BytesIO(editing.get(f"{address}?export=xlsx").content)).active
    assert [cell.value for cell in sheet[2]] == [f"Entity {user.entity.slug}", 1, 1, 1, 0, 0]


def test_an_impossible_period_is_explained_and_gives_no_file() -> None:
    editing = calls.at_desk(people.user(Role.EDITOR, language="en"))
    for query in ("since=2026-05-01&until=2026-04-01", "since=x&until=y", "since=&until="):
        answer = editing.get(f"{reverse('contributions:overview')}?{query}&export=csv")
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith("text/html")
        assert "error-message" in answer.content.decode()
