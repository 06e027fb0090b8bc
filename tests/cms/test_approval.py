"""A reviewer's approval publishes, though reviewers may publish nothing on their own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from cms.access.roles import Role
from tests.factories import blog as posts
from tests.factories import people

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse
    from django.test import Client

    from blog.models import ArticlePage
    from tests.house import House


def submitted(**fields: object) -> ArticlePage:
    writer = people.contributor()
    page = posts.article_page("ar", live=False, entity=writer.entity, owner=writer)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision(user=writer)
    page.get_workflow().start(page, writer)
    return page


def approve(client: Client, page: ArticlePage) -> HttpResponse:
    state = page.current_workflow_state.current_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    return client.post(address, {"comment": ""})


def test_what_a_reviewer_approves_is_published(client: Client, site: House) -> None:
    page = submitted()
    client.force_login(people.user(Role.REVIEWER))
    approve(client, page)
    page.refresh_from_db()
    assert page.live


def test_what_has_a_schedule_waits_for_it(client: Client, site: House, now: datetime) -> None:
    page = submitted(go_live_at=now + timedelta(days=2))
    client.force_login(people.user(Role.REVIEWER))
    approve(client, page)
    page.refresh_from_db()
    assert not page.live
    assert page.approved_schedule


def test_a_reviewer_publishes_nothing_that_was_not_submitted(client: Client, site: House) -> None:
    page = posts.article_page("ar", live=False)
    page.save_revision()
    reviewer = people.user(Role.REVIEWER)
    assert not page.permissions_for_user(reviewer).can_publish()
    assert not page.permissions_for_user(reviewer).can_edit()


def test_a_contributor_approves_nothing_not_even_their_own(client: Client, site: House) -> None:
    page = submitted()
    client.force_login(page.owner)
    approve(client, page)
    page.refresh_from_db()
    assert not page.live
