"""Segments are saved from the filter, counted as they would be reached, and kept with mailings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from wagtail.models import ModelLogEntry

from newsletter.models import (
    Audience,
    Mailing,
    Segment,
    SubscriberLanguage,
    SubscriberStatus,
    SuppressionReason,
)
from newsletter.segmenting import Criteria, subscribers_of
from newsletter.views.subscribers.filters import CriteriaForm
from newsletter.views.subscribers.segment_lines import lines_of, query_of
from tests.factories import newsletter, people
from tests.newsletter.subscribers.managers import (
    NOW,
    address,
    desk,
    manager,
    shown,
    suppressed,
    told,
)
from tests.newsletter.subscribers.test_segmenting import criteria

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def at_desk() -> Client:
    return desk()


def _saved(name: str = "One", **asked: object) -> Segment:
    return Segment.objects.create(name=name, criteria=Criteria(**asked).to_json())  # type: ignore[arg-type]  # as they are named


def test_the_filter_is_saved_by_name_and_reaches_whom_it_showed(at_desk: Client) -> None:
    entity = people.entity()
    reached = newsletter.subscriber(entity=entity, language="en", audience="government")
    newsletter.subscriber(entity=entity, language="ar", audience="government")
    newsletter.subscriber(language="en", audience="government")
    query = {"entity": entity.pk, "language": "en", "audience": ["government", "media"]}
    page = at_desk.get(address("index", **query, status="active"))
    where = page.context["segment_query"]
    assert "status" not in where
    asked = at_desk.get(f"{address('segment_new')}?{where}")
    assert "would reach 1 subscriber today" in shown(asked)
    answer = at_desk.post(f"{address('segment_new')}?{where}", {"name": "  الجهات   والإعلام "})
    assert answer["Location"] == address("segments")
    segment = Segment.objects.get()
    assert segment.name == "الجهات والإعلام"
    assert list(subscribers_of(segment)) == [reached]
    assert "الجهات والإعلام" in shown(at_desk.get(address("segments")))
    entry = ModelLogEntry.objects.get(action="newsletter.segment.saved")
    assert entry.object_id == str(segment.pk)


@given(criteria)
def test_a_segment_leads_to_the_filter_that_asks_the_same(asked: Criteria) -> None:
    without_entities = Criteria(
        asked.languages,
        asked.audiences,
        asked.abroad,
        frozenset(),
        *sorted(filter(None, (asked.joined_since, asked.joined_until)))[:2],
    )
    form = CriteriaForm(QueryDict(query_of(without_entities)))
    form.fields.pop("entity")
    assert form.is_valid(), form.errors
    form.cleaned_data["entity"] = []
    assert form.criteria() == without_entities


@pytest.mark.parametrize("query", [{}, {"status": "active"}, {"language": "fr"}, {"since": "x"}])
def test_nothing_is_no_segment(at_desk: Client, query: dict[str, str]) -> None:
    for answer in (
        at_desk.get(address("segment_new", **query)),
        at_desk.post(address("segment_new", **query), {"name": "Everyone"}),
    ):
        assert answer["Location"] == address("index")
        assert "Filter the list first" in told(answer)
    assert not Segment.objects.exists()


@pytest.mark.parametrize(("name", "words"), [("", "Give the segment a name"), ("One", "different")])
def test_a_name_is_needed_and_only_once(at_desk: Client, name: str, words: str) -> None:
    _saved("One", abroad=True)
    other = _saved("Two", abroad=False)
    for where in (address("segment_new", language="ar"), address("segment_rename", other.pk)):
        answer = at_desk.post(where, {"name": name})
        assert answer.status_code == 400
        assert words in shown(answer)
    assert sorted(Segment.objects.values_list("name", flat=True)) == ["One", "Two"]


def test_a_new_name_leaves_the_criteria(at_desk: Client) -> None:
    segment = _saved(abroad=True)
    at_desk.post(address("segment_rename", segment.pk), {"name": "خارج الدولة"})
    segment.refresh_from_db()
    assert (segment.name, segment.criteria) == ("خارج الدولة", {"abroad": True})


def test_counts_are_of_those_a_mailing_would_reach_in_each_language() -> None:
    newsletter.subscriber(language="ar", audience="media")
    newsletter.subscriber(language="ar", audience="media")
    newsletter.subscriber(language="both", audience="media")
    newsletter.subscriber(language="en", audience="partner")
    newsletter.subscriber(language="ar", audience="media", status=SubscriberStatus.UNSUBSCRIBED)
    stopped = newsletter.subscriber(language="ar", audience="media")
    suppressed(stopped.email, SuppressionReason.COMPLAINT)
    media = _saved("media", audiences=frozenset({Audience.MEDIA}))
    english = _saved("english", languages=frozenset({SubscriberLanguage.ENGLISH}))
    broken = Segment.objects.create(name="broken", criteria={"languages": ["fr"]})
    lines = lines_of([media, english, broken])
    assert [[count for _label, count in line.by_language] for line in lines] == [
        [2, 0, 1],
        [0, 1, 0],
        [0, 0, 0],
    ]
    assert [line.total for line in lines[:2]] == [
        subscribers_of(media).count(),
        subscribers_of(english).count(),
    ]


def test_one_that_cannot_be_read_is_shown_and_can_be_deleted(at_desk: Client) -> None:
    broken = Segment.objects.create(name="Broken", criteria={"x": 1})
    assert "cannot be read and reaches nobody" in shown(at_desk.get(address("segments")))
    at_desk.post(address("segment_delete", broken.pk))
    assert not Segment.objects.exists()


def test_counting_takes_as_many_queries_for_many_segments(at_desk: Client) -> None:
    _saved("first", entities=frozenset({people.entity().pk}))
    at_desk.get(address("segments"))
    with CaptureQueriesContext(connection) as few:
        at_desk.get(address("segments"))
    for number in range(8):
        _saved(f"more {number}", abroad=False, entities=frozenset({people.entity().pk}))
    with CaptureQueriesContext(connection) as many:
        at_desk.get(address("segments"))
    assert len(many) == len(few)


def test_a_segment_is_deleted_after_a_question_and_its_subscribers_stay(at_desk: Client) -> None:
    reader = newsletter.subscriber(abroad=True)
    segment = _saved(abroad=True)
    assert "Delete this segment?" in shown(at_desk.get(address("segment_delete", segment.pk)))
    assert Segment.objects.exists()
    at_desk.post(address("segment_delete", segment.pk))
    assert not Segment.objects.exists()
    reader.refresh_from_db()
    entry = ModelLogEntry.objects.get(action="newsletter.segment.deleted")
    assert entry.object_id == str(segment.pk)


@pytest.mark.parametrize(("language", "month"), [("en", "November 2026"), ("ar", "نوفمبر 2026")])
def test_a_segment_that_a_mailing_uses_stays_and_the_month_is_told(
    language: str, month: str
) -> None:
    at_desk = desk(manager(language))
    segment = _saved(abroad=True)
    Mailing.objects.create(month=NOW.date().replace(day=1), segment=segment, created_at=NOW)
    text = shown(at_desk.get(address("segment_delete", segment.pk)))
    assert f"<bdi>{month}</bdi>" in text
    assert "csrfmiddlewaretoken" not in text.partition("<main")[2].partition("</main>")[0]
    at_desk.post(address("segment_delete", segment.pk))
    assert Segment.objects.get() == segment
    assert not ModelLogEntry.objects.filter(action="newsletter.segment.deleted").exists()
