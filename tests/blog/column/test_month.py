"""A check says when the month has no column: on the first screen, by mail, and to operators."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from wagtail import hooks

from blog.actions.open_column import open_column
from blog.actions.report_missing import report_missing
from blog.column.month import ColumnState, column_of, following, this_month
from blog.models import ColumnPage
from cms.access.roles import Role
from cms.due import DUE_HOOK, DueGroup
from cms.work.jobs import JOBS
from tests.blog.column.setting import office, submitted, written
from tests.conftest import DUBAI
from tests.factories import blog as posts
from tests.factories import people

if TYPE_CHECKING:
    from tests.house import House

NOVEMBER = date(2026, 11, 1)
BEFORE = datetime(2026, 11, 4, 23, 59, tzinfo=DUBAI)
DUE = datetime(2026, 11, 5, 0, 0, tzinfo=DUBAI)


def item(user: Any, now: datetime) -> Any:
    items = (item for hook in hooks.get_hooks(DUE_HOOK) for item in hook(user, now))
    found = [item for item in items if item.group == DueGroup.COLUMN]
    assert len(found) <= 1
    return found[0] if found else None


def test_a_month_goes_from_nothing_to_published(site: House, now: datetime) -> None:
    user = office()
    month = this_month(now)
    assert column_of(month, now).state == ColumnState.NONE
    now = now.replace(microsecond=0)
    page = written(now, user, go_live_at=now + timedelta(days=1))
    assert column_of(month, now).state == ColumnState.DRAFT
    state = submitted(page, user)
    assert column_of(month, now).state == ColumnState.WAITING
    state.task.specific.on_action(state.specific, user, "approve")
    scheduled = column_of(month, now)
    assert scheduled.state == ColumnState.SCHEDULED
    assert scheduled.at == now + timedelta(days=1)
    with time_machine.travel(now + timedelta(days=1, minutes=1), tick=False):
        call_command("publish_scheduled")
    assert column_of(month, now).state == ColumnState.PUBLISHED


def test_it_is_late_from_midnight_of_its_day_in_dubai(site: House) -> None:
    assert not column_of(NOVEMBER, BEFORE).late
    assert column_of(NOVEMBER, DUE).late
    assert column_of(NOVEMBER, DUE.astimezone(UTC)).late


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_the_following_month_begins_on_its_first_day(day: date) -> None:
    following_month = following(day)
    assert following_month.day == 1
    assert following_month > day
    assert (following_month - day).days <= 31


def test_the_office_and_the_editors_are_told_once_a_month(
    site: House, django_capture_on_commit_callbacks: Any
) -> None:
    office("ar", email="dg@house.example")
    people.user(Role.EDITOR, language="en", email="editor@house.example")
    people.user(Role.TRANSLATOR)
    people.contributor()
    with django_capture_on_commit_callbacks(execute=True):
        JOBS["blog.column_missing"].run(BEFORE)
        assert not mail.outbox
    with django_capture_on_commit_callbacks(execute=True):
        for days in range(20):
            JOBS["blog.column_missing"].run(DUE + timedelta(days=days))
    assert sorted(m.to[0] for m in mail.outbox) == ["dg@house.example", "editor@house.example"]
    english = next(m for m in mail.outbox if m.to == ["editor@house.example"])
    assert "November 2026" in english.subject
    assert "/admin/column/?month=2026-11" in str(english.body)
    with django_capture_on_commit_callbacks(execute=True):
        report_missing(datetime(2026, 12, 6, tzinfo=DUBAI))
    assert len(mail.outbox) == 4


@pytest.mark.parametrize("settled", ["live", "scheduled"])
def test_a_month_with_its_column_is_no_news(settled: str, site: House) -> None:
    office()
    if settled == "live":
        posts.column_page("ar", month=NOVEMBER)
    else:
        page: Any = open_column(NOVEMBER, "ar", None, DUE).page
        page.go_live_at = datetime.now(tz=DUBAI) + timedelta(days=3)
        page.save_revision().publish()
    report_missing(DUE)
    assert not mail.outbox
    assert not column_of(NOVEMBER, DUE).late


def test_an_english_column_alone_is_not_the_months(site: House) -> None:
    posts.column_page("en", month=NOVEMBER)
    assert column_of(NOVEMBER, DUE).late


def test_the_first_screen_shows_the_months_state_and_when_it_is_late(site: House) -> None:
    user = office()
    with time_machine.travel(BEFORE, tick=False):
        calm = item(user, BEFORE)
        assert not calm.urgent
        assert calm.at == DUE
        open_column(NOVEMBER, "ar", user, BEFORE)
    late = item(user, DUE)
    assert late.urgent
    assert str(user) in late.detail
    assert late.page_id == ColumnPage.objects.get().pk
    assert item(people.user(Role.EDITOR), DUE).urgent
    assert item(people.contributor(), DUE) is None
    assert item(people.user(Role.TRANSLATOR), DUE) is None


def test_operators_ask_by_a_command(site: House, capsys: pytest.CaptureFixture[str]) -> None:
    with time_machine.travel(BEFORE, tick=False):
        call_command("column_check")
    assert "2026-11: none, due 2026-11-05" in capsys.readouterr().out
    with time_machine.travel(DUE, tick=False), pytest.raises(CommandError) as refused:
        call_command("column_check")
    assert refused.value.returncode == 1
    posts.column_page("ar", month=NOVEMBER)
    with time_machine.travel(DUE, tick=False):
        call_command("column_check", "--month", "2026-11")
    assert "published" in capsys.readouterr().out
