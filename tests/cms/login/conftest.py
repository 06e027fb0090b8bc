"""People who need a second factor, and people who do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from cms.access.roles import Role
from tests.cms.login.coming_in import PASSWORD
from tests.factories import people

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django import Settings

    from cms.models import User


@pytest.fixture
def required(settings: Settings) -> None:
    settings.MFA_REQUIRED = True


@pytest.fixture
def publisher(db: None) -> User:
    made = people.user(Role.EDITOR)
    made.set_password(PASSWORD)
    made.save()
    return made


@pytest.fixture
def translator(db: None) -> User:
    made = people.user(Role.TRANSLATOR)
    made.set_password(PASSWORD)
    made.save()
    return made


@pytest.fixture
def commits_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for a commit happens at its place in the request, as it does on a server.

    A test's own transaction never commits, and what is done after the answer is too late to
    change its session.
    """

    def at_once(done: Callable[[], object], **_: object) -> None:
        done()

    monkeypatch.setattr(transaction, "on_commit", at_once)
