"""What a month's letter is for its readers, and the command that operators have for it."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from blog.models import ArticlePage
from cms.access.roles import Role
from newsletter.actions.hand_over import hand_over
from newsletter.models import Mailing, MailingState, SubscriberLanguage, SubscriberStatus
from newsletter.tokens import token_for
from newsletter.transports.file import FileTransport
from tests.factories import newsletter, people
from tests.newsletter.mailings import letters

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper

    from cms.models import User
    from tests.house import House

pytestmark = pytest.mark.django_db


@pytest.fixture
def month(site: House) -> date:
    """The month of an issue in both languages."""
    return letters.issue()


@pytest.fixture
def pair(db: None) -> tuple[User, User]:
    return people.user(Role.NEWSLETTER_MANAGER), people.user(Role.EDITOR)


def sent(month: date, pair: tuple[User, User], folder: Path) -> Mailing:
    mailing = letters.scheduled(month, *pair, letters.MONDAY)
    hand_over(mailing.pk, FileTransport(folder), letters.MONDAY + timedelta(hours=1))
    return letters.again(mailing)


def test_pictures_in_letters_are_jpeg_with_the_text_of_the_language(
    month: date, pair: tuple[User, User], tmp_path: Path
) -> None:
    one = newsletter.subscriber(language=SubscriberLanguage.ENGLISH)
    sent(month, pair, tmp_path)
    html = letters.html_of(letters.mails(tmp_path)[one.email])
    assert ".jpg" in html
    assert ".webp" not in html
    assert "A majlis" in html


def test_the_readers_own_link_opens_and_one_press_unsubscribes(
    month: date, pair: tuple[User, User], tmp_path: Path
) -> None:
    one = newsletter.subscriber(language=SubscriberLanguage.ARABIC)
    sent(month, pair, tmp_path)
    header = str(letters.mails(tmp_path)[one.email]["List-Unsubscribe"])
    address = header.strip("<>").removeprefix("http://localhost")
    browser = Client(enforce_csrf_checks=True)
    assert browser.get(address).status_code == 200
    assert browser.head(address).status_code == 200
    one.refresh_from_db()
    assert one.status == SubscriberStatus.ACTIVE, "a link scanner must change nothing"
    answer = browser.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    one.refresh_from_db()
    assert one.status == SubscriberStatus.UNSUBSCRIBED
    assert browser.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200


def test_beside_a_site_of_files_the_readers_own_links_lead_to_the_cms(
    month: date, pair: tuple[User, User], tmp_path: Path, settings: SettingsWrapper
) -> None:
    settings.FORMS_URL = "https://cms.barza.example"
    one = newsletter.subscriber(language=SubscriberLanguage.ENGLISH)
    sent(month, pair, tmp_path)
    letter = letters.mails(tmp_path)[one.email]
    token = token_for(one.pk)
    leave = f"https://cms.barza.example/en/subscription/{token}/unsubscribe/"
    assert str(letter["List-Unsubscribe"]) == f"<{leave}>"
    html = letters.html_of(letter)
    assert leave in html
    assert f"https://cms.barza.example/en/subscription/{token}/" in html
    assert "https://cms.barza.example/en/blog/" not in html


def test_a_page_that_was_withdrawn_leaves_the_letter_unsent(
    month: date, pair: tuple[User, User], tmp_path: Path
) -> None:
    newsletter.subscriber()
    mailing = letters.scheduled(month, *pair, letters.MONDAY)
    for page in ArticlePage.objects.all():
        page.unpublish()
    hand_over(mailing.pk, FileTransport(tmp_path), letters.MONDAY + timedelta(hours=1))
    assert letters.state(mailing) == MailingState.DRAFT
    assert not list(tmp_path.iterdir())


# --- manage.py mailing ---------------------------------------------------------------------------


def said(**options: object) -> str:
    out = StringIO()
    call_command("mailing", stdout=out, **options)
    return out.getvalue()


def test_the_command_says_what_to_do_when_the_month_has_no_mailing(site: House) -> None:
    with pytest.raises(CommandError, match="draft_issue"):
        said(month=f"{timezone.localdate():%Y-%m}")


@pytest.mark.parametrize("text", ["2026-13", "october", "2026"])
def test_a_month_that_is_none_is_refused_with_an_example(site: House, text: str) -> None:
    with pytest.raises(CommandError, match="2026-10"):
        said(month=text)


def test_the_command_says_how_far_the_letter_is_and_that_nobody_is_lost(
    month: date, pair: tuple[User, User], tmp_path: Path
) -> None:
    letters.readers()
    sent(month, pair, tmp_path)
    words = said(month=f"{month:%Y-%m}")
    assert "sent" in words
    assert "2026-11-23 10:00" in words
    assert "audience 3 = accepted 3 + rejected 0" in words


def test_the_command_hands_over_nothing_that_was_not_approved_and_scheduled(
    month: date, pair: tuple[User, User], tmp_path: Path
) -> None:
    letters.readers()
    letters.approved(month, *pair, letters.MONDAY)
    with pytest.raises(CommandError, match="approved and scheduled"):
        said(month=f"{month:%Y-%m}", hand_over=True, to=tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_command_goes_on_with_what_was_interrupted(
    month: date, pair: tuple[User, User], tmp_path: Path
) -> None:
    letters.readers()
    mailing = letters.scheduled(month, *pair, letters.MONDAY)
    Mailing.objects.update(send_at=timezone.now(), not_after=timezone.now() + timedelta(hours=1))
    words = said(month=f"{month:%Y-%m}", hand_over=True, to=tmp_path)
    assert "accepted 3" in words
    assert letters.state(mailing) == MailingState.SENT
    assert len(letters.mails(tmp_path)) == 3
