"""Reminders: five days and one day before the deadline, once, to who has sent nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.notices.models import Notice
from newsletter.actions.change_call import close_call, move_deadline
from newsletter.actions.open_call import ask, open_call
from newsletter.actions.remind_entities import remind_entities
from newsletter.call_days import MARKS, mark_due
from newsletter.models import EntityContact, EntityItem, ItemCall
from tests.newsletter.items import asking

pytestmark = pytest.mark.usefixtures("site")

DUBAI = ZoneInfo("Asia/Dubai")
DEADLINE = date(2026, 11, 26)
OPENED = datetime(2026, 11, 3, 10, tzinfo=DUBAI)


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=DUBAI)


def opened(*contacts: EntityContact) -> ItemCall:
    call, _made = open_call(
        month=asking.MONTH,
        deadline=DEADLINE,
        guidance="",
        contacts=contacts,
        opened_by=None,
        now=OPENED,
    )
    return call


def reminders() -> int:
    return Notice.objects.filter(template="newsletter/mail/call_reminder").count()


def test_each_mark_is_told_once_however_often_the_clock_strikes() -> None:
    opened(asking.contact())
    told = []
    for day in range(4, 29):
        for hour in (7, 8, 12, 23):
            remind_entities(at(day, hour))
            remind_entities(at(day, hour))
        told.append((day, reminders()))
    assert next(day for day, count in told if count == 1) == 21
    assert next(day for day, count in told if count == 2) == 25
    assert told[-1][1] == 2


def test_nobody_is_reminded_at_night_by_the_clock_of_dubai() -> None:
    opened(asking.contact())
    remind_entities(datetime(2026, 11, 20, 21, tzinfo=ZoneInfo("UTC")))  # 1 o'clock of the 21st
    assert reminders() == 0
    remind_entities(datetime(2026, 11, 21, 4, tzinfo=ZoneInfo("UTC")))  # 8 o'clock
    assert reminders() == 1


def test_an_entity_that_sent_something_is_left_in_peace_until_it_takes_it_back() -> None:
    who = asking.contact()
    call, colleague = opened(who), asking.contact(who.entity)
    ask(call, [colleague], OPENED)
    item = EntityItem.objects.create(
        call=call, entity=who.entity, contact=colleague, sent_at=OPENED, changed_at=OPENED,
        token="6e0a1c4e-0000-4000-8000-000000000001", **asking.ARABIC,
    )  # fmt: skip
    remind_entities(at(21))
    assert reminders() == 0
    item.state = "withdrawn"
    item.save()
    remind_entities(at(22))
    assert reminders() == 2


def test_days_without_a_worker_cost_no_reminder_and_double_none() -> None:
    opened(asking.contact())
    remind_entities(at(26))
    remind_entities(at(26, 15))
    assert reminders() == 1


def test_who_was_asked_after_a_mark_is_not_reminded_of_it() -> None:
    call = opened()
    ask(call, [asking.contact()], at(22))
    remind_entities(at(23))
    assert reminders() == 0
    remind_entities(at(25))
    assert reminders() == 1


def test_a_moved_deadline_has_reminders_of_its_own() -> None:
    call = opened(asking.contact())
    remind_entities(at(21))
    move_deadline(call, date(2026, 12, 10), at(22))
    remind_entities(at(23))
    assert reminders() == 1
    remind_entities(datetime(2026, 12, 5, 9, tzinfo=DUBAI))
    assert reminders() == 2


def test_neither_closed_calls_nor_resting_contacts_are_reminded() -> None:
    resting = asking.contact()
    call = opened(resting, asking.contact())
    resting.is_active = False
    resting.save()
    remind_entities(at(21))
    assert reminders() == 1
    close_call(call, at(22))
    remind_entities(at(25))
    assert reminders() == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [("ar", "بقي يوم واحد"), ("en", "One day is left")],
)
def test_the_letter_says_how_many_days_are_left(language: str, words: str) -> None:
    who = asking.contact(language=language)
    opened(who)
    remind_entities(at(25))
    assert words in asking.letters(who)[-1]


@given(
    left=st.integers(-3, 40),
    known=st.integers(0, 60),
)
def test_a_mark_is_due_only_between_its_day_and_the_deadline(left: int, known: int) -> None:
    today = date(2026, 11, 20)
    deadline = today + timedelta(days=left)
    mark = mark_due(deadline, today, known_since=today - timedelta(days=known))
    if mark is None:
        return
    assert mark in MARKS
    assert 0 <= left <= mark
    assert deadline - timedelta(days=mark) > today - timedelta(days=known)
    assert not any(left <= other < mark for other in MARKS)
