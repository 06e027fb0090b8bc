"""A notice is sent once, whatever the mail server says and whoever stops in between."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.template import Engine
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.notices import jobs
from cms.notices.actions.deliver import RETRY_AFTER, deliver
from cms.notices.actions.notify import notify
from cms.notices.models import Failure, Notice, NoticeState
from cms.notices.smtp import Unanswered
from cms.notices.tasks import deliver as deliver_task
from cms.notices.tasks import put_mail_back
from cms.work.enqueue import enqueue
from cms.work.models import Kind, Trouble
from cms.work.trouble import put_back
from tests.cms.notices.mail_server import CUT, MailServer, receiving
from tests.cms.work.queue import queued, work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

pytestmark = pytest.mark.django_db

ADDRESS = "coordinator@entity.example"
TEMPLATES = {
    "tests/mail/invited.subject.txt": "دعوة: {{ title }}",
    "tests/mail/invited.txt": "السلام عليكم،\n\nتدعوكم البرزة إلى «{{ title }}» & المزيد.\n"
    "سطر ثان\n\n{{ url }}\n\nتحياتنا\n",
}


@pytest.fixture(autouse=True)
def templates(settings: Settings) -> None:
    settings.TEMPLATES = [
        {
            **settings.TEMPLATES[0],
            "APP_DIRS": False,
            "OPTIONS": {
                **settings.TEMPLATES[0]["OPTIONS"],
                "loaders": [
                    ("django.template.loaders.locmem.Loader", TEMPLATES),
                    "django.template.loaders.filesystem.Loader",
                ],
            },
        }
    ]
    Engine.get_default.cache_clear()


@pytest.fixture
def server() -> Iterator[MailServer]:
    with (
        receiving() as server,
        override_settings(
            EMAIL_BACKEND="cms.notices.smtp.EmailBackend",
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=server.port,
        ),
    ):
        yield server


def notice(key: str = "invited:7", **fields: Any) -> Notice:
    """A notice that no task knows."""
    now = timezone.now()
    return Notice.objects.create(
        **{
            "key": key,
            "recipient": ADDRESS,
            "language": "ar",
            "template": "tests/mail/invited",
            "context": {"title": "خبر\nفي سطرين", "url": "/admin/pages/3/"},
            "created_at": now,
            "changed_at": now,
        }
        | fields
    )


def state_of(row: Notice) -> tuple[str, str]:
    row.refresh_from_db()
    return row.state, row.failure


# -- the letter ------------------------------------------------------------------------------------


def test_a_notice_is_one_letter_in_text_and_in_html_made_from_it(server: MailServer) -> None:
    deliver(notice().pk, timezone.now())
    [letter] = server.taken
    assert letter["Subject"] == "دعوة: خبر في سطرين"
    assert letter["To"] == ADDRESS
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content_type() == "multipart/alternative"
    text, html = (part.get_content().replace("\r\n", "\n") for part in letter.iter_parts())
    assert "& المزيد" in text
    assert "\n\nhttp://localhost/admin/pages/3/\n\n" in text
    assert '<html lang="ar" dir="rtl">' in html
    assert "&amp; المزيد." in html
    assert html.count('href="http://localhost/admin/pages/3/"') == 2


def test_text_from_people_is_no_markup_in_html(server: MailServer) -> None:
    hostile = {"title": "<script>alert(1)</script>", "url": "javascript:alert(1)"}
    deliver(notice(context=hostile).pk, timezone.now())
    _text, html = (part.get_content() for part in server.taken[0].iter_parts())
    assert "<script" not in html
    assert "href" not in html


def test_the_message_id_is_the_keys_and_says_nothing_of_it(server: MailServer) -> None:
    deliver(notice("one").pk, timezone.now())
    deliver(notice("two").pk, timezone.now())
    first, second = (letter["Message-ID"] for letter in server.taken)
    assert first != second
    Notice.objects.all().delete()
    deliver(notice("one").pk, timezone.now())
    assert server.taken[2]["Message-ID"] == first
    assert "one" not in first


# -- once ------------------------------------------------------------------------------------------


def test_one_key_is_one_letter(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, now: datetime
) -> None:
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            notify(
                "invited:7", recipient=ADDRESS, language="ar", template="tests/mail/invited",
                context={"title": "خبر"}, now=now,
            )  # fmt: skip
    assert len(mail.outbox) == 1
    deliver(Notice.objects.get().pk, timezone.now())
    jobs.send_pending(timezone.now() + timedelta(days=1))
    assert len(mail.outbox) == 1


def test_a_notice_that_another_is_sending_is_left_to_it(server: MailServer) -> None:
    row = notice(state=NoticeState.SENDING, attempts=1)
    deliver(row.pk, timezone.now())
    assert server.asked == []


def test_a_notice_left_behind_is_sent_once_more_with_the_same_message_id_and_then_no_more(
    server: MailServer, settings: Settings
) -> None:
    row = notice()
    deliver(row.pk, timezone.now())
    later = timezone.now() + timedelta(seconds=settings.NOTICES_LEASE)
    # As after a kill between the mail server's 250 and the commit.
    Notice.objects.update(state=NoticeState.SENDING)
    deliver(row.pk, later)
    Notice.objects.update(state=NoticeState.SENDING)
    deliver(row.pk, later + timedelta(seconds=settings.NOTICES_LEASE))
    assert state_of(row) == ("failed", Failure.UNCERTAIN)
    first, second = (letter["Message-ID"] for letter in server.taken)
    assert first == second


def test_a_worker_that_comes_back_late_writes_over_nobodys_state(
    server: MailServer, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    row = notice()
    now = timezone.now()

    def slow(_message: object) -> None:
        # Meanwhile the lease has run out, and another has sent it.
        Notice.objects.update(state=NoticeState.SENT, attempts=2)
        raise Unanswered

    monkeypatch.setattr("django.core.mail.EmailMessage.send", slow)
    deliver(row.pk, now)
    assert state_of(row) == ("sent", "")


# -- what the mail server says ---------------------------------------------------------------------


@pytest.mark.parametrize("command", ["RCPT", "DATA"])
def test_who_asks_for_patience_gets_it_and_the_letter(command: str, server: MailServer) -> None:
    row = notice()
    now = timezone.now()
    server.answers[command] = ["451 come again later", "452 and again"]
    for delay in RETRY_AFTER[:2]:
        deliver(row.pk, now)
        assert state_of(row) == ("pending", Failure.POSTPONED)
        assert row.due_at == now + delay
        deliver(row.pk, now)  # too early: nobody is asked
        now += delay
    deliver(row.pk, now)
    assert state_of(row) == ("sent", "")
    assert len(server.taken) == 1
    assert server.asked.count(command) == 3


@pytest.mark.parametrize(
    ("command", "answer", "failure"),
    [
        ("RCPT", "550 no such user here", Failure.RECIPIENT_REFUSED),
        ("DATA", "554 this is spam", Failure.MESSAGE_REFUSED),
    ],
)
def test_who_refuses_for_good_is_asked_once_and_operators_are_told(
    command: str, answer: str, failure: Failure, server: MailServer
) -> None:
    row = notice()
    server.answers[command] = [answer]
    deliver(row.pk, timezone.now())
    jobs.send_pending(timezone.now() + timedelta(days=1))
    assert state_of(row) == ("failed", failure)
    assert server.asked.count(command) == 1
    trouble = Trouble.objects.get(kind=Kind.MAIL)
    assert (trouble.state, trouble.reason) == ("parked", "refused")
    assert ADDRESS not in f"{trouble.name} {trouble.subject} {trouble.location}"


@pytest.mark.parametrize("answer", ["530 log in first", "550 not as this sender", "421 closing"])
def test_a_server_that_refuses_us_is_no_fault_of_the_recipient(
    answer: str, server: MailServer
) -> None:
    row = notice()
    server.answers["MAIL"] = [answer]
    deliver(row.pk, timezone.now())
    assert state_of(row) == ("pending", Failure.UNREACHABLE)


@pytest.mark.parametrize(
    "wanted",
    [{"EMAIL_USE_TLS": True}, {"EMAIL_HOST_USER": "house", "EMAIL_HOST_PASSWORD": "secret"}],
)
def test_a_server_that_drops_encryption_or_login_is_tried_again(
    wanted: dict[str, Any], server: MailServer
) -> None:
    row = notice()
    with override_settings(**wanted):
        deliver(row.pk, timezone.now())
    assert state_of(row) == ("pending", Failure.UNREACHABLE)
    assert server.asked == []
    assert row.due_at is not None
    deliver(row.pk, row.due_at)  # the server offers it again, or is no longer asked for it
    assert state_of(row) == ("sent", "")


def test_a_server_that_is_away_is_tried_for_three_days_and_then_given_up() -> None:
    row = notice()
    now = timezone.now()
    began = now
    with override_settings(
        EMAIL_BACKEND="cms.notices.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=1
    ):
        while row.state == NoticeState.PENDING:
            deliver(row.pk, now)
            row.refresh_from_db()
            last, now = now, row.due_at or now
    assert state_of(row) == ("failed", Failure.GAVE_UP)
    assert timedelta(days=3) <= last - began < timedelta(days=4)


def test_a_line_cut_before_the_message_is_a_new_try(server: MailServer) -> None:
    row = notice()
    server.answers["RCPT"] = [CUT]
    deliver(row.pk, timezone.now())
    assert state_of(row) == ("pending", Failure.UNREACHABLE)
    assert row.uncertain == 0


def test_a_line_cut_after_the_message_is_tried_once_more_and_no_third_time(
    server: MailServer,
) -> None:
    row = notice()
    now = timezone.now()
    server.answers["DATA"] = [CUT, CUT, CUT]
    deliver(row.pk, now)
    assert state_of(row) == ("pending", Failure.UNCERTAIN)
    now += timedelta(hours=1)
    deliver(row.pk, now)
    assert state_of(row) == ("failed", Failure.UNCERTAIN)
    assert len(server.taken) == 2
    assert len({letter["Message-ID"] for letter in server.taken}) == 1


def test_an_address_that_is_none_fails_alone(server: MailServer) -> None:
    row = notice(recipient="no address\nBcc: all@entity.example")
    with pytest.raises(ValueError, match="newlines"):
        deliver(row.pk, timezone.now())
    assert server.asked == []


def test_a_template_that_fails_leaves_the_notice_as_it_was(server: MailServer) -> None:
    row = notice(template="tests/mail/missing")
    with pytest.raises(Exception, match="missing"):
        deliver(row.pk, timezone.now())
    assert state_of(row) == ("pending", "")


# -- the jobs --------------------------------------------------------------------------------------


def deliveries() -> list[int]:
    """The notices that tasks were made for."""
    tasks = DBTaskResult.objects.filter(task_path=deliver_task.module_path)
    return sorted(row.args_kwargs["args"][0] for row in tasks)


def test_a_notice_whose_task_was_lost_is_sent_by_the_clock(
    server: MailServer, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    lost = notice()
    with django_capture_on_commit_callbacks(execute=True):
        jobs.send_pending(timezone.now())
    assert state_of(lost)[0] == "sent"


@pytest.mark.parametrize(
    ("status", "tasks"), [("READY", 1), ("RUNNING", 1), ("FAILED", 1), ("SUCCESSFUL", 2)]
)
def test_a_notice_gets_a_new_task_only_when_its_own_is_over(status: str, tasks: int) -> None:
    row = notice(created_at=timezone.now() - timedelta(hours=1))
    with queued():
        enqueue(deliver_task, row.pk)
        DBTaskResult.objects.update(status=status)
        jobs.send_pending(timezone.now())
    assert deliveries() == [row.pk] * tasks


def test_a_template_that_fails_is_one_task_and_one_trouble_however_often_the_clock_comes() -> None:
    made = timezone.now() - timedelta(hours=1)
    row = notice(template="tests/mail/missing", created_at=made)
    for minute in range(3):
        with queued():
            jobs.send_pending(timezone.now() + timedelta(minutes=minute))
        work()
    assert deliveries() == [row.pk]
    assert Trouble.objects.filter(kind=Kind.TASK).count() == 1


def test_notices_that_are_held_take_no_place_from_those_that_lost_their_task(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(jobs, "_AT_ONCE", 1)
    now = timezone.now()
    made = now - timedelta(hours=3)
    held = notice("held", created_at=made, changed_at=now - timedelta(hours=2))
    lost = notice("lost", created_at=made, changed_at=now - timedelta(hours=1))
    notice("after them", created_at=made)
    with queued():
        enqueue(deliver_task, held.pk)
        jobs.send_pending(now)
    assert deliveries() == [held.pk, lost.pk]


def test_what_an_operator_puts_back_is_sent(
    server: MailServer, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    row = notice()
    server.answers["RCPT"] = ["550 no such user here"]
    deliver(row.pk, timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        put_back(Trouble.objects.get(kind=Kind.MAIL), timezone.now())
    assert state_of(row) == ("sent", "")
    put_mail_back(str(row.pk), timezone.now())  # nothing that was sent is sent again
    assert state_of(row) == ("sent", "")


def test_addresses_are_forgotten_after_three_months_and_the_key_is_not(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    now = timezone.now()
    old = now - timedelta(days=91)
    sent = notice("sent", state=NoticeState.SENT, changed_at=old)
    waiting = notice("waiting", changed_at=old)
    jobs.forget_addresses(now)
    sent.refresh_from_db()
    waiting.refresh_from_db()
    assert (sent.recipient, sent.context) == ("", {})
    assert waiting.recipient == ADDRESS
    with django_capture_on_commit_callbacks(execute=True):
        notify(
            "sent", recipient=ADDRESS, language="ar", template="tests/mail/invited",
            context={}, now=now,
        )  # fmt: skip
    assert mail.outbox == []


def test_a_notice_whose_address_is_forgotten_is_not_put_back(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    row = notice(state=NoticeState.FAILED, recipient="", failure=Failure.GAVE_UP)
    with django_capture_on_commit_callbacks(execute=True):
        put_mail_back(str(row.pk), timezone.now())
    assert state_of(row) == ("failed", Failure.GAVE_UP)
