"""A source and its ready translation go out together; one that is not ready stays behind."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.access.roles import Role
from cms.translating.actions.declare import declare
from cms.translating.actions.publish_along import follow
from cms.translating.actions.publish_pair import publish_pair
from cms.translating.readiness import Readiness, readiness
from tests.cms.translating.made import again, source, state, translation, write
from tests.factories import blog as posts
from tests.factories.people import user

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from blog.models import ArticlePage
    from cms.models import User
    from tests.house import House


def draft_pair(editor: User, *, ready: bool = True) -> tuple[ArticlePage, ArticlePage]:
    """Two drafts that nobody has seen; declared equal if ready."""
    page = posts.article_page("ar", title="مسودة", live=False)
    page.save_revision()
    twin = translation(again(page), user=editor, live=False, title="A draft")
    if ready:
        declare(twin, editor, timezone.now())
    return again(page), again(twin)


def planned(page: ArticlePage, at: datetime, editor: User) -> ArticlePage:
    """The page approved for a moment to come."""
    return write(page, user=editor, go_live_at=at)


def test_publishing_the_source_publishes_a_ready_translation(site: House, editor: User) -> None:
    page, twin = draft_pair(editor)
    page.latest_revision.publish(user=editor)
    assert again(twin).live
    assert state(twin).stale_since is None
    by = PageLogEntry.objects.filter(page=twin, action="wagtail.publish").get().user
    assert by == editor


def test_an_unfinished_translation_stays_a_draft(site: House, editor: User) -> None:
    page, twin = draft_pair(editor, ready=False)
    page.latest_revision.publish(user=editor)
    assert not again(twin).live


def test_a_translation_changed_after_it_was_marked_stays(site: House, editor: User) -> None:
    page, twin = draft_pair(editor)
    twin = write(twin, publish=False, title="Not yet finished")
    assert readiness(state(twin), page, twin) is Readiness.CHANGED_SINCE
    page.latest_revision.publish(user=editor)
    assert not again(twin).live


def test_a_translation_of_an_older_text_stays(site: House, editor: User) -> None:
    page, twin = draft_pair(editor)
    page = write(page, title="نص أحدث", user=editor)
    assert page.live
    assert not again(twin).live
    assert readiness(state(twin), page, again(twin)) is Readiness.SOURCE_CHANGED


def test_one_that_goes_by_itself_is_left_alone(site: House, editor: User) -> None:
    page, twin = draft_pair(editor)
    row = state(twin)
    row.together = False
    row.save()
    page.latest_revision.publish(user=editor)
    assert not again(twin).live


def test_approval_for_a_moment_approves_both_and_the_clock_publishes_both(
    site: House, editor: User
) -> None:
    page, twin = draft_pair(editor)
    at = (timezone.now() + timedelta(days=2)).replace(microsecond=0)
    page = planned(page, at, editor)
    twin = again(twin)
    moments = {one.scheduled_revision.approved_go_live_at for one in (page, twin)}
    assert moments == {at}
    assert not page.live
    assert not twin.live
    with time_machine.travel(at + timedelta(seconds=30), tick=True):
        call_command("publish_scheduled")
        assert again(page).live
        assert again(twin).live
        assert state(twin).stale_since is None


def test_another_moment_for_the_source_moves_the_translation_too(site: House, editor: User) -> None:
    page, twin = draft_pair(editor)
    first = (timezone.now() + timedelta(days=2)).replace(microsecond=0)
    page = planned(page, first, editor)
    page = planned(page, first + timedelta(days=5), editor)
    pending = again(twin).scheduled_revision
    assert pending.approved_go_live_at == first + timedelta(days=5)
    revision = again(page).scheduled_revision
    revision.approved_go_live_at = None
    revision.save(user=editor, update_fields=["approved_go_live_at"])
    assert again(twin).scheduled_revision is None


def test_the_same_approval_told_twice_does_nothing_more(site: House, editor: User) -> None:
    page, twin = draft_pair(editor)
    page = planned(page, timezone.now() + timedelta(days=2), editor)
    before = again(twin).revisions.count()
    assert follow(page, page.scheduled_revision, editor) == []
    assert again(twin).revisions.count() == before


def test_what_the_clock_publishes_takes_nothing_along_that_nobody_approved(
    site: House, editor: User
) -> None:
    page, twin = draft_pair(editor, ready=False)
    at = timezone.now() + timedelta(days=2)
    page = planned(page, at, editor)
    declare(again(twin), editor, timezone.now())
    with time_machine.travel(at + timedelta(seconds=30), tick=True):
        call_command("publish_scheduled")
    assert again(page).live
    assert not again(twin).live


def test_a_scheduled_change_of_a_public_pair_waits_in_both(site: House, editor: User) -> None:
    page = source()
    twin = translation(page, user=editor)
    at = timezone.now() + timedelta(days=1)
    write(page, publish=False, title="عنوان الغد")
    twin = write(twin, publish=False, title="Title of tomorrow")
    draft = again(page).get_latest_revision_as_object()
    draft.go_live_at = at
    revision = draft.save_revision()
    declare(twin, editor, timezone.now(), revision=revision)
    revision.publish(user=editor)
    assert again(twin).title == "An article on participation"
    assert again(twin).scheduled_revision.approved_go_live_at == at
    assert state(twin).stale_since is None
    with time_machine.travel(at + timedelta(seconds=1), tick=True):
        call_command("publish_scheduled")
    assert (again(page).title, again(twin).title) == ("عنوان الغد", "Title of tomorrow")
    assert state(twin).stale_since is None


def test_publish_both_publishes_two_drafts_that_nobody_had_marked(
    site: House, editor: User, now: datetime
) -> None:
    page, twin = draft_pair(editor, ready=False)
    publish_pair(twin, editor, now)
    assert again(page).live
    assert again(twin).live
    assert state(twin).stale_since is None
    assert state(twin).approved_by == editor


def test_publish_both_with_a_moment_schedules_both(
    site: House, editor: User, now: datetime
) -> None:
    page, twin = draft_pair(editor, ready=False)
    at = (now + timedelta(days=1)).replace(microsecond=0)
    write(page, publish=False, go_live_at=at)
    publish_pair(again(twin), editor, now)
    for one in (page, twin):
        assert again(one).scheduled_revision.approved_go_live_at == at


def test_who_may_not_publish_publishes_neither(site: House, editor: User, now: datetime) -> None:
    page, twin = draft_pair(editor)
    with pytest.raises(PermissionDenied):
        publish_pair(twin, user(Role.TRANSLATOR), now)
    assert not again(page).live
    assert not again(twin).live


def test_a_translation_that_the_approver_may_not_publish_stays(site: House, editor: User) -> None:
    page, twin = draft_pair(editor)
    page.latest_revision.publish(user=user(Role.TRANSLATOR), skip_permission_checks=True)
    assert again(page).live
    assert not again(twin).live


def test_publish_both_waits_for_a_review_that_is_not_the_users(
    site: House, editor: User, client: Client, now: datetime
) -> None:
    page = posts.column_page("ar", live=False)
    page.save_revision()
    twin = translation(again(page), user=editor, live=False, title="A column")
    again(page).get_workflow().start(again(page), editor)
    someone = user(Role.EDITOR)
    with pytest.raises(ValidationError, match=r"locked|مقفل"):
        publish_pair(again(twin), someone, now)
    assert not again(page).live
    assert not again(twin).live
    for who, offered in ((someone, False), (user(Role.DIRECTOR_GENERAL), True)):
        client.force_login(who)
        assert client.get(f"/admin/translating/{twin.pk}/").context["pair"].may_publish is offered


def test_publish_both_waits_for_no_review_that_is_the_users(
    site: House, editor: User, now: datetime
) -> None:
    page, twin = draft_pair(editor, ready=False)
    page.get_workflow().start(page, editor)
    publish_pair(twin, user(Role.EDITOR), now)
    assert again(page).live
    assert again(twin).live


def test_publish_both_takes_what_was_only_scheduled(
    site: House, editor: User, now: datetime
) -> None:
    page, twin = draft_pair(editor, ready=False)
    planned(twin, now + timedelta(days=1), editor)
    publish_pair(again(twin), editor, now)
    assert again(page).live
    assert again(twin).live


def test_publish_both_leaves_what_somebody_else_has_locked(
    site: House, editor: User, now: datetime
) -> None:
    page, twin = draft_pair(editor, ready=False)
    page.locked, page.locked_by, page.locked_at = True, user(Role.EDITOR), now
    page.save()
    with pytest.raises(ValidationError):
        publish_pair(twin, editor, now)
    assert not again(page).live
