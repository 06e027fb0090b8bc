"""The log-in of the demo, which everyone may know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cms.demo.accounts import DEMO_EMAIL, DEMO_PASSWORD
from cms.demo.seed import account
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
    assert not User.objects.filter(email=DEMO_EMAIL).exists()


@pytest.mark.usefixtures("site")
def test_a_password_that_was_changed_stays(now: datetime) -> None:
    account(Seeder(now=now))
    user = User.objects.get(email=DEMO_EMAIL)
    user.set_password("another-long-password")
    user.save()
    account(Seeder(now=now))
    user.refresh_from_db()
    assert user.check_password("another-long-password")
