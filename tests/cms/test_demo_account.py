"""The log-in of the demo, which everyone may know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cms.access.roles import Role, roles_of
from cms.demo.accounts import DEMO_EMAIL, DEMO_PASSWORD, STAFF
from cms.demo.seed import account, staff
from cms.demo.seeding import Seeder
from cms.models import User

if TYPE_CHECKING:
    from datetime import datetime

    from pytest_django.fixtures import SettingsWrapper

    from tests.house import House


def test_it_is_there_for_trying_out(site: House, now: datetime) -> None:
    account(Seeder(now=now))
    assert User.objects.get(email=DEMO_EMAIL).check_password(DEMO_PASSWORD)


def test_production_has_none(site: House, now: datetime, settings: SettingsWrapper) -> None:
    settings.DEMO_LOGIN = False
    account(Seeder(now=now))
    staff(Seeder(now=now))
    assert not User.objects.exists()


def test_there_is_one_for_every_role(site: House, now: datetime) -> None:
    staff(Seeder(now=now))
    staff(Seeder(now=now))
    found = {role for user in User.objects.all() for role in roles_of(user)}
    assert found == set(Role)
    assert User.objects.count() == len(STAFF)


@pytest.mark.usefixtures("site")
def test_a_password_that_was_changed_stays(now: datetime) -> None:
    account(Seeder(now=now))
    user = User.objects.get(email=DEMO_EMAIL)
    user.set_password("another-long-password")
    user.save()
    account(Seeder(now=now))
    user.refresh_from_db()
    assert user.check_password("another-long-password")
