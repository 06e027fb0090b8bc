"""From the schedule to the readers: in time, each once, nobody lost."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from newsletter.actions.due_mailings import due_mailings
from newsletter.actions.hand_over import hand_over, progress_of
from newsletter.actions.leave import leave
from newsletter.mailboxes import address_digest
from newsletter.models import (
    Delivery,
    DeliveryState,
    Holiday,
    Mailing,
    MailingState,
    SkipReason,
    StatusReason,
    Subscriber,
    SubscriberLanguage,
    SubscriberStatus,
    Suppression,
    SuppressionReason,
)
from newsletter.tasks import hand_over_mailing
from newsletter.transports.base import Postponed, RecipientRefused, TransportError, Unanswered
from newsletter.transports.file import FileTransport
from tests.factories import newsletter
from tests.newsletter.mailings import letters

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from newsletter.transports.base import Receipt


@pytest.fixture
def mailing(month: date, manager: object, second: object, monday: datetime) -> Mailing:
    """Scheduled for ten o'clock on Monday, with a reader of each language."""
    letters.readers()
    return letters.scheduled(month, manager, second, monday)  # type: ignore[arg-type]


@pytest.fixture
def ten(monday: datetime) -> datetime:
    return monday + timedelta(hours=1)


class Stubborn(FileTransport):
    """A way out that fails as it is told, by the number of the message."""

    def __init__(self, folder: Path, fails: dict[int, BaseException]) -> None:
        super().__init__(folder)
        self.fails, self.count = fails, 0

    def send(self, message: bytes, recipient: str) -> Receipt:
        self.count += 1
        if self.count in self.fails:
            raise self.fails[self.count]
        return super().send(message, recipient)


class Relay(Stubborn):
    is_repeatable = False


def states(mailing: Mailing) -> list[str]:
    rows = Delivery.objects.filter(mailing=mailing).order_by("pk")
    return list(rows.values_list("state", flat=True))


def test_each_reader_gets_one_letter_in_their_language(
    mailing: Mailing, ten: datetime, tmp_path: Path
) -> None:
    progress = hand_over(mailing.pk, FileTransport(tmp_path), ten)
    assert (progress.accepted, progress.audience) == (3, 3)
    assert letters.state(mailing) == MailingState.SENT
    by_language = dict(Subscriber.objects.values_list("language", "email"))
    written = letters.mails(tmp_path)
    assert set(written) == set(by_language.values())
    arabic = letters.html_of(written[by_language["ar"]])
    both = letters.html_of(written[by_language["both"]])
    assert letters.ARABIC in arabic
    assert letters.ENGLISH not in arabic
    assert letters.ENGLISH in letters.html_of(written[by_language["en"]])
    assert both.index(letters.ARABIC) < both.index(letters.ENGLISH)


def test_the_issue_is_on_the_web_in_both_languages_before_anyone_reads_the_letter(
    mailing: Mailing, ten: datetime, tmp_path: Path, month: date
) -> None:
    class Looking(FileTransport):
        def send(self, message: bytes, recipient: str) -> Receipt:
            for language in ("ar", "en"):
                page = letters.page(month, language)
                assert page.live
                assert Client().get(page.get_url()).status_code == 200
            return super().send(message, recipient)

    hand_over(mailing.pk, Looking(tmp_path), ten)
    assert len(letters.mails(tmp_path)) == 3


def test_nothing_happens_before_its_time(mailing: Mailing, ten: datetime, tmp_path: Path) -> None:
    hand_over(mailing.pk, FileTransport(tmp_path), ten - timedelta(seconds=1))
    assert letters.state(mailing) == MailingState.SCHEDULED
    assert not Delivery.objects.exists()


def test_a_letter_that_missed_its_last_moment_is_not_sent_and_its_people_are_told(
    mailing: Mailing, ten: datetime, tmp_path: Path
) -> None:
    hand_over(mailing.pk, FileTransport(tmp_path), ten + timedelta(hours=13))
    assert letters.state(mailing) == MailingState.MISSED
    assert not Delivery.objects.exists()
    assert not list(tmp_path.iterdir())
    assert mailing.scheduled_by is not None
    assert mailing.scheduled_by.email in letters.told("missed")


