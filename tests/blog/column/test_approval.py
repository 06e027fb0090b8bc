"""Submitting asks for approval by one mail; one click approves exactly what was read."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from wagtail import hooks
from wagtail.models import TaskState, WorkflowState

from blog.actions.approve_column import Approval, approve_column
from blog.actions.ask_approval import ask_approval
from blog.column.approval import seal_of
from blog.models import ColumnPage
from cms.access.roles import Role
from cms.due import DUE_HOOK, DueGroup
from cms.notices.models import Notice
from cms.previews.models import PreviewLink
from tests.blog.column.setting import office, submitted, written
from tests.factories import blog as posts
from tests.factories import people

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from tests.house import House

SEEN = re.compile(r'name="seen" value="([^"]+)"')
LINK = re.compile(r"^http\S+$", re.MULTILINE)


@pytest.fixture
def submit(site: House, django_capture_on_commit_callbacks: Any) -> Any:
    """Submits a column and lets the mails go."""

    def _submit(page: Any, user: Any) -> TaskState:
        with django_capture_on_commit_callbacks(execute=True):
            return submitted(page, user)

    return _submit


def link_in_mail(part: str) -> str:
    """The path and query of the link that has `part` in the last mail."""
    found = [link for link in LINK.findall(str(mail.outbox[-1].body)) if part in link]
    assert len(found) == 1
    split = urlsplit(found[0])
    return f"{split.path}?{split.query}" if split.query else split.path


def is_live(page: Any) -> bool:
    return ColumnPage.objects.get(pk=page.pk).live


def test_each_approver_has_one_mail_with_all_that_is_needed(submit: Any, now: datetime) -> None:
    author = people.user(Role.EDITOR)
    office("ar", email="dg@house.example"), office("en", email="aide@house.example")
    page = written(now, author)
    submit(page, author)
    assert sorted(m.to[0] for m in mail.outbox) == ["aide@house.example", "dg@house.example"]
    for message in mail.outbox:
        text = str(message.body)
        assert page.title in text
        assert page.title in message.subject
        assert "ملخص كلمة الشهر" in text
        assert "تصريح للنشر" in text
        assert "/preview/" in text
        assert reverse("barza_column_approve", args=[TaskState.objects.get().pk]) in text


def test_another_page_has_wagtails_own_mail(submit: Any, now: datetime) -> None:
    author, reviewer = people.user(Role.EDITOR), people.user(Role.REVIEWER)
    page = posts.article_page("ar", live=False)
    page.save_revision()
    submit(page, author)
    assert reviewer.email in {m.to[0] for m in mail.outbox}
    assert not Notice.objects.filter(key__startswith="column-approval").exists()


def test_asking_twice_for_the_same_step_sends_nothing_more(submit: Any, now: datetime) -> None:
    office()
    author = people.user(Role.EDITOR)
    state = submit(written(now, author), author)
    links = PreviewLink.objects.count()
    ask_approval(state, submitted_by=author, now=now)
    assert len(mail.outbox) == 1
    assert PreviewLink.objects.count() == links == 1


def test_the_mails_preview_shows_what_was_submitted(
    submit: Any, client: Client, now: datetime
) -> None:
    office()
    author = people.user(Role.EDITOR)
    page = written(now, author)
    submit(page, author)
    page.title = "عنوان كتب بعد الإرسال"
    page.save_revision(user=author)
    text = client.get(link_in_mail("/preview/")).content.decode()
    assert "تصريح للنشر" in text
    assert page.title not in text


def test_opening_the_links_of_the_mail_changes_nothing(
    submit: Any, client: Client, now: datetime
) -> None:
    approver = office()
    page = written(now, approver)
    state = submit(page, approver)
    for logged_in in (False, True):
        if logged_in:
            client.force_login(approver)
        for part in ("/preview/", "/approve/"):
            for ask in (client.get, client.head, client.options):
                ask(link_in_mail(part))
    assert not is_live(page)
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS


def test_who_is_not_logged_in_comes_back_to_the_approval(
    submit: Any, client: Client, now: datetime
) -> None:
    approver = office()
    submit(written(now, approver), approver)
    address = link_in_mail("/approve/")
    answer = client.get(address)
    assert answer.status_code == 302
    assert "next=" in answer["Location"]
    assert reverse("barza_column_approve", args=[TaskState.objects.get().pk]) in answer["Location"]


def test_one_click_approves_and_publishes(submit: Any, client: Client, now: datetime) -> None:
    approver = office()
    page = written(now, approver)
    submit(page, approver)
    client.force_login(approver)
    address = link_in_mail("/approve/")
    answer = client.get(address)
    text = answer.content.decode()
    assert "تصريح للنشر" in text
    assert "column-changed" not in text
    seen = SEEN.search(text)
    assert seen
    assert seen[1] in address
    client.post(urlsplit(address).path, {"seen": seen[1]})
    assert is_live(page)
    assert client.get(page.get_url()).status_code == 200
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED


def test_a_column_with_a_moment_is_scheduled_and_published_then(
    submit: Any, client: Client, now: datetime
) -> None:
    approver = office()
    page = written(now, approver, go_live_at=now + timedelta(days=2))
    state = submit(page, approver)
    seal = seal_of(page.get_latest_revision())
    assert approve_column(state.pk, seal, approver) == Approval.SCHEDULED
    assert not is_live(page)
    with time_machine.travel(now + timedelta(days=2, minutes=1), tick=False):
        call_command("publish_scheduled")
    assert is_live(page)


@pytest.mark.parametrize("overwriting", [True, False])
def test_what_changed_after_the_mail_is_shown_first_and_not_approved(
    overwriting: bool, submit: Any, client: Client, now: datetime
) -> None:
    """Also where the editor's autosave wrote into the very revision that was submitted."""
    approver = office()
    page = written(now, approver)
    submit(page, approver)
    address = link_in_mail("/approve/")
    page.title = "عنوان غيّر بعد الرسالة"
    page.save_revision(
        user=approver, overwrite_revision=page.get_latest_revision() if overwriting else None
    )
    client.force_login(approver)
    shown = client.get(address).content.decode()
    assert "column-changed" in shown
    assert page.title in shown
    old = urlsplit(address).query.removeprefix("seen=")
    refused = client.post(urlsplit(address).path, {"seen": old})
    assert refused.status_code == 200
    assert not is_live(page)
    text = refused.content.decode()
    assert page.title in text
    seen = SEEN.search(text)
    assert seen
    client.post(urlsplit(address).path, {"seen": seen[1]})
    assert ColumnPage.objects.get(pk=page.pk).title == page.title
    assert is_live(page)


