"""Every hostile file by every door; minutes, so not part of each run.

python -m pytest tests/cms/uploads/by_every_door.py
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from . import doors
from .hostile import hostile_pictures
from .hostile_documents import hostile_documents

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("door", doors.PICTURE_DOORS, ids=lambda door: door.__name__)
def test_no_hostile_picture_makes_a_door_fail(editing: Client, door: doors.Door) -> None:
    editing.raise_request_exception = False
    assert not doors.failures(editing, door, hostile_pictures())


@pytest.mark.parametrize("door", doors.DOCUMENT_DOORS, ids=lambda door: door.__name__)
def test_no_hostile_document_makes_a_door_fail(editing: Client, door: doors.Door) -> None:
    editing.raise_request_exception = False
    assert not doors.failures(editing, door, hostile_documents())
