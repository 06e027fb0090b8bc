"""A draft is sent, sent back, sent again, accepted, published: the invitation follows."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from cms.access.roles import Role
from cms.contributions.actions import change_invitation
from cms.contributions.models import Contribution
from cms.models import ContentPage
from cms.notices.models import Notice
from tests.cms.contributions import calls
from tests.factories import people

if TYPE_CHECKING:
    from django.test import Client

    from cms.models import User

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def author(db: None) -> User:
    return people.contributor(language="ar")


@pytest.fixture
def writing(author: User) -> Client:
    return calls.at_desk(author)


@pytest.fixture
def editing(db: None) -> Client:
    return calls.at_desk(people.user(Role.EDITOR))


@pytest.fixture
def contribution(author: User) -> Contribution:
    assert author.entity is not None
    return calls.of(calls.invited(author.entity), author.entity)


def state(contribution: Contribution) -> str:
    contribution.refresh_from_db()
    return contribution.state


def test_from_the_draft_to_the_thanks(
    writing: Client, editing: Client, author: User, contribution: Contribution
) -> None:
    page = calls.open_draft(writing, contribution)
    assert state(contribution) == "opened"

    calls.send(writing, page)
    assert state(contribution) == "submitted"

    calls.decide(editing, page, "reject", "أضيفوا رقمًا عن النتيجة.")
    assert state(contribution) == "changes_requested"
    assert contribution.reason == "أضيفوا رقمًا عن النتيجة."
    assert "أضيفوا رقمًا عن النتيجة." in calls.letters(author)[-1]

    calls.send(writing, page)
    assert state(contribution) == "submitted"

    calls.decide(editing, page, "approve")
    assert state(contribution) == "published"
    published = ContentPage.objects.get(pk=page.pk)
    assert published.live
    thanks = calls.letters(author)[-1]
    assert f"{settings.PUBLIC_URL}{published.get_url()}" in thanks
    assert published.title in thanks


def test_the_contributor_has_one_mail_for_each_step(
    writing: Client, editing: Client, author: User, contribution: Contribution
) -> None:
    page = calls.open_draft(writing, contribution)
    calls.send(writing, page)
    calls.decide(editing, page, "reject", "رأي")
    calls.send(writing, page)
    calls.decide(editing, page, "approve")
    # The invitation, the changes, the thanks; and none of Wagtail's beside them.
    assert len(calls.letters(author)) == 3


def test_all_contacts_of_the_entity_are_told(
    writing: Client, editing: Client, author: User, contribution: Contribution
) -> None:
    colleague = people.contributor(author.entity, language="en")
    page = calls.open_draft(writing, contribution)
    calls.send(writing, page)
    calls.decide(editing, page, "reject", "more figures")
    assert "more figures" in calls.letters(colleague)[-1]


def test_saving_and_autosaving_write_to_nobody(writing: Client, contribution: Contribution) -> None:
    page = calls.open_draft(writing, contribution)
    before = Notice.objects.count()
    calls.send(writing, page, "save")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = calls.filled(title="عنوان", entity=page.entity_id)
    del data["action-publish"]
    answer = writing.post(address, data, headers={"accept": "application/json"})
    assert json.loads(answer.content)["success"]
    assert Notice.objects.count() == before
    assert state(contribution) == "opened"


def test_publishing_again_thanks_nobody_again(
    writing: Client, editing: Client, author: User, contribution: Contribution
) -> None:
    page = calls.open_draft(writing, contribution)
    calls.send(writing, page)
    calls.decide(editing, page, "approve")
    before = len(calls.letters(author))
    calls.send(editing, page, "action-publish")
    ContentPage.objects.get(pk=page.pk).specific.unpublish()
    calls.send(editing, page, "action-publish")
    assert len(calls.letters(author)) == before
    assert state(contribution) == "published"


def test_what_is_accepted_for_later_is_published_when_its_time_has_come(
    writing: Client, editing: Client, author: User, contribution: Contribution
) -> None:
    page = calls.open_draft(writing, contribution)
    later = timezone.now() + timedelta(days=2)
    page = page.specific
    page.go_live_at = later
    page.save_revision(user=author)
    page.get_workflow().start(page, author)
    calls.decide(editing, page, "approve")
    assert state(contribution) == "accepted"
    assert contribution.published_at is None
    assert "ستُنشر" in calls.letters(author)[-1] or "will be published" in calls.letters(author)[-1]
    revision = page.scheduled_revision
    revision.content["go_live_at"] = None
    revision.save()
    revision.publish()
    assert state(contribution) == "published"
    assert len(calls.letters(author)) == 3


def test_a_draft_that_an_editor_publishes_as_it_is_counts_and_is_thanked_for(
    writing: Client, editing: Client, author: User, contribution: Contribution
) -> None:
    page = calls.open_draft(writing, contribution)
    calls.send(editing, page, "action-publish")
    assert state(contribution) == "published"
    assert contribution.submitted_at is not None
    assert len(calls.letters(author)) == 2


def test_publishing_what_waits_in_review_is_no_withdrawal(
    writing: Client, editing: Client, contribution: Contribution
) -> None:
    page = calls.open_draft(writing, contribution)
    calls.send(writing, page)
    calls.send(editing, page, "action-publish")
    assert state(contribution) == "published"


def test_who_takes_a_submission_back_has_the_draft_again(
    writing: Client, author: User, contribution: Contribution
) -> None:
    page = calls.open_draft(writing, contribution)
    calls.send(writing, page)
    calls.send(writing, page, "action-cancel-workflow")
    assert state(contribution) == "opened"
    assert contribution.submitted_at is None


def test_the_editors_decline_with_a_reason_and_the_draft_stays(
    writing: Client, editing: Client, author: User, contribution: Contribution
) -> None:
    page = calls.open_draft(writing, contribution)
    calls.send(writing, page)
    address = reverse("contributions:decline", args=[contribution.pk])
    assert editing.get(address).status_code == 200
    assert "<textarea" in editing.post(address, {"reason": ""}).content.decode()
    assert state(contribution) == "submitted"
    for _twice in range(2):
        answer = editing.post(address, {"reason": "الموضوع نُشر من قبل."})
        assert answer.status_code == 302
    assert state(contribution) == "declined"
    letters = calls.letters(author)
    assert len(letters) == 2
    assert "الموضوع نُشر من قبل." in letters[-1]
    draft = ContentPage.objects.get(pk=page.pk)
    assert not draft.workflow_in_progress
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert writing.get(edit).status_code == 200


def test_what_was_not_sent_cannot_be_declined(
    writing: Client, editing: Client, contribution: Contribution
) -> None:
    calls.open_draft(writing, contribution)
    address = reverse("contributions:decline", args=[contribution.pk])
    assert editing.post(address, {"reason": "لا"}).status_code == 302
    assert state(contribution) == "opened"


def test_pages_without_an_invitation_go_their_way_as_before(
    writing: Client, editing: Client, author: User, contribution: Contribution
) -> None:
    page = calls.open_draft(writing, contribution)
    Contribution.objects.filter(pk=contribution.pk).update(page=None)
    calls.send(writing, page)
    mail.outbox.clear()
    calls.decide(editing, page, "reject", "رأي")
    assert [m.to for m in mail.outbox] == [[author.email]]  # Wagtail's own
    assert state(contribution) == "opened"


def test_what_is_taken_back_after_its_invitation_was_cancelled_is_cancelled(
    writing: Client, contribution: Contribution
) -> None:
    page = calls.open_draft(writing, contribution)
    calls.send(writing, page)
    change_invitation.cancel(contribution.invitation, timezone.now())
    assert state(contribution) == "submitted"
    calls.send(writing, page, "action-cancel-workflow")
    assert state(contribution) == "cancelled"
    assert (contribution.submitted_at, contribution.cancelled_at is None) == (None, False)


@pytest.mark.parametrize("sent_back", [False, True])
def test_a_draft_deleted_after_its_invitation_was_cancelled_leaves_it_cancelled(
    writing: Client, editing: Client, contribution: Contribution, sent_back: bool
) -> None:
    page = calls.open_draft(writing, contribution)
    calls.send(writing, page)
    if sent_back:
        calls.decide(editing, page, "reject", "رأي")
    change_invitation.cancel(contribution.invitation, timezone.now())
    ContentPage.objects.get(pk=page.pk).specific.delete()
    assert state(contribution) == "cancelled"
    assert (contribution.page, contribution.submitted_at) == (None, None)


def test_what_was_accepted_for_later_and_sent_again_is_answered_again(
    writing: Client, editing: Client, author: User, contribution: Contribution
) -> None:
    page = calls.open_draft(writing, contribution).specific
    page.go_live_at = timezone.now() + timedelta(days=2)
    page.save_revision(user=author)
    page.get_workflow().start(page, author)
    calls.decide(editing, page, "approve")
    assert state(contribution) == "accepted"
    revision = page.scheduled_revision
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    page = ContentPage.objects.get(pk=page.pk).specific
    page.get_workflow().start(page, author)
    assert state(contribution) == "submitted"
    calls.decide(editing, page, "reject", "رقم تغيّر.")
    assert state(contribution) == "changes_requested"
    assert "رقم تغيّر." in calls.letters(author)[-1]
