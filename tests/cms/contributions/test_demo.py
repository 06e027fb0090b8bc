"""The demo has entities in different states, made once, with no letter to anyone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from django.core import mail

from cms.contributions.demo.seed import seed
from cms.contributions.models import Contribution, Invitation
from cms.demo.seeding import Seeder
from cms.notices.models import Notice
from tests.factories import blog as posts
from tests.factories import people

if TYPE_CHECKING:
    from datetime import datetime

    from cms.models import User

pytestmark = pytest.mark.usefixtures("site")


def test_it_is_made_once_and_writes_to_nobody(now: datetime, editor: User) -> None:
    entities = [people.entity() for _ in range(6)]
    people.contributor(entities[4])
    posts.story_page("ar", entity=entities[0])
    seeder = Seeder(now=now, editor=editor)
    seeder.entities = {entity.slug: entity for entity in entities}
    for _again in range(2):
        seed(seeder)
    assert Invitation.objects.count() == 2
    states = Counter(Contribution.objects.values_list("invitation__kind", "state"))
    assert states["article", "opened"] == states["article", "submitted"] == 1
    assert states["article", "refused"] == states["story", "published"] == 1
    assert states["story", "refused"] == 1
    assert (
        Contribution.objects.get(invitation__kind="article", entity=entities[4]).state == "invited"
    )  # whom someone can log in for
    assert not Notice.objects.exists()
    assert mail.outbox == []


def test_a_house_of_few_entities_has_none(now: datetime, editor: User) -> None:
    seeder = Seeder(now=now, editor=editor)
    seeder.entities = {"one": people.entity()}
    seed(seeder)
    assert not Invitation.objects.exists()