@pytest.mark.parametrize("at_once", [True, False])
def test_a_day_that_was_declared_free_takes_its_letter_off_the_schedule_and_says_so(
    mailing: Mailing, ten: datetime, tmp_path: Path, at_once: bool
) -> None:
    free = Holiday(day=ten.date(), name={"ar": "يوم حداد", "en": "A day of mourning"})
    if at_once:
        free.save()
    else:  # past the signal, as a new release of the computed calendar would
        Holiday.objects.bulk_create([free])
        hand_over(mailing.pk, FileTransport(tmp_path), ten)
    mailing.refresh_from_db()
    assert (mailing.state, mailing.send_at) == (MailingState.APPROVED, None)
    assert mailing.approved_by is not None
    assert not Delivery.objects.exists()
    told = letters.told("unscheduled")
    assert set(told) == {mailing.submitted_by.email}
    assert all("يوم حداد" in words and "10:00" in words for words in told.values())
    Holiday.objects.create(day=ten.date() + timedelta(days=1), name={"ar": "x", "en": "x"})
    assert letters.events(mailing).count("unscheduled") == 1


def test_who_left_bounced_never_confirmed_or_is_suppressed_gets_nothing(
    mailing: Mailing, ten: datetime, tmp_path: Path
) -> None:
    for status in SubscriberStatus:
        if status != SubscriberStatus.ACTIVE:
            newsletter.subscriber(status=status)
    barred = newsletter.subscriber()
    Suppression.objects.create(
        address=address_digest(barred.email), reason=SuppressionReason.values[0], at=ten
    )
    hand_over(mailing.pk, FileTransport(tmp_path), ten)
    active = Subscriber.objects.active().exclude(pk=barred.pk)
    assert set(letters.mails(tmp_path)) == set(active.values_list("email", flat=True))


def test_who_leaves_while_it_is_sent_is_left_out_with_the_reason(
    mailing: Mailing, ten: datetime, tmp_path: Path
) -> None:
    hand_over_until_first = Stubborn(tmp_path, {2: TransportError("full")})
    with pytest.raises(TransportError):
        hand_over(mailing.pk, hand_over_until_first, ten)
    row = Delivery.objects.filter(mailing=mailing, state=DeliveryState.PENDING).first()
    assert row is not None
    leave(row.subscriber_id or 0, StatusReason.UNSAID, ten)
    progress = hand_over(mailing.pk, FileTransport(tmp_path), ten)
    row.refresh_from_db()
    assert (row.state, row.reason) == (DeliveryState.SKIPPED, SkipReason.LEFT)
    assert (progress.accepted, progress.skipped, progress.audience) == (2, 1, 3)


def test_every_outcome_is_counted_and_one_reader_stops_nobody(
    mailing: Mailing, ten: datetime, tmp_path: Path
) -> None:
    letters.readers()
    relay = Relay(tmp_path, {1: RecipientRefused("550"), 2: Unanswered(), 3: Postponed("451")})
    progress = hand_over(mailing.pk, relay, ten)
    assert states(mailing) == [
        "rejected", "uncertain", "pending", "accepted", "accepted", "accepted",
    ]  # fmt: skip
    assert progress.audience == 6
    assert letters.state(mailing) == MailingState.SENDING
    progress = hand_over(mailing.pk, Relay(tmp_path, {}), ten + timedelta(minutes=1))
    assert (progress.accepted, progress.rejected, progress.uncertain) == (4, 1, 1)
    assert progress.audience == 6
    assert letters.state(mailing) == MailingState.SENT
    # Neither the refused nor the doubtful one was tried again.
    assert len(letters.mails(tmp_path)) == 4


def test_what_waits_when_the_last_moment_passes_is_left_out_and_counted(
    mailing: Mailing, ten: datetime, tmp_path: Path
) -> None:
    hand_over(mailing.pk, Relay(tmp_path, {1: Postponed("451")}), ten)
    progress = hand_over(mailing.pk, Relay(tmp_path, {}), ten + timedelta(hours=13))
    assert (progress.accepted, progress.skipped, progress.audience) == (2, 1, 3)
    assert Delivery.objects.filter(reason=SkipReason.TOO_LATE).count() == 1
    assert letters.state(mailing) == MailingState.SENT


