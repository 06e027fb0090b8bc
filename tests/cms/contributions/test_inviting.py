"""An editor invites entities; their contacts read it in their language."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.access.roles import Role
from cms.contributions.actions.invite import add_entities
from cms.contributions.models import Contribution, Invitation
from tests.cms.contributions import calls
from tests.factories import people

if TYPE_CHECKING:
    from django.test import Client


pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def desk(db: None) -> Client:
    return calls.at_desk(people.user(Role.EDITOR, language="en"))


def test_each_contact_gets_one_letter_in_their_language_with_a_link(desk: Client) -> None:
    entity, other = people.entity(), people.entity()
    arab = people.contributor(entity, language="ar")
    english = people.contributor(entity, language="en")
    stranger = people.contributor(other)
    answer = desk.post(reverse("contributions:new"), calls.form(entities=[entity.pk]))
    invitation = Invitation.objects.get()
    assert answer["Location"] == reverse("contributions:invitation", args=[invitation.pk])
    assert letters_hold(arab, calls.SUBJECT, "جهة")
    link = reverse("contributions:own", args=[calls.of(invitation, entity).pk])
    assert letters_hold(english, link, f"Entity {entity.slug}", "ألف كلمة وصورتان.")
    assert calls.letters(stranger) == []


def letters_hold(user: object, *texts: str) -> bool:
    (letter,) = calls.letters(user)  # type: ignore[arg-type]  # a user of the factories
    for text in texts:
        assert text in letter
    return True


def test_all_entities_are_invited_by_one_tick(desk: Client) -> None:
    entities = {people.entity().pk for _ in range(3)}
    desk.post(reverse("contributions:new"), calls.form(everyone="on"))
    assert set(Contribution.objects.values_list("entity", flat=True)) >= entities


def test_sending_the_form_twice_invites_once(desk: Client) -> None:
    entity = people.entity()
    contact = people.contributor(entity)
    data = calls.form(entities=[entity.pk])
    first = desk.post(reverse("contributions:new"), data)
    second = desk.post(reverse("contributions:new"), data)
    assert first["Location"] == second["Location"]
    assert len(calls.letters(contact)) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"deadline": calls.local_day(0).isoformat()}, "Choose a later day"),
        ({"deadline": calls.local_day(-3).isoformat()}, "Choose a later day"),
        ({"subject": ""}, "This field is required"),
        ({"entities": []}, "Choose at least one entity"),
        ({"kind": "column"}, "column"),
        ({"language": "xx"}, "xx"),
    ],
)
def test_a_wrong_form_says_what_to_do_and_loses_nothing(
    desk: Client, wrong: dict[str, object], said: str
) -> None:
    entity = people.entity()
    data = calls.form(entities=[entity.pk], guidance="إرشادات طويلة.") | wrong
    answer = desk.post(reverse("contributions:new"), data)
    assert answer.status_code == 200
    shown = unescape(answer.content.decode())
    assert said in shown
    assert "إرشادات طويلة." in shown
    assert str(data["token"]) in shown
    assert not Invitation.objects.exists()


def test_an_entity_without_a_contact_is_marked_and_warned_of(desk: Client) -> None:
    silent, heard = people.entity(), people.entity()
    people.contributor(heard)
    shown = unescape(desk.get(reverse("contributions:new")).content.decode())
    assert f"Entity {silent.slug} (no contact yet)" in shown
    assert f"Entity {heard.slug} (no contact yet)" not in shown
    answer = desk.post(
        reverse("contributions:new"), calls.form(entities=[silent.pk, heard.pk]), follow=True
    )
    assert "One entity has no contact" in unescape(answer.content.decode())
    assert Contribution.objects.count() == 2


def test_entities_may_be_added_later_and_none_is_told_twice(desk: Client) -> None:
    first, second = people.entity(), people.entity()
    contacts = people.contributor(first), people.contributor(second)
    invitation = calls.invited(first)
    address = reverse("contributions:add", args=[invitation.pk])
    assert desk.post(address, {"entities": [second.pk]}).status_code == 302
    add_entities(invitation, [first, second], timezone.now())
    assert [len(calls.letters(contact)) for contact in contacts] == [1, 1]


def test_moving_the_deadline_tells_those_who_have_not_sent(desk: Client) -> None:
    entity, done = people.entity(), people.entity()
    contact, finished = people.contributor(entity), people.contributor(done)
    invitation = calls.invited(entity, done)
    Contribution.objects.filter(entity=done).update(state="submitted")
    address = reverse("contributions:deadline", args=[invitation.pk])
    for _twice in range(2):
        desk.post(address, {"deadline": calls.local_day(60).isoformat()})
    invitation.refresh_from_db()
    assert invitation.deadline == calls.local_day(60)
    assert len(calls.letters(contact)) == 2  # the invitation and the new deadline
    assert len(calls.letters(finished)) == 1
    refused = desk.post(address, {"deadline": calls.local_day(-1).isoformat()})
    assert "Choose a later day" in unescape(refused.content.decode())


def test_cancelling_tells_those_who_sent_nothing_and_leaves_the_rest(desk: Client) -> None:
    entity, done = people.entity(), people.entity()
    contact, finished = people.contributor(entity), people.contributor(done)
    invitation = calls.invited(entity, done)
    Contribution.objects.filter(entity=done).update(state="submitted")
    address = reverse("contributions:cancel", args=[invitation.pk])
    assert desk.get(address).status_code == 200
    assert desk.post(address).status_code == 302
    assert desk.post(address).status_code == 404
    assert calls.of(invitation, entity).state == "cancelled"
    assert calls.of(invitation, done).state == "submitted"
    assert [len(calls.letters(user)) for user in (contact, finished)] == [2, 1]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_screen_of_the_editors_opens(language: str) -> None:
    desk = calls.at_desk(people.user(Role.EDITOR, language=language))
    assert desk.get(reverse("contributions:index")).status_code == 200
    invitation = calls.invited(people.entity(), languages=["ar", "en"], guidance="إرشادات")
    for name, args in (
        ("index", []),
        ("new", []),
        ("overview", []),
        ("invitation", [invitation.pk]),
        ("cancel", [invitation.pk]),
    ):
        answer = desk.get(reverse(f"contributions:{name}", args=args))
        assert answer.status_code == 200, name
    assert calls.SUBJECT in desk.get(reverse("contributions:index")).content.decode()


def test_the_subject_is_one_line(desk: Client) -> None:
    entity = people.entity()
    contact = people.contributor(entity)
    desk.post(
        reverse("contributions:new"), calls.form(entities=[entity.pk], subject="one\r\nBcc: two")
    )
    assert Invitation.objects.get().subject == "one Bcc: two"
    assert len(calls.letters(contact)) == 1
