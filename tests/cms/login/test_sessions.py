"""A session ends: with a new password, when nobody is there, after a day, and when one says so."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from cms.login.jobs import forget
from cms.login.step_up import proof_required, recently_proved
from tests.cms.login.coming_in import (
    HOME,
    PASSWORD,
    code_of,
    enrolled,
    is_in,
    try_code,
    try_password,
)

if TYPE_CHECKING:
    from datetime import datetime

    from pytest_django import Settings

    from cms.models import User

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


def test_a_session_gets_a_new_name_at_log_in(client: Any, publisher: User) -> None:
    client.get(LOGIN)
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    try_password(client, publisher.email)
    assert client.session.session_key != session.session_key
    assert not Session.objects.filter(session_key=session.session_key).exists()


def test_a_new_password_in_the_admin_ends_the_other_sessions(publisher: User) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        try_password(client, publisher.email)
        assert client.get(HOME).status_code == 200
    new = "yet-another-password"
    posted = _unchanged(here.get("/admin/account/")) | {
        "name_email-first_name": "اسم",
        "name_email-last_name": "عائلة",
        "password-old_password": PASSWORD,
        "password-new_password1": new,
        "password-new_password2": new,
    }
    answer = here.post("/admin/account/", posted)
    assert answer.status_code == 302, [
        panel.get_form().errors
        for panels in answer.context["panels_by_tab"].values()
        for panel in panels
    ]
    publisher.refresh_from_db()
    assert publisher.check_password(new)
    assert here.get(HOME).status_code == 200
    assert there.get(HOME).headers["Location"].startswith(LOGIN)


def _unchanged(form: Any) -> dict[str, Any]:
    """The account page's other fields, as they are."""
    fields: dict[str, Any] = {}
    for panels in form.context["panels_by_tab"].values():
        for panel in panels:
            if panel.name in ("password", "avatar"):
                continue
            for field in panel.get_form():
                value = field.value()
                if value not in (None, False):
                    fields[field.html_name] = value
    return fields


def test_a_session_that_nobody_uses_ends(
    publisher: User, settings: Settings, now: datetime
) -> None:
    settings.SESSION_IDLE_AGE = 30 * 60
    client = Client()
    with time_machine.travel(now, tick=False) as clock:
        try_password(client, publisher.email)
        client.get(HOME)
        for _ in range(4):
            clock.shift(timedelta(minutes=29))
            assert client.get(HOME).status_code == 200
        clock.shift(timedelta(minutes=31))
        assert client.get(HOME).headers["Location"].startswith(LOGIN)


def test_an_open_editor_alone_keeps_no_session(
    publisher: User, settings: Settings, now: datetime
) -> None:
    settings.SESSION_IDLE_AGE = 30 * 60
    client = Client()
    with time_machine.travel(now, tick=False) as clock:
        try_password(client, publisher.email)
        client.get(HOME)
        for _ in range(40):
            clock.shift(timedelta(minutes=1))
            client.post("/admin/editing-sessions/ping/1/", {})
        assert client.get(HOME).headers["Location"].startswith(LOGIN)


def test_every_session_ends_after_a_days_work(
    publisher: User, settings: Settings, now: datetime
) -> None:
    settings.SESSION_COOKIE_AGE, settings.SESSION_IDLE_AGE = 8 * 3600, 30 * 60
    client = Client()
    with time_machine.travel(now, tick=False) as clock:
        try_password(client, publisher.email)
        client.get(HOME)
        for _ in range(8 * 3):
            clock.shift(timedelta(minutes=20))
            assert client.get(HOME).status_code == 200
        clock.shift(timedelta(minutes=1))
        assert client.get(HOME).headers["Location"].startswith(LOGIN)


def test_one_sees_ones_sessions_and_ends_the_others(publisher: User) -> None:
    here, there = Client(), Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
    for client in (here, there):
        try_password(client, publisher.email)
    shown = here.get("/account/sessions/").content.decode()
    assert "Firefox, Windows" in shown
    assert "192.0.2.1" not in shown
    here.post("/account/sessions/")
    assert not is_in(there)
    assert is_in(here)


def test_sessions_that_are_over_leave_no_row(publisher: User) -> None:
    client = Client()
    try_password(client, publisher.email)
    assert UserSession.objects.count() == 1
    forget(timezone.now())
    assert UserSession.objects.count() == 1
    forget(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE + 60))
    assert UserSession.objects.count() == 0
    assert Session.objects.count() == 0


def test_cookies_are_closed_to_scripts_and_other_sites(client: Any, publisher: User) -> None:
    answer = try_password(client, publisher.email)
    for name in (settings.SESSION_COOKIE_NAME, settings.KNOWN_BROWSER_COOKIE_NAME):
        cookie = answer.cookies[name]
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name
        assert cookie["path"] == "/", name
        assert not cookie["domain"], name


def _request(client: Any, user: User) -> Any:
    request = RequestFactory().post("/admin/send/")
    request.user = user
    request.session = client.session
    return request


def test_a_proof_grows_old(client: Any, publisher: User) -> None:
    try_password(client, publisher.email)
    request = _request(client, publisher)
    assert recently_proved(request)
    with time_machine.travel(time.time() + 301, tick=False):
        assert not recently_proved(request)
        assert recently_proved(request, timedelta(minutes=10))


def test_a_password_proves_nothing_where_there_is_a_second_factor(
    client: Any, publisher: User
) -> None:
    secret = enrolled(publisher)
    try_password(client, publisher.email)
    request = _request(client, publisher)
    assert not recently_proved(request)
    try_code(client, code_of(secret))
    assert recently_proved(_request(client, publisher))


def test_an_old_proof_is_asked_for_again_and_leads_back(
    client: Any, publisher: User, now: datetime
) -> None:
    secret = enrolled(publisher)
    with time_machine.travel(now, tick=False) as clock:
        try_password(client, publisher.email)
        try_code(client, code_of(secret))
        clock.shift(timedelta(minutes=6))
        asked = client.get("/account/security/codes/")
        assert asked.headers["Location"].startswith("/account/security/code/?next=")
        # Only the second factor is offered.
        page = client.get(asked.headers["Location"]).content.decode()
        assert 'name="password"' not in page
        answer = client.post(asked.headers["Location"], {"code": code_of(secret)})
        assert answer.headers["Location"] == "/account/security/codes/"
        assert client.get("/account/security/codes/").status_code == 200


def test_a_view_that_asks_for_proof_lets_a_fresh_one_pass(client: Any, publisher: User) -> None:
    try_password(client, publisher.email)
    view = proof_required(timedelta(minutes=5))(lambda request: HttpResponse("sent"))
    assert view(_request(client, publisher)).content == b"sent"
