"""Managers keep contacts and ask them once a month; nobody is asked twice."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from newsletter.actions.change_call import close_call, move_deadline
from newsletter.actions.open_call import ask
from newsletter.actions.open_monthly_call import open_monthly_call
from newsletter.models import EntityContact, Holiday, ItemCall
from tests.factories import people
from tests.newsletter.items import asking

pytestmark = pytest.mark.usefixtures("site")

NEW = "newsletter_items:new"
#: A Monday.
TODAY = "2026-11-02T09:00:00+04:00"


def test_each_contact_is_asked_in_their_language_by_a_link_of_their_own() -> None:
    entity = people.entity()
    arabic, english = asking.contact(entity), asking.contact(entity, language="en")
    call = asking.called(arabic, english, guidance="نرجو رقمًا.")
    (first,) = asking.letters(arabic)
    (second,) = asking.letters(english)
    assert "نوفمبر 2026" in first
    assert "November 2026" in second
    assert f"/items/{asking.token_of(call, arabic)}/" in first
    assert f"/en/items/{asking.token_of(call, english)}/" in second
    assert "نرجو رقمًا." in first
    assert " AH)" in second


def test_opening_the_month_twice_asks_nobody_twice() -> None:
    who = asking.contact()
    first = asking.called(who)
    desk = asking.at_desk()
    data = {
        "month": asking.MONTH.isoformat(),
        "deadline": asking.local_day(3).isoformat(),
        "free_day": "on",
        "contacts": [who.pk],
    }
    desk.post(reverse(NEW), data)
    assert ItemCall.objects.get() == first
    assert len(asking.letters(who)) == 1


@time_machine.travel(TODAY, tick=False)
def test_the_managers_form_asks_all_active_contacts_by_default() -> None:
    active, _quiet = asking.contact(), asking.contact(is_active=False)
    desk = asking.at_desk()
    page = desk.get(reverse(NEW))
    assert page.context["form"].fields["contacts"].initial == [active.pk]
    data = {"month": "2026-11-01", "deadline": "2026-11-19", "contacts": [active.pk]}
    answer = desk.post(reverse(NEW), data)
    call = ItemCall.objects.get()
    assert answer["Location"] == reverse("newsletter_items:call", args=[call.pk])
    assert (call.month, call.deadline) == (date(2026, 11, 1), date(2026, 11, 19))
    assert len(asking.letters(active)) == 1


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-02", {"ar": "يوماً لاحقاً", "en": "Choose a later day"}),
        ("2026-10-01", {"ar": "يوماً لاحقاً", "en": "Choose a later day"}),
        ("2026-11-21", {"ar": "عطلة نهاية الأسبوع", "en": "on a weekend"}),
        ("2026-12-02", {"ar": "عطلة رسمية", "en": "public holiday"}),
        ("2027-12-01", {"ar": "error-message", "en": "more than a year away"}),
        ("9999-12-31", {"ar": "error-message", "en": "more than a year away"}),
    ],
)
def test_a_deadline_is_a_working_day_to_come(
    day: str, words: dict[str, str], language: str
) -> None:
    who = asking.contact()
    desk = asking.at_desk(asking.manager(language))
    data = {"month": "2026-11-01", "deadline": day, "contacts": [who.pk], "guidance": "كلمات"}
    page = desk.post(reverse(NEW), data).content.decode()
    assert words[language] in page
    assert "كلمات" in page
    assert not ItemCall.objects.exists()


@time_machine.travel(TODAY, tick=False)
def test_a_free_day_is_kept_when_that_is_meant() -> None:
    who = asking.contact()
    Holiday.objects.create(day=date(2026, 11, 18), name={"ar": "عطلة", "en": "Day off"})
    data = {"month": "2026-11-01", "deadline": "2026-11-18", "contacts": [who.pk]}
    desk = asking.at_desk()
    page = desk.post(reverse(NEW), data)
    assert 'name="free_day"' in page.content.decode()
    desk.post(reverse(NEW), data | {"free_day": "on"})
    assert ItemCall.objects.get().deadline == date(2026, 11, 18)


def test_an_entity_can_be_asked_later() -> None:
    first, late = asking.contact(), asking.contact()
    call = asking.called(first)
    address = reverse("newsletter_items:ask", args=[call.pk])
    for _again in range(2):
        asking.at_desk().post(address, {"contacts": [late.pk]})
    assert len(asking.letters(late)) == 1
    assert len(asking.letters(first)) == 1


def test_a_moved_deadline_is_told_and_takes_items_again() -> None:
    who = asking.contact(language="en")
    call = asking.called(who)
    asking.over(call)
    assert ask(call, [asking.contact()], timezone.now()) == 0
    day = asking.local_day(20)
    desk = asking.at_desk()
    data = {"deadline": day.isoformat(), "free_day": "on"}
    desk.post(reverse("newsletter_items:deadline", args=[call.pk]), data)
    call.refresh_from_db()
    assert call.deadline == day
    assert "The deadline was moved" in asking.letters(who)[-1]
    assert asking.sent(call, who)


@pytest.mark.parametrize("what", ["deadline", "ask", "close"])
def test_the_second_of_two_managers_is_told_that_the_call_is_closed(what: str) -> None:
    call = asking.called(asking.contact())
    close_call(call, timezone.now())
    before = ItemCall.objects.values().get()
    data = {"deadline": asking.local_day(20).isoformat(), "contacts": [asking.contact().pk]}
    answer = asking.at_desk().post(reverse(f"newsletter_items:{what}", args=[call.pk]), data)
    assert answer["Location"] == reverse("newsletter_items:call", args=[call.pk])
    assert [str(message) for message in get_messages(answer.wsgi_request)]
    assert ItemCall.objects.values().get() == before


def test_a_deadline_that_is_the_same_is_told_to_nobody() -> None:
    who = asking.contact()
    call = asking.called(who)
    assert not move_deadline(call, call.deadline, timezone.now())
    assert len(asking.letters(who)) == 1


def test_who_sent_nothing_is_told_that_the_call_is_closed_early() -> None:
    silent, eager = asking.contact(), asking.contact()
    call = asking.called(silent, eager)
    asking.sent(call, eager)
    desk = asking.at_desk()
    for _again in range(2):
        desk.post(reverse("newsletter_items:close", args=[call.pk]))
    assert len(asking.letters(silent)) == 2
    assert len(asking.letters(eager)) == 1
    assert asking.send(asking.token_of(call, eager), **asking.ARABIC).status_code == 409


def test_a_call_that_is_over_is_closed_without_a_word() -> None:
    who = asking.contact()
    call = asking.called(who)
    asking.over(call)
    assert close_call(call, timezone.now())
    assert len(asking.letters(who)) == 1


def test_contacts_are_added_changed_and_removed() -> None:
    desk, entity = asking.at_desk(), people.entity()
    data = {
        "entity": entity.pk,
        "name": "منسقة",
        "email": " Contact@Entity.Example ",
        "language": "ar",
        "is_active": "on",
    }
    desk.post(reverse("newsletter_items:add_contact"), data)
    contact = EntityContact.objects.get()
    assert contact.email == "contact@entity.example"
    again = desk.post(reverse("newsletter_items:add_contact"), data)
    assert "email" in again.context["form"].errors
    address = reverse("newsletter_items:contact", args=[contact.pk])
    desk.post(address, data | {"name": "منسق آخر", "is_active": ""})
    contact.refresh_from_db()
    assert (contact.name, contact.is_active) == ("منسق آخر", False)
    shown = desk.get(reverse("newsletter_items:contacts")).content.decode()
    assert "contact@entity.example" in shown
    remove = reverse("newsletter_items:remove_contact", args=[contact.pk])
    desk.get(remove)
    assert EntityContact.objects.exists()
    answer = desk.post(remove)
    assert not EntityContact.objects.exists()
    assert [str(m) for m in get_messages(answer.wsgi_request)]


def test_a_contact_with_links_stays_with_the_entity_whose_items_they_open() -> None:
    who, other = asking.contact(), people.entity()
    address = reverse("newsletter_items:contact", args=[who.pk])
    data = {"entity": other.pk, "name": "X", "email": "new@house.example", "language": "ar"}
    call = asking.called(who)
    asking.at_desk().post(address, data)
    who.refresh_from_db()
    assert (who.entity_id, who.name) == (call.recipients.get().contact.entity_id, "X")
    assert who.entity_id != other.pk


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_month_that_another_manager_opened_meanwhile_is_named_as_such(language: str) -> None:
    who = asking.contact()
    asking.called(who)
    data = {"month": "2026-11-01", "deadline": "2026-11-18", "contacts": [who.pk]}
    desk = asking.at_desk(asking.manager(language))
    shown = desk.post(reverse(NEW), data | {"guidance": "كلام"}).content.decode()
    words = {"ar": "سبق أن طُلبت المواد", "en": "were asked for this month already"}
    assert words[language] in shown
    assert "كلام" in shown
    assert len(asking.letters(who)) == 1


def test_the_desk_shows_who_sent_and_who_did_not() -> None:
    silent, eager = asking.contact(), asking.contact()
    call = asking.called(silent, eager)
    item = asking.sent(call, eager)
    desk = asking.at_desk()
    page = desk.get(reverse("newsletter_items:call", args=[call.pk]))
    came = {line["entity"].pk: line["came"] for line in page.context["entities"]}
    assert came == {silent.entity_id: 0, eager.entity_id: 1}
    assert item.title_ar in page.content.decode()
    (row,) = desk.get(reverse("newsletter_items:index")).context["calls"]
    assert (row.asked, row.answered, row.came, row.waiting) == (2, 1, 1, 1)


# --- by the clock ------------------------------------------------------------------------------


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=ZoneInfo("Asia/Dubai"))


def test_the_month_is_opened_by_itself_once_with_a_working_day_as_its_deadline() -> None:
    who, resting = asking.contact(), asking.contact(is_active=False)
    asking.called(asking.contact(), month=date(2026, 10, 1), guidance="نرجو رقمًا.")
    assert open_monthly_call(at(1, 7), 1) is None
    call = open_monthly_call(at(1, 8), 1)
    assert call is not None
    assert (call.month, call.guidance) == (date(2026, 11, 1), "نرجو رقمًا.")
    assert call.deadline == date(2026, 11, 16)  # two weeks later is a Sunday
    assert open_monthly_call(at(1, 9), 1) is None
    assert open_monthly_call(at(2), 1) is None
    assert len(asking.letters(who)) == 1
    assert resting.calls.count() == 0


@pytest.mark.parametrize(("day", "from_day"), [(5, 0), (9, 10)])
def test_it_is_not_opened_before_its_day_or_where_nobody_wants_it(day: int, from_day: int) -> None:
    asking.contact()
    assert open_monthly_call(at(day), from_day) is None
    assert not ItemCall.objects.exists()


def test_a_day_that_was_missed_is_made_up_for() -> None:
    asking.contact()
    assert open_monthly_call(at(20), 3) is not None
