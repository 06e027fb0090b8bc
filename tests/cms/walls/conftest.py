"""Two entities, each with someone who writes for it, a draft, a live story, a picture, a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile
from wagtail.images.tests.utils import get_test_image_file

from cms.models import CustomDocument, CustomImage
from tests.factories import blog as posts
from tests.factories import people

if TYPE_CHECKING:
    from django.test import Client

    from cms.models import ContentPage, Entity, User
    from tests.house import House


@dataclass
class Side:
    """One entity with its own; `mark` is in every text of it."""

    mark: str
    entity: Entity
    user: User
    draft: ContentPage
    live: ContentPage
    english: ContentPage
    picture: CustomImage
    document: CustomDocument


def side(mark: str) -> Side:
    entity = people.entity(f"entity-{mark.lower()}")
    user = people.contributor(entity)
    collection = entity.collection
    draft = posts.article_page("ar", title=f"مسودة {mark}", live=False, entity=entity, owner=user)
    live = posts.article_page("ar", title=f"منشور {mark}", entity=entity, owner=user)
    live.title = f"تعديل لم ينشر {mark}"
    live.save_revision(user=user)
    english = posts.article_page("en", title=f"Draft {mark}", live=False, entity=entity, owner=user)
    english.save_revision(user=user)
    draft.save_revision(user=user)
    draft.summary = f"ملخص {mark}"
    draft.save_revision(user=user)
    draft.get_workflow().start(draft, user)
    picture = CustomImage.objects.create(
        title=f"صورة {mark}",
        file=get_test_image_file(f"{mark}.png"),
        collection=collection,
        uploaded_by_user=user,
    )
    document = CustomDocument.objects.create(
        title=f"وثيقة {mark}",
        file=ContentFile(b"text", f"{mark}.txt"),
        collection=collection,
        uploaded_by_user=user,
    )
    return Side(mark, entity, user, draft, live, english, picture, document)


@pytest.fixture
def ours(site: House) -> Side:
    return side("OURSMARK")


@pytest.fixture
def theirs(site: House) -> Side:
    return side("THEIRMARK")


@pytest.fixture
def desk(client: Client, ours: Side, theirs: Side) -> Client:
    """Our contributor's browser."""
    client.force_login(ours.user)
    return client
