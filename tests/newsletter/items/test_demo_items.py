"""The demo has a call with items that are differently far, made once, with no letter to anyone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from cms.demo.seeding import Seeder
from cms.notices.models import Notice
from newsletter.demo.items import seed_items
from newsletter.models import EntityContact, EntityItem, ItemCall
from tests.factories import blog as posts
from tests.factories import people

if TYPE_CHECKING:
    from datetime import datetime

    from cms.models import User

pytestmark = pytest.mark.usefixtures("site")


def test_it_is_made_once_and_writes_to_nobody(now: datetime, editor: User) -> None:
    seeder = Seeder(now=now, editor=editor)
    seeder.entities = {entity.slug: entity for entity in (people.entity() for _one in range(6))}
    posts.news_page("ar")
    for _again in range(2):
        seed_items(seeder)
    states = Counter(EntityItem.objects.values_list("state", flat=True))
    assert states == {"received": 2, "accepted": 2, "declined": 1, "merged": 1}
    call = ItemCall.objects.get()
    assert not call.is_over(now)
    assert EntityContact.objects.count() == call.recipients.count() == 6
    assert not Notice.objects.filter(template__startswith="newsletter/mail/call").exists()


def test_a_house_of_few_entities_has_none(now: datetime, editor: User) -> None:
    seeder = Seeder(now=now, editor=editor)
    seeder.entities = {"one": people.entity()}
    seed_items(seeder)
    assert not ItemCall.objects.exists()
