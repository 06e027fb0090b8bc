"""Criteria say the same in every form, and a segment reaches only those who may be written to."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.models import (
    Audience,
    Segment,
    StatusReason,
    Subscriber,
    SubscriberLanguage,
    SubscriberStatus,
    SuppressionReason,
)
from newsletter.segmenting import Criteria, UnknownCriteria, subscribers_of
from tests.factories import newsletter, people
from tests.newsletter.subscribers.managers import DUBAI, NOW, suppressed

#: Those that the filter takes.
days = st.dates(date(1900, 1, 1), date(2999, 12, 31))
criteria = st.builds(
    Criteria,
    languages=st.frozensets(st.sampled_from(SubscriberLanguage)),
    audiences=st.frozensets(st.sampled_from(Audience)),
    abroad=st.none() | st.booleans(),
    entities=st.frozensets(st.integers(min_value=1, max_value=10**9)),
    joined_since=st.none() | days,
    joined_until=st.none() | days,
)


@given(criteria)
def test_criteria_come_back_from_json_as_they_were(asked: Criteria) -> None:
    assert Criteria.from_json(json.loads(json.dumps(asked.to_json()))) == asked


@given(criteria, criteria)
def test_only_equal_criteria_are_equal_json(one: Criteria, other: Criteria) -> None:
    assert (one.to_json() == other.to_json()) == (one == other)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["languages", "abroad", "entities", "joined_since", "x"]), inner
            )
        ),
        max_leaves=8,
    )
)
def test_whatever_else_was_stored_is_refused_by_name(stored: Any) -> None:
    try:
        read = Criteria.from_json(stored)
    except UnknownCriteria:
        return
    assert set(read.to_json()) <= set(stored)


@pytest.mark.parametrize(
    "stored",
    [
        None,
        [],
        {"languages": ["fr"]},
        {"languages": "ar"},
        {"abroad": "yes"},
        {"entities": ["1"]},
        {"entities": [True]},
        {"joined_since": "yesterday"},
        {"status": ["active"]},
    ],
)
def test_a_segment_that_cannot_be_read_reaches_nobody(stored: Any) -> None:
    with pytest.raises(UnknownCriteria):
        subscribers_of(Segment(name="x", criteria=stored))


def _reached(**asked: Any) -> set[str]:
    segment = Segment(name="x", criteria=Criteria(**asked).to_json())
    return set(subscribers_of(segment).values_list("email", flat=True))


@pytest.mark.django_db
def test_each_criterion_asks_for_its_own() -> None:
    entity = people.entity()
    newsletter.subscriber(email="ar@x.example", language="ar", audience="university")
    newsletter.subscriber(email="en@x.example", language="en", abroad=True)
    newsletter.subscriber(email="both@x.example", language="both", entity=entity)
    assert _reached() == {"ar@x.example", "en@x.example", "both@x.example"}
    assert _reached(languages=frozenset({SubscriberLanguage.ENGLISH})) == {"en@x.example"}
    assert _reached(audiences=frozenset({Audience.UNIVERSITY})) == {"ar@x.example"}
    assert _reached(abroad=True) == {"en@x.example"}
    assert _reached(abroad=False) == {"ar@x.example", "both@x.example"}
    assert _reached(entities=frozenset({entity.pk})) == {"both@x.example"}
    assert _reached(abroad=True, languages=frozenset({SubscriberLanguage.ARABIC})) == set()


@pytest.mark.django_db
def test_days_are_those_of_dubai_and_both_count() -> None:
    midnight = datetime(2026, 3, 10, tzinfo=DUBAI)
    for name, moment in {
        "before": midnight - timedelta(seconds=1),
        "first": midnight,
        "last": midnight + timedelta(days=1) - timedelta(seconds=1),
        "after": midnight + timedelta(days=1),
    }.items():
        newsletter.subscriber(email=f"{name}@x.example", created_at=moment)
    day = date(2026, 3, 10)
    assert _reached(joined_since=day, joined_until=day) == {"first@x.example", "last@x.example"}


@pytest.mark.django_db
@pytest.mark.parametrize("status", sorted(set(SubscriberStatus) - {SubscriberStatus.ACTIVE}))
def test_only_active_ones_are_reached(status: SubscriberStatus) -> None:
    newsletter.subscriber(status=status)
    assert not subscribers_of(None).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("reason", SuppressionReason)
def test_nobody_on_the_suppression_list_is_reached(reason: SuppressionReason) -> None:
    newsletter.subscriber(email="kept@x.example")
    newsletter.subscriber(email="Stopped@X.example")
    suppressed("stopped@x.example", reason)
    assert [one.email for one in subscribers_of(None)] == ["kept@x.example"]


@pytest.mark.django_db
def test_rows_made_in_bulk_are_known_to_the_suppression_list_too() -> None:
    Subscriber.objects.bulk_create(
        [
            Subscriber(email=f"{name}@x.example", status=SubscriberStatus.ACTIVE)
            for name in ("kept", "stopped")
        ]
    )
    suppressed("stopped@x.example", SuppressionReason.COMPLAINT)
    assert [one.email for one in subscribers_of(None)] == ["kept@x.example"]


@pytest.mark.django_db
def test_a_name_that_is_taken_out_is_found_no_more() -> None:
    row = newsletter.subscriber(name="أحمد", outlet="صحيفة")
    found = Subscriber.objects.filter(folded_name__contains="احمد")
    assert found.exists()
    row.become(SubscriberStatus.UNSUBSCRIBED, StatusReason.UNSAID, NOW)
    row.name = row.outlet = ""
    row.save(update_fields=["name", "outlet"])
    assert not found.exists()
    Subscriber.objects.filter(pk=row.pk).update(name="أحمد", outlet="")
    assert found.exists()
    row.refresh_from_db()
    row.name = ""
    Subscriber.objects.bulk_update([row], ["name"])
    assert not found.exists()
    with pytest.raises(TypeError):
        Subscriber.objects.filter(pk=row.pk).update(name="")
