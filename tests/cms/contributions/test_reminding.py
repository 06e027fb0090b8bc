"""Reminders come before the deadline, once each, and never to who has sent."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.access.roles import Role
from cms.contributions.actions import change_invitation
from cms.contributions.deadlines import MARKS, mark_due
from cms.contributions.jobs import remind
from cms.contributions.models import Contribution
from cms.contributions.states import WITH_THE_ENTITY, ContributionState
from cms.notices.models import Notice
from cms.work.jobs import JOBS
from tests.cms.contributions import calls
from tests.factories import people

if TYPE_CHECKING:
    from cms.models import User

pytestmark = pytest.mark.usefixtures("site")

DUBAI = ZoneInfo("Asia/Dubai")
DEADLINE = date(2026, 11, 22)
LONG_BEFORE = datetime(2026, 10, 1, 9, tzinfo=DUBAI)


def at(days: int, hour: int = 9) -> datetime:
    """So many days before the deadline, at an hour of Dubai."""
    return datetime.combine(DEADLINE - timedelta(days=days), time(hour), DUBAI)


def reminders(user: User) -> int:
    return Notice.objects.filter(recipient=user.email, template__endswith="/reminder").count()


def test_it_is_done_every_hour() -> None:
    assert JOBS["contributions.remind"].every == timedelta(hours=1)


def test_seven_days_two_days_and_one_day_before_in_the_readers_language() -> None:
    user = people.contributor(language="en")
    calls.invited(user.entity, now=LONG_BEFORE, deadline=DEADLINE)
    seen = []
    for days in range(12, -1, -1):
        for hour in range(24):
            before = reminders(user)
            remind(at(days, hour))
            if reminders(user) > before:
                seen.append((days, hour))
    assert seen == [(7, 8), (2, 8), (1, 8)]
    letters = calls.letters(user)
    assert "7 days are left" in letters[1]
    assert "One day is left" in letters[3]


def test_a_day_on_which_nothing_ran_is_made_up_for_by_one_letter() -> None:
    user = people.contributor()
    calls.invited(user.entity, now=LONG_BEFORE, deadline=DEADLINE)
    remind(at(0))
    assert reminders(user) == 1
    remind(at(0, 23))
    assert reminders(user) == 1


def test_who_was_invited_inside_the_last_week_is_not_reminded_at_once() -> None:
    user = people.contributor()
    calls.invited(user.entity, now=at(5), deadline=DEADLINE)
    remind(at(5, 10))
    remind(at(4))
    assert reminders(user) == 0
    remind(at(2))
    assert reminders(user) == 1


def test_a_new_deadline_has_reminders_of_its_own() -> None:
    user = people.contributor()
    invitation = calls.invited(user.entity, now=LONG_BEFORE, deadline=DEADLINE)
    remind(at(1))
    change_invitation.set_deadline(invitation, DEADLINE + timedelta(days=20), at(0))
    remind(at(0))
    assert reminders(user) == 1
    remind(at(-18))
    assert reminders(user) == 2


def test_nobody_is_reminded_of_a_cancelled_invitation() -> None:
    user = people.contributor()
    invitation = calls.invited(user.entity, now=LONG_BEFORE, deadline=DEADLINE)
    change_invitation.cancel(invitation, at(9))
    for days in (7, 2, 1):
        remind(at(days))
    assert reminders(user) == 0


def test_after_the_deadline_the_inviting_editor_reads_once_who_is_late() -> None:
    late, done = people.contributor(), people.contributor()
    editor, other = people.user(Role.EDITOR, language="en"), people.user(Role.EDITOR)
    invitation = calls.invited(
        late.entity, done.entity, by=editor, now=LONG_BEFORE, deadline=DEADLINE
    )
    Contribution.objects.filter(entity=done.entity).update(state="submitted")
    for _hours in range(3):
        remind(at(-1))
    remind(at(-30))
    (letter,) = calls.letters(editor)
    assert f"Entity {late.entity.slug}" in letter
    assert f"Entity {done.entity.slug}" not in letter
    assert calls.letters(other) == []
    assert reminders(late) == 0
    assert invitation.is_over(at(-1))


def test_when_the_inviting_editor_is_gone_all_editors_are_told() -> None:
    late = people.contributor()
    gone, other = people.user(Role.EDITOR, is_active=False), people.user(Role.EDITOR)
    calls.invited(late.entity, by=gone, now=LONG_BEFORE, deadline=DEADLINE)
    remind(at(-1))
    assert len(calls.letters(other)) == 1
    assert calls.letters(gone) == []


def test_the_deadline_is_the_end_of_its_day_in_dubai() -> None:
    invitation = calls.invited(people.entity(), now=LONG_BEFORE, deadline=DEADLINE)
    end = datetime(2026, 11, 23, tzinfo=DUBAI)
    assert not invitation.is_over(end - timedelta(seconds=1))
    assert invitation.is_over(end)


@settings(deadline=None)
@given(
    left=st.integers(-5, 60),
    known=st.integers(-5, 60),
)
def test_a_mark_is_of_a_day_that_came_after_the_deadline_was_known(left: int, known: int) -> None:
    today, known_since = DEADLINE - timedelta(days=left), DEADLINE - timedelta(days=known)
    mark = mark_due(DEADLINE, today, known_since=known_since)
    if mark is not None:
        assert 0 <= left <= mark
        assert DEADLINE - timedelta(days=mark) > known_since
        assert not [m for m in MARKS if left <= m < mark]
    elif left >= 0:
        marks = [m for m in MARKS if left <= m]
        assert not marks or known <= min(marks)


steps = st.lists(
    st.tuples(
        st.integers(-3, 12),  # days before the deadline
        st.integers(0, 23),
        st.sampled_from(["run", "run twice", *ContributionState.values]),
    ),
    max_size=14,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=steps)
def test_in_no_order_of_times_is_anyone_reminded_twice_or_after_sending(
    steps: list[tuple[int, int, str]],
) -> None:
    user = people.contributor()
    assert user.entity is not None
    fields = {"subject": f"subject {uuid4()}"}
    invitation = calls.invited(user.entity, now=LONG_BEFORE, deadline=DEADLINE, **fields)
    row = Contribution.objects.filter(invitation=invitation)
    for days, hour, what in steps:
        before = reminders(user)
        if what not in {"run", "run twice"}:
            row.update(state=what)
        for _times in range(2 if what == "run twice" else 1):
            remind(at(days, hour))
        told = reminders(user) - before
        assert told <= 1
        if row.get().state not in WITH_THE_ENTITY or hour < 8 or days < 0:
            assert told == 0
    marks = Counter(
        notice.context["days"]
        for notice in Notice.objects.filter(
            recipient=user.email, template="contributions/mail/reminder"
        )
    )
    assert sum(marks.values()) <= len(MARKS)
