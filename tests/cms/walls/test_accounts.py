"""Accounts are kept by administrators, who cannot rise above themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from cms.access.roles import Role
from cms.access.scope import NO_ENTITY, entity_scope
from cms.models import User
from tests.factories import people

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House


@pytest.fixture
def office(client: Client, site: House) -> Client:
    client.force_login(people.user(Role.ADMINISTRATOR))
    return client


def account(*roles: Role, **fields: Any) -> dict[str, Any]:
    groups = Group.objects.filter(name__in=[role.group_name for role in roles])
    return {
        "email": "new@house.example",
        "first_name": "سالم",
        "last_name": "الكاتب",
        "password1": people.PASSWORD,
        "password2": people.PASSWORD,
        "groups": [group.pk for group in groups],
        "entity": "",
    } | fields


def test_an_administrator_makes_a_contributor_of_an_entity(office: Client) -> None:
    entity = people.entity()
    office.post(reverse("wagtailusers_users:add"), account(Role.CONTRIBUTOR, entity=entity.pk))
    made = User.objects.get(email="new@house.example")
    assert made.entity == entity
    assert entity_scope(made) == entity.pk


def test_a_contributor_without_an_entity_is_asked_for_it(office: Client) -> None:
    answer = office.post(reverse("wagtailusers_users:add"), account(Role.CONTRIBUTOR))
    assert answer.status_code == 200
    assert "entity" in answer.context["form"].errors
    assert "سالم" in answer.content.decode()
    assert not User.objects.filter(email="new@house.example").exists()


def test_an_administrator_makes_no_superuser(office: Client) -> None:
    office.post(reverse("wagtailusers_users:add"), account(Role.EDITOR, is_superuser="on"))
    assert not User.objects.get(email="new@house.example").is_superuser


def test_an_administrator_cannot_take_a_superusers_place(office: Client, editor: User) -> None:
    address = reverse("wagtailusers_users:edit", args=[editor.pk])
    fields = account(password1="another-long-password", password2="another-long-password")
    for answer in (office.get(address), office.post(address, fields)):
        assert answer.status_code == 302
    editor.refresh_from_db()
    assert editor.check_password("a-long-password-of-tests")
    office.post(reverse("wagtailusers_users:delete", args=[editor.pk]))
    assert User.objects.filter(pk=editor.pk).exists()


def test_by_the_dozen_a_superuser_is_out_of_reach_too(office: Client, editor: User) -> None:
    colleague = people.user(Role.TRANSLATOR)
    address = reverse("wagtail_bulk_action", args=["cms", "user", "set_active_state"])
    for account_, active in ((editor, True), (colleague, False)):
        office.post(f"{address}?id={account_.pk}", {"mark_as_active": "False"})
        account_.refresh_from_db()
        assert account_.is_active is active


@pytest.mark.parametrize("role", sorted(frozenset(Role) - {Role.ADMINISTRATOR}))
def test_nobody_else_keeps_accounts(client: Client, site: House, role: Role) -> None:
    client.force_login(people.user(role, entity=people.entity()))
    for name in ("index", "add"):
        assert client.get(reverse(f"wagtailusers_users:{name}")).status_code == 302


def test_a_second_role_opens_the_whole_house_and_an_inactive_user_has_none(site: House) -> None:
    entity = people.entity()
    assert entity_scope(people.contributor(entity)) == entity.pk
    assert entity_scope(people.user(Role.CONTRIBUTOR)) == NO_ENTITY
    both = people.user(Role.CONTRIBUTOR, Role.EDITOR, entity=entity)
    assert entity_scope(both) is None