def later(moment: datetime) -> datetime:
    return moment + timedelta(minutes=1)


class Killed(BaseException):
    """The process ends here, as by SIGKILL: nothing after it runs."""


@pytest.mark.parametrize("message", [1, 2, 3])
def test_a_relay_gets_no_message_again_of_which_nobody_knows_what_became_of_it(
    mailing: Mailing, ten: datetime, tmp_path: Path, message: int
) -> None:
    with pytest.raises(Killed):
        hand_over(mailing.pk, Relay(tmp_path, {message: Killed()}), ten)
    assert states(mailing)[message - 1] == "transmitting"
    progress = hand_over(mailing.pk, Relay(tmp_path, {}), later(ten), dead_after=timedelta(0))
    assert (progress.accepted, progress.uncertain, progress.audience) == (2, 1, 3)
    assert len(letters.mails(tmp_path)) == 2


def test_a_file_is_written_again_over_itself(
    mailing: Mailing, ten: datetime, tmp_path: Path
) -> None:
    with pytest.raises(Killed):
        hand_over(mailing.pk, Stubborn(tmp_path, {2: Killed()}), ten)
    first = {path.name: path.read_bytes() for path in tmp_path.glob("*.eml")}
    progress = hand_over(mailing.pk, FileTransport(tmp_path), later(ten), dead_after=timedelta(0))
    assert (progress.accepted, progress.uncertain) == (3, 0)
    after = {path.name: path.read_bytes() for path in tmp_path.glob("*.eml")}
    assert len(after) == 3
    assert first.items() <= after.items()


def test_what_another_process_is_handing_over_just_now_is_left_to_it(
    mailing: Mailing, ten: datetime, tmp_path: Path
) -> None:
    with pytest.raises(Killed):
        hand_over(mailing.pk, Relay(tmp_path, {2: Killed()}), ten)
    progress = hand_over(mailing.pk, Relay(tmp_path, {}), ten + timedelta(minutes=5))
    assert (progress.accepted, progress.transmitting, progress.uncertain) == (2, 1, 0)
    assert letters.state(mailing) == MailingState.SENDING


def test_the_message_id_is_kept_and_the_same_in_every_attempt(
    mailing: Mailing, ten: datetime, tmp_path: Path
) -> None:
    with pytest.raises(TransportError):
        hand_over(mailing.pk, Stubborn(tmp_path, {1: TransportError("full")}), ten)
    before = set(Delivery.objects.values_list("message_id", flat=True))
    hand_over(mailing.pk, FileTransport(tmp_path), ten)
    assert {str(mail["Message-ID"]) for mail in letters.mails(tmp_path).values()} == before
    assert len(before) == 3


def test_the_clock_s_job_finds_what_is_due_and_what_was_interrupted(
    mailing: Mailing, ten: datetime
) -> None:
    path = hand_over_mailing.module_path
    assert due_mailings(ten - timedelta(minutes=1), path) == []
    assert due_mailings(ten, path) == [mailing.pk]
    Mailing.objects.update(state=MailingState.SENDING)
    assert due_mailings(ten, path) == [mailing.pk]
    Mailing.objects.update(state=MailingState.SENT)
    assert due_mailings(ten, path) == []


def test_a_letter_that_was_sent_is_not_sent_again(
    mailing: Mailing, ten: datetime, tmp_path: Path
) -> None:
    hand_over(mailing.pk, FileTransport(tmp_path / "first"), ten)
    hand_over(mailing.pk, FileTransport(tmp_path / "second"), ten)
    assert not (tmp_path / "second").exists()
    assert progress_of(mailing.pk).audience == 3


def test_readers_who_come_after_the_beginning_are_not_in_this_letter(
    mailing: Mailing, ten: datetime, tmp_path: Path
) -> None:
    with pytest.raises(TransportError):
        hand_over(mailing.pk, Stubborn(tmp_path, {1: TransportError("full")}), ten)
    late = newsletter.subscriber(language=SubscriberLanguage.ARABIC)
    hand_over(mailing.pk, FileTransport(tmp_path), ten)
    assert late.email not in letters.mails(tmp_path)
