"""Who works on a letter: one who makes it, and one who approves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cms.access.roles import Role
from tests.factories import people
from tests.newsletter.mailings import letters

if TYPE_CHECKING:
    from datetime import date, datetime

    from cms.models import User
    from tests.house import House


@pytest.fixture
def manager(db: None) -> User:
    return people.user(Role.NEWSLETTER_MANAGER)


@pytest.fixture
def second(db: None) -> User:
    """An editor, who approves."""
    return people.user(Role.EDITOR)


@pytest.fixture
def month(site: House) -> date:
    return letters.issue()


@pytest.fixture
def monday() -> datetime:
    return letters.MONDAY
