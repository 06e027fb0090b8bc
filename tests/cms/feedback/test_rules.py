"""One vote a day of each network for each page, whatever comes in which order; then forgotten."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, example, given
from hypothesis import settings as trials
from hypothesis import strategies as st

from cms.feedback.actions.forget import forget_comments, forget_voters, months_before
from cms.feedback.actions.rate import rate
from cms.feedback.actions.remark import remark
from cms.feedback.answers import LONGEST_COMMENT, Vote
from cms.feedback.limits import WINDOW, Limit, take
from cms.feedback.models import DaySalt, RatedKind, Rating
from cms.feedback.subjects import Place, Subject, key_of, read_key
from cms.feedback.words import plain_text, without_persons
from cms.work.jobs import JOBS

NOON = datetime(2026, 3, 10, 8, tzinfo=UTC)  # in Dubai
PLACE = Place(path="/topics/a/")

subjects = st.builds(
    Subject, st.just(RatedKind.TOPIC), st.sampled_from(["a", "b"]), st.sampled_from(["ar", "en"])
)
networks = st.sampled_from(["203.0.113.1", "203.0.113.2", "2001:db8::/64"])
moments = st.integers(0, 3 * 24).map(lambda hours: NOON + timedelta(hours=hours))
votes = st.tuples(subjects, networks, st.sampled_from(list(Vote)), moments)
few_trials = trials(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.django_db
@few_trials
@given(given_votes=st.lists(votes, max_size=20))
def test_the_last_vote_of_a_network_on_a_page_and_day_is_the_one_that_counts(
    given_votes: list[tuple[Subject, str, Vote, datetime]],
) -> None:
    Rating.objects.all().delete()
    expected: dict[tuple[Subject, str, date], Vote] = {}
    for subject, network, vote, moment in given_votes:
        rate(subject, PLACE, vote, network=network, now=moment)
        expected[subject, network, (moment + timedelta(hours=4)).date()] = vote
    stored = [
        (Subject(RatedKind(row.kind), row.subject, row.language), row.day, row.vote)
        for row in Rating.objects.all()
    ]
    wanted = [(subject, day, vote.value) for (subject, _net, day), vote in expected.items()]
    assert sorted(stored, key=str) == sorted(wanted, key=str)


@pytest.mark.django_db
@few_trials
@given(
    tries=st.lists(st.tuples(networks, st.integers(0, 1500)), max_size=30), most=st.integers(1, 5)
)
def test_no_network_passes_its_limit_in_a_window_and_none_is_stopped_before_it(
    tries: list[tuple[str, int]], most: int
) -> None:
    cache.clear()
    limit = Limit("tried", most)
    seconds = int(WINDOW.total_seconds())
    start = NOON.replace(minute=0)
    taken: dict[tuple[str, int], int] = {}
    for network, after in sorted(tries, key=lambda one: one[1]):
        window = (network, after // seconds)
        taken[window] = taken.get(window, 0) + 1
        # Its end is the clock of the machine, which stands still here: only the window counts.
        allowed = take(limit, network, start + timedelta(seconds=after))
        assert allowed == (taken[window] <= most)


@given(st.sampled_from(list(RatedKind)), st.from_regex(r"[a-z0-9-]{1,80}", fullmatch=True))
def test_a_key_leads_back_to_what_it_was_made_for(kind: RatedKind, name: str) -> None:
    subject = Subject(kind, name, "ar")
    assert read_key(key_of(subject)) == subject
    assert key_of(subject) == key_of(subject)


@given(st.text(max_size=200))
def test_no_text_is_a_key_by_chance(text: str) -> None:
    assert read_key(text) is None


@given(st.text(max_size=400))
@example("a@b" * 100)
@example("1" * 400)
@example("x" * 64 + "@" + "y" * 300)
def test_cleaning_is_done_once_and_leaves_no_address(text: str) -> None:
    clean = without_persons(plain_text(text))
    assert without_persons(plain_text(clean)) == clean
    assert "\r" not in clean
    assert "\0" not in clean


@pytest.mark.parametrize(
    "kept", ["12.5 million in 2026", "2026-11-22", "10:30", "@home", "500 000 AED", "a @ b"]
)
def test_years_dates_and_amounts_stay(kept: str) -> None:
    assert without_persons(kept) == kept


@pytest.mark.django_db
def test_two_networks_are_no_longer_told_apart_when_their_day_is_over() -> None:
    subject = Subject(RatedKind.TOPIC, "a", "ar")
    for network in ("203.0.113.1", "203.0.113.2"):
        rate(subject, PLACE, Vote.YES, network=network, now=NOON)
    assert len({row.voter for row in Rating.objects.all()} - {""}) == 2
    forget_voters(NOON)
    assert DaySalt.objects.count() == 1
    assert not Rating.objects.filter(voter="").exists()
    forget_voters(NOON + timedelta(days=1))
    assert not DaySalt.objects.exists()
    assert not Rating.objects.exclude(voter="").exists()
    assert Rating.objects.count() == 2


@pytest.mark.django_db
def test_marks_of_one_network_differ_between_pages_and_days() -> None:
    for name in ("a", "b"):
        for day in range(2):
            subject = Subject(RatedKind.TOPIC, name, "ar")
            now = NOON + timedelta(days=day)
            rate(subject, PLACE, Vote.YES, network="203.0.113.1", now=now)
    assert len({row.voter for row in Rating.objects.all()}) == 4


@pytest.mark.django_db
def test_comments_are_forgotten_after_the_months_of_the_settings(settings: Any) -> None:
    assert settings.RATING_COMMENTS_MONTHS == 13
    subject = Subject(RatedKind.TOPIC, "a", "ar")
    for number, days in enumerate((0, 393, 394, 400)):
        moment = NOON - timedelta(days=days)
        rating = rate(subject, PLACE, Vote.NO, network=str(number), now=moment)
        remark(rating.pk, reason="other", comment=f"{days} days ago")
    assert forget_comments(NOON) == 2
    kept = set(Rating.objects.exclude(comment="").values_list("comment", flat=True))
    assert kept == {"0 days ago", "393 days ago"}
    assert Rating.objects.filter(vote=Vote.NO, reason="other").count() == 4
    assert forget_comments(NOON) == 0


@given(st.dates(date(2001, 1, 1), date(2100, 1, 1)), st.integers(0, 120))
def test_months_before_is_in_the_month_that_is_meant(day: date, months: int) -> None:
    earlier = months_before(day, months)
    assert (day.year - earlier.year) * 12 + day.month - earlier.month == months
    assert earlier.day == day.day or (earlier + timedelta(days=1)).day == 1


def test_forgetting_is_done_by_the_clock() -> None:
    assert {"feedback.forget_voters", "feedback.forget_comments"} <= set(JOBS)


@pytest.mark.django_db
def test_words_replace_words_and_silence_replaces_nothing() -> None:
    rating = rate(
        Subject(RatedKind.TOPIC, "a", "ar"), PLACE, Vote.NO, network="203.0.113.1", now=NOON
    )
    assert remark(rating.pk, reason="other", comment="first")
    assert remark(rating.pk, reason="", comment="")
    assert remark(rating.pk, reason="", comment="second" * 2)
    rating.refresh_from_db()
    assert (rating.reason, rating.comment) == ("other", "secondsecond")
    assert not remark(rating.pk + 1, reason="other", comment="of nothing")
    assert len(without_persons("ab@c.d " * 80)) <= LONGEST_COMMENT
