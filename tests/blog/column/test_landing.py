"""The director-general's own page: who writes, the newest column, all months."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.column.timeline import MonthOfColumn, years_of_columns
from tests.cms.standing.seen import links, page, part
from tests.factories import blog as posts
from tests.factories.cms import person, picture

if TYPE_CHECKING:
    from django.test import Client

    from blog.models import ColumnPage
    from tests.house import House

DUBAI = ZoneInfo("Asia/Dubai")


def column(language: str, year: int, month: int, **fields: object) -> ColumnPage:
    day = date(year, month, 1)
    at = datetime(year, month, 3, 9, tzinfo=DUBAI)
    return posts.column_page(language, month=day, published_at=at, **fields)


def test_months_run_back_from_now_to_the_first_column_with_gaps_among_them() -> None:
    told = [
        MonthOfColumn(date(2026, 1, 1), "January", url="/j/"),
        MonthOfColumn(date(2025, 11, 1), "November", url="/n/"),
    ]
    years = years_of_columns(told, date(2026, 3, 15))
    assert [(year.number, [m.day.month for m in year.months]) for year in years] == [
        (2026, [2, 1]),
        (2025, [12, 11]),
    ]
    assert [bool(m.url) for year in years for m in year.months] == [False, True, False, True]


@pytest.mark.parametrize("mistyped", [date(206, 11, 1), date(1, 1, 1)])
def test_a_mistyped_year_brings_no_centuries_of_empty_months(mistyped: date) -> None:
    told = [
        MonthOfColumn(date(2025, 11, 1), "November", url="/n/"),
        MonthOfColumn(mistyped, "Mistyped", url="/x/"),
    ]
    years = years_of_columns(told, date(2026, 3, 15))
    assert [year.number for year in years] == [2026, 2025, mistyped.year]
    assert sum(len(year.months) for year in years) <= 36


def test_the_running_month_is_shown_once_it_has_its_column() -> None:
    told = [MonthOfColumn(date(2026, 3, 1), "March", url="/m/")]
    (year,) = years_of_columns(told, date(2026, 3, 15))
    assert [month.title for month in year.months] == ["March"]


def test_without_columns_there_are_no_months() -> None:
    assert years_of_columns([], date(2026, 3, 15)) == []


@pytest.mark.parametrize(
    ("language", "start", "nothing"),
    [("ar", "", "فبراير 2025"), ("en", "/en", "February 2025")],
)
def test_it_presents_the_writer_the_newest_column_and_each_month(
    language: str, start: str, nothing: str, site: House, client: Client
) -> None:
    bio = {"ar": "يقود العمل.\n\nوله كتب.", "en": "Leads the work.\n\nHas written books."}
    writer = person(portrait=picture(), bio=bio)
    old = column(language, 2025, 1, authors=[writer])
    new = column(language, 2025, 3, authors=[writer])
    html = page(client, f"{start}/column/")
    head = part(html, "column-author")
    assert head.xpath(".//img[not(@loading)]")  # it is met first
    assert writer.name[language] in head.text_content()
    assert bio[language].split("\n", 1)[0] in head.text_content()
    assert bio[language].rsplit("\n", 1)[1] not in head.text_content()
    assert new.get_url() in [url for _t, url in links(part(html, "column-feature"))]
    timeline = part(html, "timeline")
    assert [url for _t, url in links(timeline)][-2:] == [new.get_url(), old.get_url()]
    empty = timeline.find_class("timeline__month--empty")
    assert any(nothing in month.text_content() for month in empty)


def test_only_the_first_paragraph_is_shown_however_it_was_typed(
    site: House, client: Client
) -> None:
    writer = person(bio={"en": "Leads the work.\r\n\r\nHas written books."})
    column("en", 2025, 1, authors=[writer])
    head = part(page(client, "/en/column/"), "column-author").text_content()
    assert "Leads the work." in head
    assert "Has written books." not in head


def test_words_in_another_language_do_not_present_the_writer(site: House, client: Client) -> None:
    column("en", 2025, 1, authors=[person(bio={"ar": "يقود العمل."})])
    head = part(page(client, "/en/column/"), "column-author").text_content()
    assert "يقود العمل." not in head
    assert posts.column_index_page("en").summary in head


def test_what_is_not_public_is_a_month_without_a_column(site: House, client: Client) -> None:
    column("en", 2025, 1)
    hidden = column("en", 2025, 2, live=False)
    html = page(client, "/en/column/")
    assert hidden.title not in html.text_content()
    first_after = html.find_class("timeline__month--empty")[-1]
    assert "February 2025" in first_after.text_content()


def test_the_archives_of_its_months_stay_lists(site: House, client: Client) -> None:
    shown = column("en", 2025, 1)
    html = page(client, "/en/column/2025/01/")
    assert not html.find_class("timeline")
    assert shown.get_url() in [url for _t, url in links(part(html, "listing"))]


def test_without_any_column_it_says_so(site: House, client: Client) -> None:
    assert "No column has been published yet" in page(client, "/en/column/").text_content()


def test_the_number_of_queries_does_not_grow_with_the_columns(site: House, client: Client) -> None:
    writer = person(portrait=picture())

    def queries() -> int:
        client.get("/en/column/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/en/column/")
        return len(captured)

    column("en", 2024, 1, authors=[writer])
    column("en", 2024, 2, authors=[writer])
    few = queries()
    for month in range(3, 13):
        column("en", 2024, month, authors=[writer])
    assert queries() == few
