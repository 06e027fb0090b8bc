"""Who publishes, sends or sees subscribers comes in with a second factor, by every door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.access.roles import GUARDED, Role
from cms.login import second_factor
from cms.login.adapters import AccountAdapter
from cms.login.secrets_at_rest import SecretUnreadable, decrypt, encrypt
from tests.cms.login.coming_in import (
    HOME,
    code_of,
    enrolled,
    is_in,
    recovery_codes,
    try_code,
    try_password,
)
from tests.factories import people

if TYPE_CHECKING:
    from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

    from cms.models import User

pytestmark = pytest.mark.django_db
SECURITY = "/account/security/"


@pytest.mark.parametrize("role", list(Role))
def test_exactly_the_guarded_roles_need_a_second_factor(role: Role, required: None) -> None:
    assert second_factor.is_needed(people.user(role)) is (role in GUARDED)


def test_a_group_the_house_does_not_know_needs_one_too(required: None) -> None:
    someone = people.user(Role.CONTRIBUTOR)
    someone.groups.add(Group.objects.create(name="Guests who may publish"))
    assert second_factor.is_needed(someone)
    assert second_factor.is_needed(people.user(is_superuser=True))


def test_a_publisher_without_one_is_led_to_it_and_reaches_nothing_else(
    client: Any, publisher: User, required: None
) -> None:
    assert try_password(client, publisher.email).status_code == 302
    for address in (HOME, "/admin/pages/", "/admin/account/", "/", "/api/v2/pages/", "/account/"):
        answer = client.get(address)
        if address == "/account/":
            assert answer.status_code in (301, 302)
        else:
            assert (answer.status_code, answer.headers["Location"]) == (302, SECURITY), address
    assert client.post("/admin/account/").headers["Location"] == SECURITY
    assert client.get(SECURITY).status_code == 200
    assert client.get("/account/security/app/").status_code == 200
    assert client.post("/account/logout/").status_code == 302
    assert not is_in(client)


def test_a_translator_comes_in_without_one(client: Any, translator: User, required: None) -> None:
    try_password(client, translator.email)
    assert client.get(HOME).status_code == 200


def test_enrolling_an_app_opens_the_house_and_gives_recovery_codes(
    client: Any,
    publisher: User,
    required: None,
    commits_at_once: None,
    mailoutbox: Any,
) -> None:
    try_password(client, publisher.email)
    elsewhere = Client()
    try_password(elsewhere, publisher.email)
    form = client.get("/account/security/app/").context["form"]
    answer = client.post("/account/security/app/", {"code": code_of(form.secret)})
    assert answer.headers["Location"] == "/account/security/codes/"
    shown = client.get("/account/security/codes/").content.decode()
    codes = recovery_codes(publisher)
    assert len(codes) == 10
    assert all(code in shown for code in codes)
    assert client.get(HOME).status_code == 200
    assert ModelLogEntry.objects.filter(action="login.factor_added").exists()
    assert [mail.to for mail in mailoutbox] == [[publisher.email]]
    assert not is_in(elsewhere)


def test_a_password_alone_stops_at_the_second_step(
    client: Any, publisher: User, required: None
) -> None:
    secret = enrolled(publisher)
    answer = try_password(client, publisher.email, after="/admin/pages/")
    assert answer.headers["Location"] == "/account/security/challenge/"
    assert client.get(HOME).status_code == 302
    assert not is_in(client)
    answer = try_code(client, code_of(secret))
    assert answer.headers["Location"] == "/admin/pages/"
    assert client.get(HOME).status_code == 200


def test_a_code_is_taken_once(publisher: User, required: None) -> None:
    code = code_of(enrolled(publisher))
    for expected in (True, False):
        client = Client()
        try_password(client, publisher.email)
        try_code(client, code)
        assert is_in(client) is expected


def test_a_recovery_code_is_taken_once(publisher: User, required: None) -> None:
    enrolled(publisher)
    code = recovery_codes(publisher)[3]
    for expected in (True, False):
        client = Client()
        try_password(client, publisher.email)
        try_code(client, code)
        assert is_in(client) is expected


def test_codes_cannot_be_guessed(client: Any, publisher: User, required: None) -> None:
    secret = enrolled(publisher)
    try_password(client, publisher.email)
    right = code_of(secret)
    wrong = [code for code in (f"{number:06}" for number in range(2000)) if code != right]
    for code in wrong[:40]:
        try_code(client, code)
    answer = try_code(client, right)
    assert answer.context["form"].errors["code"] == [
        AccountAdapter.error_messages["too_many_login_attempts"]
    ]
    assert not is_in(client)


def test_a_session_from_another_door_is_sent_to_log_in(
    client: Any, publisher: User, required: None
) -> None:
    enrolled(publisher)
    client.force_login(publisher)
    answer = client.get("/admin/pages/?q=x")
    assert answer.headers["Location"] == "/account/login/?next=%2Fadmin%2Fpages%2F%3Fq%3Dx"
    assert not is_in(client)


@pytest.mark.parametrize(
    "door",
    [
        "/admin/login/", "/admin/password_reset/", "/admin/password_reset/done/",
        "/admin/password_reset/confirm/MQ/abc-def/", "/admin/password_reset/complete/",
    ],
)  # fmt: skip
def test_wagtails_own_doors_lead_to_ours_and_take_no_password(
    door: str, client: Any, publisher: User
) -> None:
    for answer in (
        client.get(door),
        client.post(door, {"username": publisher.email, "password": people.PASSWORD}),
        client.post(door, {"new_password1": "x" * 14, "new_password2": "x" * 14}),
    ):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/")
        assert not is_in(client)


def test_a_new_password_by_mail_does_not_pass_the_second_factor(
    client: Any,
    publisher: User,
    required: None,
    mailoutbox: Any,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    enrolled(publisher)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_reset_password"), {"email": publisher.email})
    link = next(word for word in mailoutbox[0].body.split() if "/password/reset/key/" in word)
    address = client.get(link.removeprefix("http://localhost")).headers["Location"]
    new = "another-long-password"
    assert client.post(address, {"password1": new, "password2": new}).status_code == 302
    assert not is_in(client)
    answer = try_password(client, publisher.email, new)
    assert answer.headers["Location"] == "/account/security/challenge/"
    assert not is_in(client)


def test_sign_up_and_changes_of_address_have_no_door(client: Any, editing: Any) -> None:
    for name in ("signup/", "email/", "confirm-email/", "password/set/", "login/code/"):
        assert client.get(f"/account/{name}").status_code == 404
    account = editing.get("/admin/account/").content.decode()
    assert 'name="name_email-first_name"' in account
    assert 'name="name_email-email"' not in account


def test_the_operator_resets_a_lost_factor(client: Any, publisher: User, required: None) -> None:
    secret = enrolled(publisher)
    try_password(client, publisher.email)
    try_code(client, code_of(secret))
    assert is_in(client)
    call_command("reset_second_factor", publisher.email.upper(), verbosity=0)
    assert not Authenticator.objects.filter(user=publisher).exists()
    assert client.get(HOME).headers["Location"].startswith("/account/login/")
    try_password(client, publisher.email)
    assert client.get(HOME).headers["Location"] == SECURITY
    row = ModelLogEntry.objects.get(action="login.factors_reset")
    assert row.data == {"kinds": ["recovery_codes", "totp"]}


def test_the_operator_is_told_of_an_unknown_address() -> None:
    with pytest.raises(CommandError, match="No user has the address"):
        call_command("reset_second_factor", "nobody@house.example")


def test_secrets_lie_encrypted_and_survive_a_new_key(publisher: User, settings: Settings) -> None:
    secret = enrolled(publisher)
    codes = recovery_codes(publisher)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        stored = str(cursor.fetchall())
    assert secret not in stored
    assert not any(code in stored for code in codes)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-that-is-long-enough-for-anything-at-all"
    assert recovery_codes(publisher) == codes
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(SecretUnreadable):
        recovery_codes(publisher)
    assert decrypt(encrypt("سرّ")) == "سرّ"


def test_a_demo_asks_for_no_second_factor(client: Any, publisher: User) -> None:
    try_password(client, publisher.email)
    assert client.get(HOME).status_code == 200