@pytest.mark.parametrize("seen", ["", "0-0", "nonsense"])
def test_without_a_version_that_was_read_nothing_is_approved(
    seen: str, submit: Any, client: Client, now: datetime
) -> None:
    approver = office()
    page = written(now, approver)
    state = submit(page, approver)
    client.force_login(approver)
    client.post(reverse("barza_column_approve", args=[state.pk]), {"seen": seen})
    assert not is_live(page)


def test_a_second_click_says_that_it_is_decided(submit: Any, client: Client, now: datetime) -> None:
    approver = office()
    page = written(now, approver)
    state = submit(page, approver)
    seal = seal_of(page.get_latest_revision())
    client.force_login(approver)
    address = reverse("barza_column_approve", args=[state.pk])
    assert client.post(address, {"seen": seal}).status_code == 302
    assert client.post(address, {"seen": seal}).status_code == 302
    assert client.get(address).status_code == 302
    assert approve_column(state.pk, seal, approver) == Approval.NOT_WAITING


def test_a_column_taken_back_is_not_approved(submit: Any, now: datetime) -> None:
    approver = office()
    page = written(now, approver)
    state = submit(page, approver)
    state.workflow_state.cancel(user=approver)
    seal = seal_of(page.get_latest_revision())
    assert approve_column(state.pk, seal, approver) == Approval.NOT_WAITING
    assert not is_live(page)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.DIRECTOR_GENERAL}))
def test_only_the_director_generals_group_approves(
    role: Role, submit: Any, client: Client, now: datetime
) -> None:
    author = office()
    page = written(now, author)
    state = submit(page, author)
    user = people.contributor() if role == Role.CONTRIBUTOR else people.user(role)
    client.force_login(user)
    address = reverse("barza_column_approve", args=[state.pk])
    seal = seal_of(page.get_latest_revision())
    assert page.title not in client.get(address, follow=False).content.decode()
    assert client.post(address, {"seen": seal}).status_code != 200
    assert approve_column(state.pk, seal, user) == Approval.NOT_YOURS
    assert not is_live(page)


def test_steps_about_other_pages_are_not_approved_here(
    submit: Any, client: Client, now: datetime
) -> None:
    approver = people.user(Role.DIRECTOR_GENERAL, Role.REVIEWER)
    page = posts.article_page("ar", live=False)
    page.save_revision()
    state = submit(page, approver)
    client.force_login(approver)
    answer = client.post(reverse("barza_column_approve", args=[state.pk]), {"seen": "x"})
    assert answer.status_code in {302, 403}
    assert approve_column(state.pk, "x", approver) == Approval.NOT_WAITING


def test_approval_waits_on_the_first_screen_of_those_who_decide(submit: Any, now: datetime) -> None:
    approver, editor = office(), people.user(Role.EDITOR)
    page = written(now, editor)
    state = submit(page, editor)

    def waiting(user: Any) -> list[Any]:
        items = (item for hook in hooks.get_hooks(DUE_HOOK) for item in hook(user, now))
        return [
            item
            for item in items
            if item.group == DueGroup.APPROVAL
            and item.url.startswith(reverse("barza_column_approve", args=[state.pk]))
        ]

    assert [item.title for item in waiting(approver)] == [page.title]
    assert waiting(editor) == []
    approve_column(state.pk, seal_of(page.get_latest_revision()), approver)
    assert waiting(approver) == []


def test_a_resubmission_is_asked_for_anew(submit: Any, now: datetime) -> None:
    approver = office()
    page = written(now, approver)
    state = submit(page, approver)
    state.task.specific.on_action(state.specific, approver, "reject", comment="")
    page = ColumnPage.objects.get(pk=page.pk)
    page.workflow_states.get().cancel(user=approver)
    submit(page, approver)
    ours = Notice.objects.filter(key__startswith="column-approval")
    assert ours.count() == 2
