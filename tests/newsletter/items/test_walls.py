"""Each door of the desk asks for its own right; what an entity sends is told to nobody else."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from cms.access.roles import Role
from cms.models import User
from newsletter.actions.remind_entities import remind_entities
from newsletter.models import EntityContact, EntityItem, ItemCall
from newsletter.views.items import urls
from tests.factories import people
from tests.newsletter.items import asking

pytestmark = pytest.mark.usefixtures("site")

OF_NOTHING = {"index", "new", "contacts", "add_contact"}
OF_A_CALL = {"call", "deadline", "ask", "close"}
OF_A_CONTACT = {"contact", "remove_contact"}
OF_AN_ITEM = {"item", "edit", "accept", "decline", "merge", "undo"}
ALL = OF_NOTHING | OF_A_CALL | OF_A_CONTACT | OF_AN_ITEM
OPEN_TO = {Role.NEWSLETTER_MANAGER, Role.ADMINISTRATOR}
REFUSED = (302, reverse("wagtailadmin_home"))


def address(name: str, item: EntityItem, other: EntityItem) -> str:
    args: list[Any] = []
    if name in OF_A_CALL:
        args = [item.call_id]
    elif name in OF_A_CONTACT:
        args = [item.contact_id]
    elif name in OF_AN_ITEM:
        args = [item.pk, other.pk] if name == "merge" else [item.pk]
    return reverse(f"newsletter_items:{name}", args=args)


@pytest.fixture
def items() -> tuple[EntityItem, EntityItem]:
    who = asking.contact()
    call = asking.called(who)
    return asking.sent(call, who), asking.sent(call, who, **asking.ENGLISH)


def stored() -> list[Any]:
    return [list(model.objects.values()) for model in (EntityItem, ItemCall, EntityContact)]


def test_every_address_is_named_here() -> None:
    assert {pattern.name for pattern in urls.urlpatterns} == ALL


@pytest.mark.parametrize("role", sorted(set(Role) - OPEN_TO))
def test_the_desks_doors_are_closed_to_others(
    role: Role, items: tuple[EntityItem, EntityItem]
) -> None:
    client = asking.at_desk(people.user(role, entity=items[0].entity))
    before = stored()
    for name in sorted(ALL):
        for method in ("get", "post"):
            answer = getattr(client, method)(address(name, *items), {"version": 1, "reason": "x"})
            assert (answer.status_code, answer.get("Location")) == REFUSED, (name, method)
            assert [str(m) for m in get_messages(answer.wsgi_request)]
    assert stored() == before


@pytest.mark.parametrize("role", sorted(OPEN_TO))
@pytest.mark.parametrize("language", ["ar", "en"])
def test_managers_and_administrators_come_in(
    role: Role, language: str, items: tuple[EntityItem, EntityItem]
) -> None:
    client = asking.at_desk(people.user(role, language=language))
    for name in sorted(ALL - {"deadline", "ask", "accept", "decline", "undo"}):
        answer = client.get(address(name, *items))
        assert answer.status_code == 200, name
        assert "no-store" in answer["Cache-Control"]


def test_who_is_not_logged_in_is_asked_to(items: tuple[EntityItem, EntityItem]) -> None:
    for name in sorted(ALL):
        answer = Client().get(address(name, *items))
        assert "login" in answer["Location"]


def test_what_changes_something_is_protected_from_other_sites(
    items: tuple[EntityItem, EntityItem],
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_superuser("all@house.example", people.PASSWORD))
    for name in sorted(ALL - {"index", "call", "contacts", "item"}):
        assert client.post(address(name, *items)).status_code == 403, name


def test_no_address_reaches_the_log(
    items: tuple[EntityItem, EntityItem], caplog: pytest.LogCaptureFixture
) -> None:
    contact = items[0].contact
    assert contact is not None
    EntityContact.objects.filter(pk=contact.pk).update(email="canary@leaks.example")
    with caplog.at_level(logging.DEBUG):
        call = items[0].call
        token = asking.token_of(call, contact)
        asking.send(token)
        asking.decide(asking.at_desk(), items[0], "decline", reason="سبب")
        remind_entities(call.opened_at)
        asking.letters(contact)
    assert "canary" not in caplog.text
