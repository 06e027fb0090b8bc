"""Many posts: one mailbox gets one mail, all of them together no more than an hour allows."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cms.notices.jobs import send_pending
from cms.notices.models import Notice
from newsletter.actions.confirm import confirm
from newsletter.actions.forget_unconfirmed import forget_unconfirmed
from newsletter.mailboxes import address_digest
from newsletter.models import SignUp, SubscriberStatus, Suppression
from tests.factories import newsletter
from tests.newsletter.proofs import proof
from tests.newsletter.readers import asked

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

NOON = datetime(2026, 11, 10, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    cache.clear()
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


def send(client: Client, email: str, source: str, **more: str) -> Any:
    data = {"email": email, "language": "ar", "proof": proof(), **more}
    return client.post(reverse("subscribe"), data, REMOTE_ADDR=source)


def test_a_thousand_posts_for_one_address_from_200_networks_send_one_mail(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answers = Counter(
            send(client, "target@readers.example", f"127.0.{number % 200}.1").status_code
            for number in range(1000)
        )
    assert answers == {303: 1000}
    assert len(mail.outbox) == 1
    assert SignUp.objects.count() == 1


def test_a_flood_of_addresses_sends_what_an_hour_allows_and_loses_none(
    client: Client, settings: Any, clock: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.NEWSLETTER_CONFIRMATIONS_HOUR = 10
    answers = set()
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(45):
            answer = send(client, f"reader-{number}@readers.example", f"127.0.{number}.1")
            answers.add((answer.status_code, answer.content, str(sorted(answer.items()))))
            clock.shift(timedelta(seconds=1))
    assert len(answers) == 1
    assert len(mail.outbox) == 10
    by_hour = [10]
    for _hour in range(5):
        clock.shift(timedelta(hours=1))
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            send_pending(datetime.now(UTC))
        by_hour.append(len(mail.outbox) - before)
    assert by_hour == [10, 10, 10, 10, 5, 0]
    assert len({letter.to[0] for letter in mail.outbox}) == 45


def test_no_hour_has_more_turns_than_allowed(settings: Any) -> None:
    settings.NEWSLETTER_CONFIRMATIONS_HOUR = 3
    for number in range(20):
        asked(f"reader-{number}@readers.example", now=NOON + timedelta(minutes=7 * number))
    turns = list(SignUp.objects.order_by("pk").values_list("mail_at", flat=True))
    assert turns == sorted(turns)
    assert all(
        later - one >= timedelta(hours=1) for one, later in zip(turns, turns[3:], strict=False)
    )
    assert all(later >= one for one, later in pairwise(turns))


def test_the_link_of_a_mail_that_waited_is_good_for_as_long(settings: Any) -> None:
    settings.NEWSLETTER_CONFIRMATIONS_HOUR = 1
    for number in range(80):
        late = asked(f"reader-{number}@readers.example", now=NOON)
    assert late.mail_at == NOON + timedelta(hours=79)
    assert confirm(late.pk, NOON + timedelta(hours=79 + 71))


def test_a_mail_that_waits_for_more_than_a_week_is_not_forgotten(settings: Any) -> None:
    settings.NEWSLETTER_CONFIRMATIONS_HOUR = 1
    asked("first@readers.example", now=NOON)
    waited = asked("late@readers.example", now=NOON)
    SignUp.objects.filter(pk=waited.pk).update(mail_at=NOON + timedelta(days=9))
    forget_unconfirmed(NOON + timedelta(days=8))
    assert [one.recipient for one in Notice.objects.all()] == ["late@readers.example"]
    assert confirm(waited.pk, NOON + timedelta(days=11))


def test_those_who_get_no_mail_take_nobodys_turn(settings: Any) -> None:
    settings.NEWSLETTER_CONFIRMATIONS_HOUR = 1
    Suppression.objects.create(
        address=address_digest("blocked@readers.example"), reason="by-manager", at=NOON
    )
    asked("blocked@readers.example", now=NOON)
    asked("reader@readers.example", now=NOON)
    assert Notice.objects.get().due_at is None


@pytest.mark.parametrize("name", ["subscribe", "subscribe_media"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_door_answers_alike_whatever_is_known_of_an_address(
    name: str, language: str, settings: Any
) -> None:
    settings.NEWSLETTER_CONFIRMATIONS_HOUR = 3
    start = "" if language == "ar" else "/en"
    path = f"{start}{reverse(name)}"
    for status in SubscriberStatus:
        newsletter.subscriber(email=f"{status}@readers.example", status=status)
    for reason in ("erased", "hard-bounce", "complaint", "by-manager"):
        digest = address_digest(f"{reason}@readers.example")
        Suppression.objects.create(address=digest, reason=reason, at=NOON)
    known = [*SubscriberStatus, "erased", "hard-bounce", "complaint", "by-manager"]
    answers = set()
    for local in (*known, "unknown", "unknown", *known):
        client = Client()
        data = {
            "email": f"{local}@readers.example", "language": language, "proof": proof(),
            "name": "نورة", "outlet": "صحيفة البحر",
        }  # fmt: skip
        answer = client.post(path, data, REMOTE_ADDR=f"127.0.0.{len(local)}")
        page = client.get(answer["Location"])
        answers.add(
            (
                answer.status_code, answer.content, str(sorted(answer.items())),
                page.content, str(sorted(page.items())), str(client.cookies),
            )
        )  # fmt: skip
    assert len(answers) == 1
