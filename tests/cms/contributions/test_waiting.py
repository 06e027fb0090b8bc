"""What of contributions stands on whose first screen and in whose menu."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from cms.access.roles import Role
from cms.contributions.models import Contribution
from cms.due import ACTIONS_HOOK, CALENDAR_HOOK, DUE_HOOK, DueGroup
from tests.cms.contributions import calls
from tests.factories import people

if TYPE_CHECKING:
    from datetime import datetime

    from cms.due import CalendarEntry, DueItem, QuickAction
    from cms.models import User

pytestmark = pytest.mark.usefixtures("site")


def of_contributions(hook: str) -> list[Any]:
    """What this feature, and no other, registered for a hook."""
    return [ask for ask in hooks.get_hooks(hook) if ask.__module__.startswith("cms.contrib")]


def due(user: User, now: datetime | None = None) -> list[DueItem]:
    now = now or timezone.now()
    return [item for ask in of_contributions(DUE_HOOK) for item in ask(user, now)]


def test_the_contributor_sees_the_open_invitation_with_its_deadline() -> None:
    user = people.contributor()
    invitation = calls.invited(user.entity, deadline=calls.local_day(10))
    (item,) = due(user)
    assert item.group is DueGroup.INVITATION
    assert item.title == calls.SUBJECT
    assert item.url == reverse("contributions:own", args=[calls.of(invitation, user.entity).pk])
    assert (item.at, item.urgent) == (invitation.last_moment, False)
    assert timezone.localdate(item.at) == invitation.deadline
    (item,) = due(user, invitation.ends_at - timedelta(days=2))
    assert item.urgent


@pytest.mark.parametrize("state", ["submitted", "accepted", "published", "declined", "cancelled"])
def test_nothing_waits_for_who_has_sent(state: str) -> None:
    user = people.contributor()
    calls.invited(user.entity)
    Contribution.objects.update(state=state)
    assert due(user) == []


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER])
def test_a_submission_waits_for_who_decides(role: Role) -> None:
    author, decider = people.contributor(), people.user(role)
    contribution = calls.of(calls.invited(author.entity), author.entity)
    desk = calls.at_desk(author)
    page = calls.open_draft(desk, contribution)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])

    def told() -> list[str]:
        return [item.url for item in due(decider) if item.page_id == page.pk]

    assert told() == []
    calls.send(desk, page)
    assert address in told()
    assert calls.at_desk(decider).get(address).status_code == 200
    calls.decide(calls.at_desk(decider), page, "reject", "رأي")
    assert told() == []


def test_editors_are_shown_for_a_month_who_is_late() -> None:
    editor = people.user(Role.EDITOR)
    invitation = calls.invited(people.entity(), deadline=calls.local_day(1))
    end = invitation.ends_at
    mine = reverse("contributions:invitation", args=[invitation.pk])
    days = {day: [i.url for i in due(editor, end + timedelta(days=day))] for day in (-1, 0, 29, 40)}
    assert days == {-1: [], 0: [mine], 29: [mine], 40: []}


@pytest.mark.parametrize("role", sorted(Role))
def test_the_button_and_the_menu_are_for_those_who_may(role: Role) -> None:
    user = people.user(role, entity=people.entity())
    buttons: list[QuickAction] = [
        button for ask in of_contributions(ACTIONS_HOOK) for button in ask(user)
    ]
    inviting = role in {Role.EDITOR, Role.ADMINISTRATOR}
    assert (reverse("contributions:new") in {b.url for b in buttons}) is inviting
    menu = calls.at_desk(user).get(reverse("wagtailadmin_home")).content.decode()
    assert (f'"{reverse("contributions:index")}"' in menu) is inviting
    assert (f'"{reverse("contributions:mine")}"' in menu) is (role is Role.CONTRIBUTOR)


def test_the_calendar_has_the_deadline_for_the_house_and_the_invited() -> None:
    invited, other = people.contributor(), people.contributor()
    editor = people.user(Role.EDITOR)
    invitation = calls.invited(invited.entity, deadline=calls.local_day(5))
    calls.invited(people.entity(), deadline=calls.local_day(6), subject="of another")
    start, end = timezone.now(), timezone.now() + timedelta(days=30)

    def entries(user: User) -> list[CalendarEntry]:
        return [e for ask in of_contributions(CALENDAR_HOOK) for e in ask(user, start, end)]

    assert [entry.title for entry in entries(invited)] == [calls.SUBJECT]
    assert entries(other) == []
    assert len(entries(editor)) == 2
    assert timezone.localdate(entries(invited)[0].at) == invitation.deadline
