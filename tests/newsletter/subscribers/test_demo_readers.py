"""The demo's readers are many, plausible, proved, and made once."""

from __future__ import annotations

import time

import pytest

from newsletter.actions.erase import erase
from newsletter.demo.readers import DOMAIN, seed_readers
from newsletter.models import (
    Audience,
    Consent,
    ConsentSource,
    Segment,
    Subscriber,
    SubscriberLanguage,
    SubscriberStatus,
)
from newsletter.segmenting import subscribers_of
from tests.newsletter.subscribers.managers import NOW

pytestmark = pytest.mark.usefixtures("site")


def test_readers_are_of_every_kind_and_take_under_a_second_of_work() -> None:
    begun = time.process_time()
    made = seed_readers(NOW)
    assert time.process_time() - begun < 1
    assert made == Subscriber.objects.count() >= 60
    rows = list(Subscriber.objects.all())
    assert {row.email.partition("@")[2] for row in rows} == {DOMAIN}
    assert {row.language for row in rows} == set(SubscriberLanguage)
    assert {row.audience for row in rows} == set(Audience)
    assert {row.status for row in rows} == set(SubscriberStatus)
    assert any(row.abroad for row in rows)
    assert len({row.status_reason for row in rows}) >= 10
    assert all(row.created_at < NOW and row.status_at <= NOW for row in rows)
    assert (NOW - min(row.created_at for row in rows)).days > 500


def test_everyone_who_ever_received_it_has_consented() -> None:
    seed_readers(NOW)
    proved = Subscriber.objects.exclude(consents=None).count()
    assert proved == Subscriber.objects.exclude(status=SubscriberStatus.PENDING).count()
    assert set(Consent.objects.values_list("source", flat=True)) == set(ConsentSource)
    assert all(proof.wording for proof in Consent.objects.filter(source=ConsentSource.FORM))


def test_each_segment_reaches_someone() -> None:
    seed_readers(NOW)
    assert Segment.objects.count() == 3
    assert all(subscribers_of(segment).exists() for segment in Segment.objects.all())


def test_made_again_nothing_changes_and_nobody_who_was_erased_comes_back() -> None:
    made = seed_readers(NOW)
    someone = Subscriber.objects.active().earliest("pk")
    erase(someone.pk, NOW)
    before = list(Subscriber.objects.values()), list(Consent.objects.values())
    assert seed_readers(NOW) == 0
    assert (list(Subscriber.objects.values()), list(Consent.objects.values())) == before
    assert len(before[0]) == made - 1
