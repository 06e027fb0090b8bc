"""There is one form that takes a password, and it counts the tries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cms.login.models import Tries
from tests.factories import people
from tests.leaks.probing import LOGINS

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House


@pytest.mark.parametrize("address", [*LOGINS, "/en/_util/login/"])
def test_no_other_address_says_whether_a_password_is_right(
    client: Client, site: House, address: str
) -> None:
    user = people.user()
    for password in ("wrong", people.PASSWORD):
        before = Tries.objects.count()
        fields = {"username": user.email, "login": user.email, "password": password}
        answer = client.post(address, fields)
        if address == "/account/login/":
            assert Tries.objects.count() > before
            return
        assert (answer.status_code, answer["Location"]) == (302, "/account/login/")
        assert "_auth_user_id" not in client.session
