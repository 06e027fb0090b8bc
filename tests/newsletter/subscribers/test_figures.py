"""The charts count who came, who went and why, by the months of the site's zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsletter.actions.erase import erase
from newsletter.list_figures import MONTHS, Month, figures
from newsletter.models import ConsentSource, StatusReason, SubscriberStatus
from tests.factories import newsletter
from tests.newsletter.subscribers.managers import DUBAI, NOW, address, consent, desk, manager, shown

pytestmark = pytest.mark.usefixtures("site")


def _months() -> dict[str, tuple[int, int]]:
    return {
        f"{month.first:%Y-%m}": (month.joined, month.left)
        for month in figures(NOW).months
        if month.joined or month.left
    }


def test_two_years_are_shown_up_to_this_month() -> None:
    months = figures(NOW).months
    assert len(months) == MONTHS
    assert months[0] == Month(date(2024, 12, 1), 0, 0)
    assert months[-1].first == date(2026, 11, 1)


def test_a_month_begins_at_midnight_in_dubai() -> None:
    midnight = datetime(2026, 10, 1, tzinfo=DUBAI)
    newsletter.subscriber(created_at=midnight - timedelta(seconds=1))
    newsletter.subscriber(created_at=midnight)
    assert _months() == {"2026-09": (1, 0), "2026-10": (1, 0)}


def test_who_is_older_or_waits_is_not_in_the_months() -> None:
    newsletter.subscriber(created_at=datetime(2024, 11, 30, tzinfo=DUBAI))
    newsletter.subscriber(created_at=NOW, status=SubscriberStatus.PENDING)
    assert _months() == {}


def test_who_left_counts_where_they_came_and_where_they_went() -> None:
    newsletter.subscriber(
        created_at=datetime(2026, 3, 5, tzinfo=DUBAI),
        status=SubscriberStatus.UNSUBSCRIBED,
        status_reason=StatusReason.TOO_OFTEN,
        status_at=datetime(2026, 6, 5, tzinfo=DUBAI),
    )
    assert _months() == {"2026-03": (1, 0), "2026-06": (0, 1)}


def test_who_was_erased_counts_without_being_known() -> None:
    reader = newsletter.subscriber(created_at=datetime(2026, 3, 5, tzinfo=DUBAI))
    consent(reader, ConsentSource.FORM, given_at=datetime(2026, 3, 5, tzinfo=DUBAI))
    before = _months()
    erase(reader.pk, datetime(2026, 7, 1, tzinfo=DUBAI))
    assert before == {"2026-03": (1, 0)}
    assert _months() == {"2026-03": (1, 0), "2026-07": (0, 1)}
    assert [part.count for part in figures(NOW).reasons] == [1]


def test_languages_audiences_and_reasons_are_counted() -> None:
    newsletter.subscriber(language="ar", audience="media")
    newsletter.subscriber(language="both", audience="media", abroad=True)
    for _ in range(2):
        newsletter.subscriber(status=SubscriberStatus.BOUNCED, status_reason="hard-bounce")
    newsletter.subscriber(status=SubscriberStatus.UNSUBSCRIBED, status_reason="unsaid")
    found = figures(NOW)
    assert (found.active, found.abroad) == (2, 1)
    assert [part.count for part in found.languages] == [1, 0, 1]
    assert [part.count for part in found.audiences] == [0, 0, 0, 0, 2]
    assert [part.count for part in found.reasons] == [2, 1]


@pytest.mark.parametrize(("language", "words_at"), [("ar", "480.0"), ("en", "0.0")])
def test_charts_are_drawn_with_a_table_beside_each(language: str, words_at: str) -> None:
    newsletter.subscriber()
    newsletter.subscriber(status=SubscriberStatus.BOUNCED, status_reason="hard-bounce")
    text = shown(desk(manager(language)).get(address("figures")))
    assert text.count('role="img"') == text.count('class="subscribers__table"') == 4
    assert f'<text x="{words_at}"' in text
    assert ('direction="rtl"' in text) is (language == "ar")
    for name in ("months", "languages", "audiences", "reasons"):
        assert f'id="{name}-title"' in text


def test_an_empty_list_has_charts_too() -> None:
    assert desk().get(address("figures")).status_code == 200


def test_the_number_of_queries_is_fixed() -> None:
    figures(NOW)
    with CaptureQueriesContext(connection) as few:
        figures(NOW)
    for number in range(30):
        newsletter.subscriber(created_at=NOW - timedelta(days=20 * number))
    with CaptureQueriesContext(connection) as many:
        figures(NOW)
    assert len(many) == len(few) <= 7
