"""Nobody meets another entity's invitations, and each role comes in by its own doors only."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from cms.access.roles import Role
from cms.contributions import urls
from cms.contributions.models import Contribution, Invitation
from cms.models import User
from tests.cms.contributions import calls
from tests.factories import people

pytestmark = pytest.mark.usefixtures("site")

EDITORS = {"index", "new", "overview", "invitation", "deadline", "add", "cancel", "decline"}
ENTITYS = {"mine", "own", "open", "refuse"}
OF_A_CONTRIBUTION = {"decline", *ENTITYS} - {"mine"}
#: What is refused leads to the admin's first screen, with a message that says so.
REFUSED = (302, reverse("wagtailadmin_home"))


def address(name: str, contribution: Contribution) -> str:
    if name in OF_A_CONTRIBUTION:
        return reverse(f"contributions:{name}", args=[contribution.pk])
    without = {"index", "new", "overview", "mine"}
    args = [] if name in without else [contribution.invitation_id]
    return reverse(f"contributions:{name}", args=args)


def test_every_address_is_named_here() -> None:
    assert {pattern.name for pattern in urls.urlpatterns} == EDITORS | ENTITYS


@pytest.mark.parametrize("name", sorted(ENTITYS - {"mine"}))
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_entitys_contribution_is_not_there(name: str, method: str) -> None:
    ours, theirs = people.contributor(), people.contributor()
    contribution = calls.of(calls.invited(theirs.entity, subject="SENTINEL"), theirs.entity)
    answer = getattr(calls.at_desk(ours), method)(address(name, contribution), {"reason": "x"})
    assert answer.status_code in {404, 405}
    assert "SENTINEL" not in answer.content.decode()
    contribution.refresh_from_db()
    assert (contribution.state, contribution.page) == ("invited", None)


def test_the_list_and_the_first_screen_hold_only_ones_own() -> None:
    ours, theirs = people.contributor(), people.contributor()
    calls.invited(theirs.entity, subject="SENTINEL")
    calls.invited(ours.entity, subject="OURS")
    desk = calls.at_desk(ours)
    shown = desk.get(reverse("contributions:mine")).content.decode()
    assert "OURS" in shown
    assert "SENTINEL" not in shown
    assert "SENTINEL" not in desk.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("name", sorted(EDITORS))
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", sorted(set(Role) - {Role.EDITOR, Role.ADMINISTRATOR}))
def test_the_editors_doors_are_closed_to_others(role: Role, name: str, method: str) -> None:
    user = people.user(role, entity=people.entity())
    contribution = calls.of(calls.invited(user.entity, subject="SENTINEL"), user.entity)
    answer = getattr(calls.at_desk(user), method)(address(name, contribution), {"reason": "x"})
    assert (answer.status_code, answer.get("Location")) == REFUSED
    assert [str(m) for m in get_messages(answer.wsgi_request)]
    assert Invitation.objects.filter(cancelled_at=None).count() == 1


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("name", ["index", "new", "overview", "invitation", "cancel"])
def test_the_editors_doors_are_open_to_editors_and_administrators(role: Role, name: str) -> None:
    contribution = calls.of(calls.invited(entity := people.entity()), entity)
    assert calls.at_desk(people.user(role)).get(address(name, contribution)).status_code == 200


@pytest.mark.parametrize("name", sorted(ENTITYS))
@pytest.mark.parametrize("role", sorted(set(Role) - {Role.CONTRIBUTOR}))
def test_the_entitys_doors_are_closed_to_the_house(role: Role, name: str) -> None:
    user = people.user(role)
    contribution = calls.of(calls.invited(entity := people.entity()), entity)
    answer = calls.at_desk(user).get(address(name, contribution))
    assert (answer.status_code, answer.get("Location")) == REFUSED


@pytest.mark.parametrize("name", sorted(ENTITYS))
def test_a_contributor_of_no_entity_has_no_invitations(name: str) -> None:
    contribution = calls.of(calls.invited(entity := people.entity()), entity)
    user = people.user(Role.CONTRIBUTOR)
    answer = calls.at_desk(user).get(address(name, contribution))
    assert (answer.status_code, answer.get("Location")) == REFUSED


def test_a_contributor_with_a_second_role_contributes_still() -> None:
    entity = people.entity()
    user = people.user(Role.CONTRIBUTOR, Role.TRANSLATOR, entity=entity)
    calls.invited(entity, subject="OURS")
    assert "OURS" in calls.at_desk(user).get(reverse("contributions:mine")).content.decode()
    assert len(calls.letters(user)) == 1


@pytest.mark.parametrize("name", sorted(EDITORS | ENTITYS))
def test_who_is_not_logged_in_is_asked_to(name: str, client: Client) -> None:
    contribution = calls.of(calls.invited(entity := people.entity()), entity)
    answer = client.get(address(name, contribution))
    assert answer.status_code == 302
    assert "login" in answer["Location"]


@pytest.mark.parametrize("name", ["deadline", "add", "cancel", "decline", "open", "refuse", "new"])
def test_what_changes_something_is_protected_from_other_sites(name: str) -> None:
    user = User.objects.create_superuser("all@house.example", people.PASSWORD)
    user.entity = people.entity()
    user.save()
    contribution = calls.of(calls.invited(user.entity), user.entity)
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    assert client.post(address(name, contribution)).status_code == 403
