"""What was approved is what is sent: by a second person, and void after any change."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cms.access.roles import Role
from newsletter.actions.approve import AnotherLetter, OwnWork, approve
from newsletter.actions.hand_over import hand_over
from newsletter.actions.render_editions import manuscript_of
from newsletter.actions.schedule import schedule
from newsletter.actions.submit import GateClosed, submit
from newsletter.actions.void_changed import ContentChanged
from newsletter.models import Edition, MailingState
from newsletter.transports.file import FileTransport
from tests.factories import people
from tests.newsletter.mailings import letters

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from cms.models import User


def test_the_same_content_is_rendered_to_the_same_octets(month: date, monday: datetime) -> None:
    first = manuscript_of(month, monday)
    later = manuscript_of(month, monday + timedelta(days=3))
    assert {edition.variant for edition in first.editions} == {"ar", "en", "both"}
    assert first == later
    assert first.fingerprint == later.fingerprint


def test_submission_freezes_every_edition_and_tells_the_approvers(
    month: date, manager: User, second: User, monday: datetime
) -> None:
    mailing = letters.submitted(month, manager, monday)
    assert mailing.state == MailingState.IN_REVIEW
    assert mailing.fingerprint == manuscript_of(month, monday).fingerprint
    frozen = {row.variant: row for row in Edition.objects.filter(mailing=mailing)}
    assert letters.ARABIC in frozen["ar"].plain
    assert letters.ENGLISH in frozen["en"].plain
    assert frozen["both"].plain.index(letters.ARABIC) < frozen["both"].plain.index(letters.ENGLISH)
    assert set(letters.told("submitted")) == {second.email}


def test_what_was_not_ticked_as_seen_keeps_the_gate_closed(
    month: date, manager: User, monday: datetime
) -> None:
    from newsletter.actions.open_mailing import open_mailing

    mailing = open_mailing(month, monday)
    with pytest.raises(GateClosed) as closed:
        submit(mailing.pk, manager, [], monday)
    assert closed.value.found
    assert letters.state(mailing) == MailingState.DRAFT
    assert not Edition.objects.exists()


@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_approves_what_they_submitted(
    month: date, manager: User, monday: datetime, is_superuser: bool
) -> None:
    manager.is_superuser = is_superuser
    manager.save()
    mailing = letters.submitted(month, manager, monday)
    with pytest.raises(OwnWork):
        approve(mailing.pk, manager, mailing.fingerprint, monday)
    assert letters.state(mailing) == MailingState.IN_REVIEW
    assert manager.email not in letters.told("submitted")


def test_a_superuser_may_approve_and_is_told(
    month: date, manager: User, editor: User, monday: datetime
) -> None:
    mailing = letters.submitted(month, manager, monday)
    assert set(letters.told("submitted")) == {editor.email}
    approve(mailing.pk, editor, mailing.fingerprint, monday)
    assert letters.state(mailing) == MailingState.APPROVED


def test_nobody_approves_after_saving_a_text_of_the_issue(
    month: date, manager: User, second: User
) -> None:
    from django.utils import timezone

    now = timezone.now() - timedelta(minutes=5)
    mailing = letters.submitted(month, manager, now)
    # The words stay, so that the submission holds; but a second pair of eyes it is no more.
    letters.change(month, "ar", by=second)
    assert letters.state(mailing) == MailingState.IN_REVIEW
    with pytest.raises(OwnWork):
        approve(mailing.pk, second, mailing.fingerprint, now)
    approve(mailing.pk, people.user(Role.EDITOR), mailing.fingerprint, now)
    assert letters.state(mailing) == MailingState.APPROVED


def test_an_approval_is_of_the_letter_that_was_on_the_screen(
    month: date, manager: User, second: User, monday: datetime
) -> None:
    before = letters.submitted(month, manager, monday)
    letters.change(month, "ar", title="عدد آخر")
    after = letters.submitted(month, manager, monday)
    assert after.pk == before.pk
    with pytest.raises(AnotherLetter):
        approve(after.pk, second, before.fingerprint, monday)
    assert letters.state(after) == MailingState.IN_REVIEW


@pytest.mark.parametrize("language", ["ar", "en"])
def test_saving_other_words_makes_the_approval_void_and_says_what_changed(
    month: date, manager: User, second: User, monday: datetime, language: str
) -> None:
    mailing = letters.scheduled(month, manager, second, monday)
    letters.change(month, language, summary="Quite another summary")
    changed = letters.again(mailing)
    assert changed.state == MailingState.DRAFT
    assert changed.approved_by is None
    assert changed.send_at is None
    assert letters.events(mailing)[-1] == "voided"
    told = letters.told("voided")
    assert set(told) == {manager.email, second.email}
    assert all("Quite another summary" in words for words in told.values())


def test_saving_the_same_words_again_changes_nothing(
    month: date, manager: User, second: User, monday: datetime
) -> None:
    mailing = letters.scheduled(month, manager, second, monday)
    letters.change(month, "ar")
    assert letters.state(mailing) == MailingState.SCHEDULED


def test_an_item_that_is_withdrawn_is_found_when_it_is_scheduled(
    month: date, manager: User, second: User, monday: datetime
) -> None:
    mailing = letters.approved(month, manager, second, monday)
    _withdraw()
    at = monday + timedelta(hours=2)
    with pytest.raises(ContentChanged):
        schedule(
            mailing.pk,
            manager,
            send_at=at,
            not_after=at + timedelta(hours=1),
            segment=None,
            now=monday,
        )
    assert letters.state(mailing) == MailingState.DRAFT


def test_an_item_that_is_withdrawn_is_found_right_before_sending(
    month: date, manager: User, second: User, monday: datetime, tmp_path: Path
) -> None:
    letters.readers()
    mailing = letters.scheduled(month, manager, second, monday)
    _withdraw()
    hand_over(mailing.pk, FileTransport(tmp_path), monday + timedelta(hours=1))
    assert letters.state(mailing) == MailingState.DRAFT
    assert letters.events(mailing)[-1] == "voided"
    assert not list(tmp_path.iterdir())


def test_an_item_that_is_withdrawn_is_found_when_it_is_approved(
    month: date, manager: User, second: User, monday: datetime
) -> None:
    mailing = letters.submitted(month, manager, monday)
    _withdraw()
    with pytest.raises(ContentChanged):
        approve(mailing.pk, second, mailing.fingerprint, monday)
    assert letters.state(mailing) == MailingState.DRAFT


def _withdraw() -> None:
    from blog.models import ArticlePage

    ArticlePage.objects.get(title=letters.ENGLISH).unpublish()
