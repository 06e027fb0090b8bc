"""What is planned to change is said before submission, and keeps a letter from being scheduled."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine

from blog.models import ArticlePage
from newsletter.actions.hand_over import hand_over
from newsletter.actions.render_editions import manuscript_of
from newsletter.actions.schedule import WillChange, schedule
from newsletter.gate import lasting
from newsletter.gate.findings import Verdict
from newsletter.gate.lasting import Coming
from newsletter.models import Mailing, MailingState
from newsletter.transports.file import FileTransport
from tests.newsletter.mailings import letters

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from pathlib import Path

    from cms.models import User
    from newsletter.gate.findings import Finding


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[None]:
    with time_machine.travel(letters.MONDAY, tick=False):
        yield


@pytest.fixture
def tuesday(monday: datetime) -> datetime:
    return monday + timedelta(days=1)


def expires(at: datetime) -> None:
    ArticlePage.objects.filter(title=letters.ENGLISH).update(expire_at=at)


def plans(at: datetime, **fields: str) -> None:
    """Another text of the article waits for its day."""
    page = ArticlePage.objects.get(title=letters.ENGLISH)
    for name, value in fields.items():
        setattr(page, name, value)
    page.go_live_at = at
    page.save_revision(approved_go_live_at=at)


def for_then(mailing: Mailing, by: User, send_at: datetime, now: datetime) -> None:
    end = send_at + timedelta(hours=12)
    schedule(mailing.pk, by, send_at=send_at, not_after=end, segment=None, now=now)


def said(month: date, now: datetime) -> list[Finding]:
    return list(lasting.check(manuscript_of(month, now), now))


def test_a_page_that_is_gone_by_then_is_named_and_the_approval_stays(
    month: date, manager: User, second: User, monday: datetime, tuesday: datetime
) -> None:
    mailing = letters.approved(month, manager, second, monday)
    expires(tuesday)
    with pytest.raises(WillChange) as refused:
        for_then(mailing, manager, tuesday, monday)
    (change,) = refused.value.changes
    assert (change.coming, change.title, change.at) == (Coming.OFFLINE, letters.ENGLISH, tuesday)
    assert letters.ENGLISH in change.words["ar"]
    assert "24 November 2026, 09:00" in change.words["en"]
    assert letters.ENGLISH in refused.value.lines
    assert letters.state(mailing) == MailingState.APPROVED
    for_then(mailing, manager, tuesday - timedelta(minutes=1), monday)
    assert letters.state(mailing) == MailingState.SCHEDULED


def test_another_time_after_a_page_is_gone_is_refused_and_the_schedule_stays(
    month: date, manager: User, second: User, monday: datetime, tuesday: datetime
) -> None:
    mailing = letters.scheduled(month, manager, second, monday)
    expires(tuesday)
    with pytest.raises(WillChange):
        for_then(mailing, manager, tuesday + timedelta(hours=1), monday)
    again = letters.again(mailing)
    assert (again.state, again.send_at) == (MailingState.SCHEDULED, mailing.send_at)


def test_another_text_that_waits_for_its_day_is_named(
    month: date, manager: User, second: User, monday: datetime, tuesday: datetime
) -> None:
    mailing = letters.approved(month, manager, second, monday)
    plans(tuesday, title="Quite another title")
    with pytest.raises(WillChange) as refused:
        for_then(mailing, manager, tuesday, monday)
    (change,) = refused.value.changes
    assert (change.coming, change.title) == (Coming.ANOTHER_TEXT, letters.ENGLISH)
    assert letters.state(mailing) == MailingState.APPROVED
    for_then(mailing, manager, tuesday - timedelta(hours=1), monday)


def test_the_same_words_that_wait_for_their_day_hinder_nothing(
    month: date, manager: User, second: User, monday: datetime, tuesday: datetime
) -> None:
    mailing = letters.approved(month, manager, second, monday)
    plans(tuesday)
    for_then(mailing, manager, tuesday + timedelta(hours=1), monday)
    assert letters.state(mailing) == MailingState.SCHEDULED


def test_an_issue_that_is_to_appear_after_its_letter_is_named(
    month: date, manager: User, second: User, monday: datetime, tuesday: datetime, tmp_path: Path
) -> None:
    letters.readers()
    letters.change(month, "en", go_live_at=tuesday)
    mailing = letters.approved(month, manager, second, monday)
    with pytest.raises(WillChange) as refused:
        for_then(mailing, manager, tuesday - timedelta(hours=1), monday)
    assert [change.coming for change in refused.value.changes] == [Coming.NOT_YET]
    for_then(mailing, manager, tuesday, monday)
    with time_machine.travel(tuesday, tick=False):
        hand_over(mailing.pk, FileTransport(tmp_path), tuesday)
    assert letters.page(month, "en").live


def test_before_it_is_submitted_what_changes_soon_is_said_with_page_and_day(
    month: date, monday: datetime
) -> None:
    assert [finding.verdict for finding in said(month, monday)] == [Verdict.PASS]
    expires(monday + timedelta(days=40))
    page = ArticlePage.objects.get(title=letters.ENGLISH)
    (finding,) = said(month, monday)
    assert finding.verdict is Verdict.WARN
    assert letters.ENGLISH in finding.words["ar"]
    assert "2 يناير 2027" in finding.words["ar"]
    assert "2 January 2027" in finding.words["en"]
    assert finding.mend == f"/admin/pages/{page.pk}/edit/"
    expires(monday + timedelta(days=400))
    assert [finding.verdict for finding in said(month, monday)] == [Verdict.PASS]
