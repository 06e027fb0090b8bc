"""What names no row by number names none that is foreign either."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from wagtail.models import Collection

from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import people

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House

pytestmark = pytest.mark.django_db

SECRET = "خطة لم تعلن"


@pytest.mark.parametrize("action", ["delete", "move", "publish", "unpublish"])
@pytest.mark.parametrize("query", ["id=all", "id=all&childOf={parent}", "id=1&id=all"])
def test_a_bulk_action_on_all_pages_names_nobody_elses(
    client: Client, site: House, action: str, query: str
) -> None:
    foreign = posts.article_page("ar", title=SECRET, live=False, entity=people.entity())
    client.force_login(people.contributor())
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    answer = client.get(f"{address}?{query.format(parent=foreign.get_parent().pk)}")
    assert answer.status_code == 404
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize(
    ("app", "model", "action"),
    [("cms", "customimage", "delete"), ("cms", "customdocument", "add_to_collection")],
)
def test_a_bulk_action_on_all_files_names_nobody_elses(
    client: Client, site: House, app: str, model: str, action: str
) -> None:
    made.picture(title=SECRET, collection=people.entity().collection)
    made.document(title=SECRET, collection=people.entity().collection)
    client.force_login(people.contributor())
    address = reverse("wagtail_bulk_action", args=[app, model, action])
    answer = client.get(f"{address}?id=all")
    assert answer.status_code == 404
    assert SECRET not in answer.content.decode()


def test_what_lies_below_the_entitys_collection_is_the_entitys(client: Client, site: House) -> None:
    user = people.contributor()
    own = Collection.objects.get(entity=user.entity)
    below = own.add_child(instance=Collection(name="below"))
    picture = made.picture(title="صورة الفرع", collection=below)
    client.force_login(user)
    assert "صورة الفرع" in client.get(reverse("wagtailimages:index")).content.decode()
    assert client.get(reverse("wagtailimages:edit", args=[picture.pk])).status_code == 200
