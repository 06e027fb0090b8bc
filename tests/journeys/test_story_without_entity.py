"""A success story tells of one entity: the editor hears so before it is public, and only then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from blog.models import StoryIndexPage, StoryPage
from tests.factories import blog as posts
from tests.factories import cms as made

from .editing_form import add, assert_nothing_lost, errors_of, filled

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House

TOLD = "صارت الخدمة في خطوتين."


def story(**fields: Any) -> dict[str, Any]:
    own = {
        "stage": "consultation",
        **{name: rich_text(f"<p>{TOLD}</p>") for name in ("challenge", "action")},
        **{name: rich_text("") for name in ("participants", "lessons")},
        "results": inline_formset([]),
        "related_links": inline_formset([]),
    }
    return filled(**nested_form_data(own), **fields)


@pytest.mark.django_db
def test_publishing_names_the_field_and_keeps_what_was_written(
    site: House, editing: Client
) -> None:
    section = site.section(StoryIndexPage, "ar")
    answer = add(editing, section, "blog/storypage", story())
    assert set(errors_of(answer)) == {"entity"}
    assert_nothing_lost(answer, TOLD)
    assert not StoryPage.objects.exists()


@pytest.mark.django_db
def test_a_draft_may_wait_for_its_entity(site: House, editing: Client) -> None:
    data = story()
    del data["action-publish"]
    answer = add(editing, site.section(StoryIndexPage, "ar"), "blog/storypage", data)
    assert answer.status_code == 302
    assert not StoryPage.objects.get().live


@pytest.mark.django_db
def test_a_draft_that_lacks_it_is_not_published_later(site: House, editing: Client) -> None:
    page = posts.story_page("ar", live=False, entity=None)
    answer = editing.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), story())
    assert set(errors_of(answer)) == {"entity"}
    assert not StoryPage.objects.get().live


@pytest.mark.django_db
def test_with_its_entity_it_is_published(site: House, editing: Client) -> None:
    data = story(entity=made.entity().pk)
    answer = add(editing, site.section(StoryIndexPage, "ar"), "blog/storypage", data)
    assert answer.status_code == 302
    assert StoryPage.objects.get().live
