"""How long the answer to a sign-up takes tells nobody what is known of the address.

The median of many posts of each kind, taken in turns, by the processor time of this thread: what
else the machine does at the moment does not count.
"""

from __future__ import annotations

from datetime import UTC, datetime
from statistics import median
from time import thread_time
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsletter.mailboxes import address_digest
from newsletter.models import SubscriberStatus, Suppression
from tests.cms.work.queue import queued
from tests.factories import newsletter
from tests.newsletter.proofs import proof

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

NOON = datetime(2026, 11, 10, 8, tzinfo=UTC)
ROUNDS = 14
MOST = 0.005  # seconds between the medians of any two kinds (threat row 2)
KINDS = ("unknown", "pending", "active", "left", "blocked", "complained")


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    cache.clear()
    with time_machine.travel(NOON, tick=False) as moved, queued():
        yield moved


def address_of(kind: str, number: int) -> str:
    """A new one each time: who asks twice within the hour is answered from what was asked first."""
    address = f"{kind}-{number}@readers.example"
    match kind:
        case "pending":
            newsletter.subscriber(email=address, status=SubscriberStatus.PENDING)
        case "active":
            newsletter.subscriber(email=address)
        case "left":
            newsletter.subscriber(email=address, status=SubscriberStatus.UNSUBSCRIBED)
        case "blocked":
            Suppression.objects.create(
                address=address_digest(address), reason="by-manager", at=NOON
            )
        case "complained":
            newsletter.subscriber(email=address, status=SubscriberStatus.COMPLAINED)
    return address


def send(client: Client, address: str, network: int) -> float:
    data = {"email": address, "language": "ar", "proof": proof()}
    before = thread_time()
    answer = client.post(reverse("subscribe"), data, REMOTE_ADDR=f"127.0.{network}.1")
    spent = thread_time() - before
    assert answer.status_code == 303
    return spent


def test_the_answer_takes_as_long_whatever_is_known_of_an_address(client: Client) -> None:
    spent: dict[str, list[float]] = {kind: [] for kind in KINDS}
    send(client, address_of("unknown", ROUNDS), ROUNDS)  # what is loaded once
    for number in range(ROUNDS):
        for kind in KINDS[number % len(KINDS) :] + KINDS[: number % len(KINDS)]:
            spent[kind].append(send(client, address_of(kind, number), number))
    medians = {kind: median(of_kind) for kind, of_kind in spent.items()}
    assert max(medians.values()) - min(medians.values()) < MOST, medians


def test_nor_does_the_database_do_more_for_one_than_for_another(client: Client) -> None:
    """As many statements for everyone of whom there is a row, written to or not."""
    counts: dict[str, int] = {}
    send(client, address_of("unknown", 1), 1)  # what is asked for once
    for kind in ("pending", "active", "left", "complained"):
        address = address_of(kind, 0)
        with CaptureQueriesContext(connection) as said:
            send(client, address, 0)
        counts[kind] = len(said)
    # A mail that is taken back is one more: the way back to where it began.
    counts["complained"] -= 1
    assert len(set(counts.values())) == 1, counts
