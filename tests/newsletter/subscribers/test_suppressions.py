"""The suppression list counts, knows an address again, and gives back only managers’ blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wagtail.models import ModelLogEntry

from newsletter.mailboxes import address_digest
from newsletter.models import Subscriber, SubscriberStatus, Suppression, SuppressionReason
from tests.factories import newsletter
from tests.newsletter.subscribers.managers import address, desk, shown, suppressed, told

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def at_desk() -> Client:
    return desk()


def test_reasons_are_counted(at_desk: Client) -> None:
    for number, reason in enumerate(SuppressionReason):
        for copy in range(number):
            suppressed(f"{reason}-{copy}@x.example", reason)
    answer = at_desk.get(address("suppressions"))
    assert [count for _label, count in answer.context["reasons"]] == [0, 1, 2, 3]
    assert answer.context["total"] == 6


@pytest.mark.parametrize("written", ["stopped@x.example", " Stopped@X.Example "])
def test_an_address_is_known_again_however_it_is_written(at_desk: Client, written: str) -> None:
    suppressed("stopped@x.example", SuppressionReason.ERASED)
    text = shown(at_desk.post(address("look_up"), {"email": written}))
    assert "is on the list since" in text
    assert "Had their data erased" in text
    assert "Remove the block" not in text


def test_another_address_is_not_on_it(at_desk: Client) -> None:
    suppressed("stopped@x.example", SuppressionReason.ERASED)
    text = shown(at_desk.post(address("look_up"), {"email": "free@x.example"}))
    assert '<bdi dir="ltr">free@x.example</bdi> is not on the suppression list' in text


@pytest.mark.parametrize("name", ["look_up", "suppress"])
@pytest.mark.parametrize("written", ["", "no address"])
def test_what_is_no_address_is_asked_again(at_desk: Client, name: str, written: str) -> None:
    assert at_desk.post(address(name), {"email": written}).status_code == 400
    assert not Suppression.objects.exists()


def test_an_address_is_never_asked_in_the_url(at_desk: Client) -> None:
    assert at_desk.get(address("look_up", email="stopped@x.example")).status_code == 405


def test_an_address_is_blocked_whether_or_not_it_is_on_the_list(at_desk: Client) -> None:
    reader = newsletter.subscriber(email="reader@x.example")
    for email in ("reader@x.example", "stranger@x.example"):
        assert "blocked and off" in told(at_desk.post(address("suppress"), {"email": email}))
    assert set(Suppression.objects.values_list("address", "reason")) == {
        (address_digest("reader@x.example"), "by-manager"),
        (address_digest("stranger@x.example"), "by-manager"),
    }
    reader.refresh_from_db()
    assert reader.status == SubscriberStatus.UNSUBSCRIBED
    entries = ModelLogEntry.objects.filter(action="newsletter.suppression.blocked")
    assert len(entries) == 2
    assert not any("x.example" in f"{entry.label}{entry.data}" for entry in entries)


def test_an_older_reason_stays(at_desk: Client) -> None:
    suppressed("stopped@x.example", SuppressionReason.COMPLAINT)
    answer = at_desk.post(address("suppress"), {"email": "stopped@x.example"})
    assert "already" in told(answer)
    assert Suppression.objects.get().reason == SuppressionReason.COMPLAINT


def test_a_block_of_the_managers_is_removed_and_brings_nobody_back(at_desk: Client) -> None:
    reader = newsletter.subscriber(email="reader@x.example")
    at_desk.post(address("suppress"), {"email": reader.email})
    text = shown(at_desk.post(address("look_up"), {"email": reader.email}))
    where = address("lift", Suppression.objects.get().pk)
    assert f'action="{where}"' in text
    assert "block is removed" in told(at_desk.post(where))
    assert not Suppression.objects.exists()
    assert Subscriber.objects.get().status == SubscriberStatus.UNSUBSCRIBED
    assert at_desk.post(where).status_code == 404


@pytest.mark.parametrize("reason", sorted(set(SuppressionReason) - {SuppressionReason.BY_MANAGER}))
def test_no_other_suppression_is_the_managers_to_remove(
    at_desk: Client, reason: SuppressionReason
) -> None:
    row = suppressed("stopped@x.example", reason)
    assert "Only a block" in told(at_desk.post(address("lift", row.pk)))
    assert Suppression.objects.get() == row
