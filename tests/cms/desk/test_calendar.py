"""The calendar of publication."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail import hooks
from wagtail.models import Site

from cms.access.roles import Role
from cms.desk.entries import entries_between
from cms.due import CALENDAR_HOOK, CalendarEntry, Happening
from cms.models import AlertBanner
from tests.factories.blog import article_page, news_page
from tests.factories.people import contributor, entity, user

if TYPE_CHECKING:
    from django.test import Client

    from cms.models import User

pytestmark = pytest.mark.usefixtures("site")

DUBAI = ZoneInfo("Asia/Dubai")
NOON = datetime(2025, 3, 12, 12, 0, tzinfo=DUBAI)
MARCH = reverse("desk_calendar_month", args=[2025, 3])


def show(client: Client, who: User, url: str = MARCH) -> str:
    client.force_login(who)
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def schedule(language: str, at: datetime, **fields: Any) -> None:
    page = article_page(language, live=False, **fields)
    page.go_live_at = at
    page.save_revision(approved_go_live_at=at)


def test_published_scheduled_and_expiring_pages_are_on_their_days(client: Client) -> None:
    article_page("ar", title="نُشر", published_at=NOON)
    schedule("en", NOON + timedelta(days=3), title="Planned")
    article_page("ar", title="ينتهي", expire_at=NOON + timedelta(days=5))
    text = show(client, user(Role.EDITOR, language="en"))
    for title, day in (("نُشر", 12), ("Planned", 15), ("ينتهي", 17)):
        cell = text[
            text.index(f'id="day-2025-03-{day}"') : text.index(f'id="day-2025-03-{day + 1}"')
        ]
        assert title in cell


def test_a_day_ends_at_midnight_of_the_house(client: Client) -> None:
    last = datetime(2025, 3, 31, 23, 59, 59, tzinfo=DUBAI)
    who = user(Role.EDITOR)
    article_page("ar", title="آخر الشهر", published_at=last)
    article_page("ar", title="أول الشهر", published_at=last + timedelta(seconds=1))
    assert "آخر الشهر" in show(client, who)
    assert "أول الشهر" not in show(client, who)


def test_a_contributor_sees_the_months_of_their_entity_alone(client: Client) -> None:
    mine, theirs = entity(), entity()
    who = contributor(of=mine)
    for owner, title in ((mine, "لنا"), (theirs, "سرّ غيرنا"), (None, "سرّ الدار")):
        article_page("ar", title=title, entity=owner, published_at=NOON)
        schedule("ar", NOON + timedelta(days=1), title=title, entity=owner)
        article_page("ar", title=title, entity=owner, expire_at=NOON)
    for url in (MARCH, f"{MARCH}?view=list"):
        text = show(client, who, url)
        assert "لنا" in text
        assert "سرّ" not in text


@pytest.mark.parametrize("language", ["ar", "en"])
def test_those_who_set_the_banner_see_when_it_comes_and_goes(client: Client, language: str) -> None:
    words = {"ar": "تتوقف الخدمة", "en": "The service stops"}
    banner = AlertBanner.objects.create(
        site=Site.objects.get(is_default_site=True),
        text=words, since=NOON, until=NOON + timedelta(days=2),
    )  # fmt: skip
    text = show(client, user(Role.EDITOR, language=language), f"{MARCH}?language={language}")
    days = [text.index(f'id="day-2025-03-{day}"') for day in (12, 13, 14, 15)]
    cells = [text[start:end] for start, end in pairwise(days)]
    assert [words[language] in cell for cell in cells] == [True, False, True]
    address = reverse("wagtailsettings:edit", args=["cms", "alertbanner", banner.site_id])
    assert address in cells[0]
    assert words[language] not in show(client, user(Role.TRANSLATOR, language=language))


def test_someone_without_any_page_sees_an_empty_month(client: Client) -> None:
    article_page("ar", title="سرّ", published_at=NOON)
    assert "سرّ" not in show(client, user(Role.REVIEWER))


def test_titles_lead_to_the_editor_only_where_it_opens(client: Client) -> None:
    arabic = article_page("ar", published_at=NOON)
    url = reverse("wagtailadmin_pages:edit", args=[arabic.pk])
    assert url in show(client, user(Role.EDITOR))
    manager = user(Role.TOOLKIT_MANAGER)
    found, failed = entries_between(
        manager, NOON - timedelta(days=1), NOON + timedelta(days=1), NOON
    )
    assert failed == 0
    assert url not in {entry.url for entry in found}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"مقال", "Article", "خبر"}),
        ("?language=en", {"Article"}),
        ("?language=ar", {"مقال", "خبر"}),
        ("?kind=news", {"خبر"}),
        ("?happening=scheduled", set()),
        ("?language=xx&kind=nothing&happening=never", {"مقال", "Article", "خبر"}),
    ],
)
def test_the_month_is_narrowed_by_language_kind_and_what_happens(
    client: Client, query: str, titles: set[str]
) -> None:
    article_page("ar", title="مقال-أ", published_at=NOON)
    article_page("en", title="Article-1", published_at=NOON)
    news_page("ar", title="خبر-أ", published_at=NOON)
    text = show(client, user(Role.EDITOR), f"{MARCH}{query}")
    marks = {"مقال": "مقال-أ", "Article": "Article-1", "خبر": "خبر-أ"}
    assert {name for name, mark in marks.items() if mark in text} == titles


def test_a_features_dates_stand_beside_the_pages(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deadlines(who: User, start: datetime, end: datetime) -> list[CalendarEntry]:
        return [
            CalendarEntry(Happening.DEADLINE, "دعوة الجهات", NOON, url="/admin/x/", language="ar"),
            CalendarEntry(Happening.DEADLINE, "شهر آخر", end),
        ]

    def broken(who: User, start: datetime, end: datetime) -> list[CalendarEntry]:
        raise LookupError

    known = hooks.get_hooks
    monkeypatch.setattr(
        hooks,
        "get_hooks",
        lambda name: [*known(name), deadlines, broken] if name == CALENDAR_HOOK else known(name),
    )
    text = show(client, user(Role.EDITOR))
    assert "دعوة الجهات" in text
    assert "شهر آخر" not in text
    assert "desk-unread" in text


def test_a_full_day_says_how_many_more_and_the_list_has_them_all(client: Client) -> None:
    who = user(Role.EDITOR)
    for number in range(6):
        article_page("ar", title=f"رقم-{number}-", published_at=NOON + timedelta(minutes=number))
    text = show(client, who)
    sheet = text[text.index("cal-sheet") : text.index("cal-list")]
    assert sum(f"رقم-{number}-" in sheet for number in range(6)) == 4
    listed = show(client, who, f"{MARCH}?view=list")
    assert "cal-sheet" not in listed
    assert all(f"رقم-{number}-" in listed for number in range(6))


def test_the_list_is_a_table_with_caption_and_headings(client: Client) -> None:
    article_page("ar", published_at=NOON)
    text = show(client, user(Role.EDITOR), f"{MARCH}?view=list")
    table = text[text.index('<table class="cal-list"') :]
    assert "<caption" in table
    assert table.count('scope="col"') == 5
    assert 'scope="row"' in table


@pytest.mark.parametrize("month", [(1999, 12), (2101, 1), (2025, 13), (2025, 0)])
def test_there_is_no_month_beyond_the_calendar(client: Client, month: tuple[int, int]) -> None:
    client.force_login(user(Role.EDITOR))
    assert client.get(reverse("desk_calendar_month", args=month)).status_code == 404


@pytest.mark.parametrize("month", [(2000, 1), (2100, 12)])
def test_the_ends_of_the_calendar_open(client: Client, month: tuple[int, int]) -> None:
    show(client, user(Role.EDITOR), reverse("desk_calendar_month", args=month))


def test_visitors_are_sent_to_log_in(client: Client) -> None:
    assert client.get(MARCH).status_code == 302


def test_the_number_of_queries_does_not_depend_on_how_full_the_month_is(client: Client) -> None:
    who = user(Role.EDITOR)

    def fill() -> None:
        for _number in range(5):
            article_page("ar", published_at=NOON)
            schedule("en", NOON)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            show(client, who)
        return len(queries)

    fill()
    show(client, who)
    few = count()
    fill()
    fill()
    assert count() <= few
