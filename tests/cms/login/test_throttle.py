"""Guessing is slow for whoever guesses, and not for the one who is guessed at."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from allauth.account.auth_backends import AuthenticationBackend
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cms.login import throttle
from cms.login.jobs import forget
from cms.login.models import Tries
from tests.cms.login.coming_in import is_in, try_password

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cms.models import User

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The addresses for which a password was really looked at."""
    seen: list[str] = []
    ask = AuthenticationBackend.authenticate

    def noted(self: Any, request: Any, **credentials: Any) -> Any:
        seen.append(credentials.get("email", ""))
        return ask(self, request, **credentials)

    monkeypatch.setattr(AuthenticationBackend, "authenticate", noted)
    return seen


def test_of_a_thousand_tries_ten_at_most_are_evaluated_and_the_owner_gets_in(
    publisher: User, evaluated: list[str]
) -> None:
    robber = Client()
    for number in range(1000):
        try_password(robber, publisher.email, f"guess-{number}", place="203.0.113.9")
    assert 0 < len(evaluated) <= 10
    assert try_password(robber, publisher.email, place="203.0.113.9").status_code == 200
    assert not is_in(robber)
    owner = Client()
    try_password(owner, publisher.email, place="198.51.100.4")
    assert is_in(owner)


def test_many_machines_share_what_strangers_may_try_and_a_known_browser_does_not(
    publisher: User, evaluated: list[str]
) -> None:
    owner = Client()
    try_password(owner, publisher.email)
    owner.post("/account/logout/")
    evaluated.clear()
    for number in range(300):
        place = f"203.0.{number // 250}.{number % 250 + 1}"
        try_password(Client(), publisher.email, f"guess-{number}", place=place)
    assert 0 < len(evaluated) <= 10
    try_password(owner, publisher.email, place="198.51.100.77")
    assert is_in(owner)


def test_a_known_browser_of_one_helps_nobody_to_guess_at_another(
    publisher: User, translator: User, evaluated: list[str]
) -> None:
    mine = Client()
    try_password(mine, translator.email)
    mine.post("/account/logout/")
    evaluated.clear()
    for number in range(50):
        try_password(mine, publisher.email, f"guess-{number}")
    assert len(evaluated) <= 5


def test_a_list_of_stolen_passwords_is_stopped_by_its_place(db: None, evaluated: list[str]) -> None:
    for number in range(200):
        try_password(Client(), f"someone-{number}@house.example", "stolen", place="203.0.113.5")
    assert len(evaluated) <= throttle.PLACE.tries


def test_the_pause_passes_and_doubles(publisher: User, now: datetime) -> None:
    client = Client()
    with time_machine.travel(now, tick=False) as clock:
        for _ in range(6):
            try_password(client, publisher.email, "wrong")
        clock.shift(timedelta(minutes=5, seconds=1))
        for _ in range(6):
            try_password(client, publisher.email, "wrong")
        clock.shift(timedelta(minutes=5, seconds=1))
        try_password(client, publisher.email)
        assert not is_in(client)
        clock.shift(timedelta(minutes=15))
        try_password(client, publisher.email)
        assert is_in(client)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_account_and_no_account_are_answered_alike(
    language: str, publisher: User, translator: User
) -> None:
    closed = translator
    closed.is_active = False
    closed.save()
    answers = []
    for email in (publisher.email, "nobody@house.example", closed.email):
        client = Client()
        client.cookies["django_language"] = language
        said = []
        for _ in range(8):
            answer = try_password(client, email, "wrong", place="192.0.2.8")
            said.append((answer.status_code, str(answer.context["form"].errors)))
        answers.append(said)
        Tries.objects.all().delete()
    assert answers[0] == answers[1] == answers[2]
    assert len({text for _status, text in answers[0]}) == 2  # wrong; too many


def test_asking_for_a_link_is_answered_alike(
    publisher: User, mailoutbox: Any, django_capture_on_commit_callbacks: Any
) -> None:
    answers = []
    for email in (publisher.email, "nobody@house.example"):
        with django_capture_on_commit_callbacks(execute=True):
            answer = Client().post(reverse("account_reset_password"), {"email": email})
        answers.append((answer.status_code, answer.headers["Location"], answer.content))
    assert answers[0] == answers[1]
    assert [mail.to for mail in mailoutbox] == [[publisher.email]]


def test_an_account_is_sent_three_links_an_hour(
    publisher: User, mailoutbox: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(12):
            Client().post(
                reverse("account_reset_password"),
                {"email": publisher.email.upper() if number % 2 else publisher.email},
                REMOTE_ADDR=f"192.0.2.{number + 1}",
            )
    assert len(mailoutbox) == 3


def test_the_link_is_of_the_house_whatever_the_request_says(
    publisher: User, mailoutbox: Any, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://editors.house.example"
    settings.ALLOWED_HOSTS = ["evil.example"]
    with django_capture_on_commit_callbacks(execute=True):
        Client().post(
            reverse("account_reset_password"),
            {"email": publisher.email},
            HTTP_HOST="evil.example",
            HTTP_X_FORWARDED_HOST="evil.example",
        )
    assert "https://editors.house.example/account/password/reset/key/" in mailoutbox[0].body
    assert "evil" not in mailoutbox[0].body


def test_neither_address_nor_password_is_stored_or_logged(
    publisher: User, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(0):
        try_password(Client(), publisher.email, "canary-password", place="203.0.113.77")
    said = caplog.text
    for row in Tries.objects.values():
        said += str(row)
    for canary in (publisher.email, "canary-password", "203.0.113.77"):
        assert canary not in said


def test_forged_forwarding_headers_make_no_new_place(publisher: User, evaluated: list[str]) -> None:
    client = Client()
    for number in range(100):
        client.post(
            "/account/login/",
            {"login": publisher.email, "password": "wrong"},
            REMOTE_ADDR="203.0.113.9",
            HTTP_X_FORWARDED_FOR=f"198.51.100.{number}",
        )
    assert len(evaluated) <= throttle.PAIR.tries


def test_what_is_forgotten_no_longer_limits(now: datetime) -> None:
    throttle.reserve(throttle.CODE, 1, now=now - timedelta(days=3))
    throttle.use_once(1, "123456", now=now - timedelta(days=3))
    throttle.reserve(throttle.CODE, 2, now=now)
    forget(now)
    forget(now)
    assert Tries.objects.count() == 1
    assert throttle.use_once(1, "123 456", now=now)


class Rules(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 4000), st.booleans()), max_size=60))
    def test_no_window_of_a_pause_lets_more_than_the_limit_through(
        self, steps: list[tuple[int, bool]]
    ) -> None:
        Tries.objects.all().delete()
        moment = timezone.now()
        passed: list[datetime] = []
        for seconds, _ in steps:
            moment += timedelta(seconds=seconds % 120)
            if throttle.reserve(throttle.PAIR, "a", "b", now=moment):
                passed.append(moment)
        for first in passed:
            window = [at for at in passed if first <= at < first + throttle.PAIR.pause]
            assert len(window) <= 2 * throttle.PAIR.tries - 1


def test_processes_that_guess_at_the_same_moment_share_one_limit(tmp_path: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "VAR": str(tmp_path),
        "DATABASE_URL": "",
    }

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.cms.login.guesser", *arguments]
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)

    assert start("make").communicate() == (b"0", None)
    guessers = [start("try", "50") for _ in range(4)]
    let_through = [int(guesser.communicate()[0]) for guesser in guessers]
    assert sum(let_through) == throttle.PAIR.tries
