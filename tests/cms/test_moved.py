"""Old addresses lead to pages that readers may read, and tell nothing of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from wagtail.contrib.redirects.models import Redirect

from tests.factories import blog as posts

if TYPE_CHECKING:
    from django.test import Client

    from cms.models import ContentPage
    from tests.house import House


@pytest.fixture
def renamed(site: House, django_capture_on_commit_callbacks: Any) -> ContentPage:
    """A page whose slug was changed in the editor, which keeps its old address."""
    page = posts.article_page("ar", slug="old-name")
    page.save_revision().publish()
    page.slug = "new-name"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert Redirect.objects.filter(redirect_page=page).exists()
    return page


def test_the_old_address_of_a_renamed_page_leads_to_it(
    renamed: ContentPage, client: Client
) -> None:
    answer = client.get("/blog/old-name/?from=letter")
    assert answer.status_code == 301
    assert answer["Location"].endswith("/blog/new-name/")


def test_the_old_address_of_a_withdrawn_page_does_not_tell_the_new(
    renamed: ContentPage, client: Client
) -> None:
    renamed.unpublish()
    answer = client.get("/blog/old-name/")
    assert answer.status_code == 404
    assert "new-name" not in answer.content.decode()


def test_an_address_that_leads_elsewhere_still_does(site: House, client: Client) -> None:
    Redirect.objects.create(old_path="/portal", redirect_link="https://portal.example/")
    assert client.get("/portal/")["Location"] == "https://portal.example/"


def test_an_address_that_nobody_knows_is_not_found(site: House, client: Client) -> None:
    assert client.get("/nowhere/").status_code == 404
