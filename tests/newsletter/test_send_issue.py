"""A published issue goes to each active subscriber, in their language or in both."""

from __future__ import annotations

import email
from email import policy
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from newsletter.actions.send_issue import NotPublished, send_issue
from newsletter.models import Subscriber, SubscriberLanguage, SubscriberStatus
from newsletter.tokens import token_for
from newsletter.transports.file import FileTransport
from tests.factories import blog, cms, newsletter

if TYPE_CHECKING:
    from datetime import date, datetime
    from email.message import EmailMessage
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper

    from tests.house import House

pytestmark = pytest.mark.django_db


@pytest.fixture
def month(site: House) -> date:
    """The month of an issue that is published in both languages."""
    picture = cms.picture((1400, 900), alt={"ar": "مجلس", "en": "A majlis"})
    article = blog.article_page("ar", title="من المجلس إلى المنصة", image=picture)
    english = blog.article_page("en", of=article, title="From majlis to platform", image=picture)
    arabic_issue = newsletter.issue_page("ar", pages=[article])
    newsletter.issue_page("en", of=arabic_issue, pages=[english], month=arabic_issue.month)
    day: date = arabic_issue.month
    return day


def reader(language: str, **fields: object) -> Subscriber:
    return newsletter.subscriber(language=language, status=SubscriberStatus.ACTIVE, **fields)


def mails(folder: Path) -> dict[str, EmailMessage]:
    """The written messages by recipient."""
    found = {}
    for path in folder.glob("*.eml"):
        message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        found[str(message["To"])] = message
    return found


def html_of(message: EmailMessage) -> str:
    part = message.get_body(("html",))
    assert part is not None
    # Long lines are folded at blanks.
    return " ".join(str(part.get_content()).split())


def test_each_reader_gets_one_letter_in_their_language(
    month: date, now: datetime, tmp_path: Path
) -> None:
    arabic = reader(SubscriberLanguage.ARABIC)
    english = reader(SubscriberLanguage.ENGLISH)
    both = reader(SubscriberLanguage.BOTH)
    assert send_issue(month, FileTransport(tmp_path), now).sent == 3
    written = mails(tmp_path)
    assert set(written) == {arabic.email, english.email, both.email}
    assert "من المجلس إلى المنصة" in html_of(written[arabic.email])
    assert "From majlis to platform" not in html_of(written[arabic.email])
    assert "From majlis to platform" in html_of(written[english.email])
    two = html_of(written[both.email])
    assert two.index("من المجلس إلى المنصة") < two.index("From majlis to platform")
    assert 'dir="rtl"' in html_of(written[arabic.email])


def test_those_who_left_or_never_confirmed_get_nothing(
    month: date, now: datetime, tmp_path: Path
) -> None:
    newsletter.subscriber(status=SubscriberStatus.PENDING)
    newsletter.subscriber(status=SubscriberStatus.UNSUBSCRIBED)
    stays = reader(SubscriberLanguage.ARABIC)
    send_issue(month, FileTransport(tmp_path), now)
    assert set(mails(tmp_path)) == {stays.email}


def test_a_second_run_writes_the_same_messages_over_the_first(
    month: date, now: datetime, tmp_path: Path
) -> None:
    reader(SubscriberLanguage.ARABIC)
    send_issue(month, FileTransport(tmp_path), now)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    send_issue(month, FileTransport(tmp_path), now)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first


def test_a_draft_is_not_sent(site: House, now: datetime, tmp_path: Path) -> None:
    issue = newsletter.issue_page("ar", live=False)
    reader(SubscriberLanguage.ARABIC)
    with pytest.raises(NotPublished):
        send_issue(issue.month, FileTransport(tmp_path), now)
    assert not list(tmp_path.iterdir())


def test_a_page_that_was_withdrawn_is_left_out_of_the_letter(
    month: date, now: datetime, tmp_path: Path
) -> None:
    from blog.models import ArticlePage

    for page in ArticlePage.objects.all():
        page.unpublish()
    reader(SubscriberLanguage.ARABIC)
    send_issue(month, FileTransport(tmp_path), now)
    (message,) = mails(tmp_path).values()
    assert "من المجلس إلى المنصة" not in html_of(message)


def test_pictures_in_letters_are_jpeg_with_the_text_of_the_language(
    month: date, now: datetime, tmp_path: Path
) -> None:
    one = reader(SubscriberLanguage.ENGLISH)
    send_issue(month, FileTransport(tmp_path), now)
    html = html_of(mails(tmp_path)[one.email])
    assert ".jpg" in html
    assert ".webp" not in html
    assert "A majlis" in html


def test_the_readers_own_link_opens_and_one_press_unsubscribes(
    month: date, now: datetime, tmp_path: Path, client: object
) -> None:
    from django.test import Client

    one = reader(SubscriberLanguage.ARABIC)
    send_issue(month, FileTransport(tmp_path), now)
    header = str(mails(tmp_path)[one.email]["List-Unsubscribe"])
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
    month: date, now: datetime, tmp_path: Path, settings: SettingsWrapper
) -> None:
    settings.FORMS_URL = "https://cms.barza.example"
    one = reader(SubscriberLanguage.ENGLISH)
    send_issue(month, FileTransport(tmp_path), now)
    letter = mails(tmp_path)[one.email]
    token = token_for(one.pk)
    leave = f"https://cms.barza.example/en/subscription/{token}/unsubscribe/"
    assert str(letter["List-Unsubscribe"]) == f"<{leave}>"
    html = html_of(letter)
    assert leave in html
    assert f"https://cms.barza.example/en/subscription/{token}/" in html
    assert "https://cms.barza.example/en/blog/" not in html


def test_the_command_says_what_to_do_when_the_month_has_no_issue(site: House) -> None:
    with pytest.raises(CommandError, match="draft_issue"):
        call_command("write_issue", month=f"{timezone.localdate():%Y-%m}")


@pytest.mark.parametrize("text", ["2026-13", "october", "2026"])
def test_a_month_that_is_none_is_refused_with_an_example(site: House, text: str) -> None:
    with pytest.raises(CommandError, match="2026-10"):
        call_command("write_issue", month=text)
