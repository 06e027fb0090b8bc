"""Editors see what readers think of the pages they may edit, and of no others."""

from __future__ import annotations

import csv
import io
import re
import tracemalloc
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from cms.access.roles import Role
from cms.export.run import export
from cms.feedback.actions.remove_comment import REMOVED
from cms.feedback.chart import HEIGHT, WIDTH, bars_of
from cms.feedback.counts import Month, Tally, months_of, rows_of
from cms.feedback.models import Rating
from tests import reading
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import people
from tests.factories.feedback import rating

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from django.test import Client

    from cms.models import User
    from tests.house import House

REPORT = "/admin/feedback/"


@pytest.fixture
def as_user(client: Client) -> Any:
    def log_in(user: User) -> Client:
        client.force_login(user)
        return client

    return log_in


def one(page: Any) -> str:
    return f"{REPORT}page/{page.pk}/"


def rows(answer: Any) -> list[list[str]]:
    """The cells of the first list of a screen; Wagtail has tables of its own."""
    tables = reading.page(answer).iter("table")
    table = next(one for one in tables if one.get("class") == "listing")
    return [
        [" ".join("".join(cell.itertext()).split()) for cell in row.iter("td")]
        for row in next(table.iter("tbody")).iter("tr")
    ]


def csv_rows(answer: Any) -> list[list[str]]:
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_report_counts_each_page(site: House, as_user: Any) -> None:
    page = posts.article_page("ar", title="مقال عن المشاركة")
    for vote in ("yes", "no", "no", "yes", "yes"):
        rating(page, vote=vote)
    rating(page, vote="no", comment="لماذا؟")
    rating(posts.news_page("en"), vote="yes")
    browser = as_user(people.user(Role.EDITOR))
    found = rows(browser.get(REPORT))
    assert found[0][0] == "مقال عن المشاركة"
    assert found[0][2:] == [dict(settings.LANGUAGES)["ar"], "3", "3", "50%", "1"]
    assert found[1][3:] == ["1", "0", "100%", "0"]


def test_the_report_is_asked_by_section_language_and_period(site: House, as_user: Any) -> None:
    today = timezone.localdate()
    arabic, english = posts.article_page("ar"), posts.article_page("en")
    old = posts.news_page("ar")
    rating(arabic)
    rating(english)
    rating(old, day=today - timedelta(days=100))
    section = arabic.get_parent().title
    browser = as_user(people.user(Role.EDITOR))
    asked = {
        "": 3, "language=en": 1, "period=90": 2, "period=365": 3, f"section={section}": 1,
        "language=ar&period=30": 1, "language=xx": 3, "period=7": 3, "section=none": 3,
    }  # fmt: skip
    counts = {query: len(rows(browser.get(f"{REPORT}?{query}"))) for query in asked}
    assert counts == asked
    assert csv_rows(browser.get(f"{REPORT}?language=en&export=csv"))[1][3] == english.get_url()


def test_the_chart_counts_the_section_and_language_that_are_asked(
    site: House, as_user: Any
) -> None:
    article = posts.article_page("ar")
    rating(article, vote="yes", day=timezone.localdate() - timedelta(days=200))
    for other in (posts.news_page("ar"), posts.article_page("en"), made.topic()):
        rating(other, vote="no")
    browser = as_user(people.user(Role.EDITOR))

    def counted(query: str) -> tuple[int, int]:
        tallies = [month.tally for month in browser.get(f"{REPORT}?{query}").context["months"]]
        return sum(tally.yes for tally in tallies), sum(tally.no for tally in tallies)

    section = article.get_parent().title
    assert counted("") == (1, 3)
    assert counted("language=ar") == (1, 2)
    assert counted(f"section={section}") == (1, 0)
    assert counted(f"section={section}&language=en") == (0, 0)


def test_a_page_without_any_answer_has_no_screen(site: House, as_user: Any) -> None:
    browser = as_user(people.user(Role.EDITOR))
    assert browser.get(one(posts.article_page("ar"))).status_code == 404
    assert "data-feedback-nothing" in browser.get(REPORT).content.decode()


def test_contributors_see_what_is_said_of_their_entitys_pages_only(
    site: House, as_user: Any
) -> None:
    contributor = people.contributor()
    own = posts.article_page("ar", entity=contributor.entity)
    foreign = posts.article_page("ar", entity=people.entity(), title="ما ليس لهم")
    topic = made.topic()
    for thing in (own, foreign, topic):
        rating(thing, comment=f"ملاحظة عن {thing.pk}")
    browser = as_user(contributor)
    answer = browser.get(REPORT)
    assert [row[0] for row in rows(answer)] == [own.title]
    assert "ما ليس لهم" not in answer.content.decode()
    exported = browser.get(f"{REPORT}?export=csv").content.decode()
    assert foreign.slug not in exported
    assert own.slug in exported
    assert browser.get(one(own)).status_code == 200
    assert browser.get(one(foreign)).status_code == 404
    assert browser.get(f"{one(foreign)}?export=csv").status_code == 404
    assert browser.get(f"{REPORT}topic/{topic.slug}/").status_code == 404
    for row in Rating.objects.all():
        assert browser.post(f"{REPORT}comments/{row.pk}/remove/").status_code == 404
    assert not Rating.objects.filter(comment="").exists()


def test_who_edits_nothing_has_no_report(site: House, as_user: Any) -> None:
    rating(posts.article_page("ar"))
    browser = as_user(people.user(Role.REVIEWER))
    assert browser.get(REPORT).status_code in {302, 403}


def test_pages_of_the_directory_are_for_those_who_edit_it(site: House, as_user: Any) -> None:
    thing = made.entity()
    rating(thing, comment="الهاتف قديم")
    browser = as_user(people.user(Role.EDITOR))
    assert "الهاتف قديم" in browser.get(f"{REPORT}entity/{thing.slug}/").content.decode()
    assert browser.get(f"{REPORT}page/{thing.slug}/").status_code == 404
    assert browser.get(f"{REPORT}letter/{thing.slug}/").status_code == 404


def test_what_is_said_of_a_deleted_page_is_kept_for_editors(site: House, as_user: Any) -> None:
    page = posts.article_page("ar")
    path = page.get_url()
    screen = one(page)
    row = rating(page, comment="قبل الحذف")
    page.delete()
    browser = as_user(people.user(Role.EDITOR))
    shown = browser.get(REPORT)
    assert rows(shown)[0][0] == path
    assert f'href="{screen}"' in shown.content.decode()
    said = browser.get(screen).content.decode()
    assert "قبل الحذف" in said
    assert f": {path}" in said[said.index("<title>") : said.index("</title>")]
    assert browser.post(f"{REPORT}comments/{row.pk}/remove/")["Location"] == screen
    assert (Rating.objects.get().page, Rating.objects.get().comment) == (None, "")


# --- comments ------------------------------------------------------------------------------------


def test_a_comment_is_text_and_nothing_else(site: House, as_user: Any) -> None:
    page = posts.article_page("ar")
    rating(page, comment="<script>alert(1)</script>\n<img src=x onerror=alert(2)>")
    html = as_user(people.user(Role.EDITOR)).get(one(page)).content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>" in html


def test_a_comment_is_taken_out_and_the_trail_knows_by_whom(site: House, as_user: Any) -> None:
    page = posts.article_page("ar")
    row = rating(page, comment="كلمة جارحة", reason="other", vote="no")
    editor = people.user(Role.EDITOR)
    browser = as_user(editor)
    address = f"{REPORT}comments/{row.pk}/remove/"
    assert address in browser.get(one(page)).content.decode()
    assert browser.get(address).status_code == 405
    assert browser.post(address)["Location"] == one(page)
    row.refresh_from_db()
    assert (row.comment, row.vote, row.reason) == ("", "no", "other")
    entry = PageLogEntry.objects.get(action=REMOVED)
    assert (entry.user, entry.page_id, entry.data) == (editor, page.pk, {"rating": row.pk})
    assert browser.post(address).status_code == 302  # a second press does nothing
    assert PageLogEntry.objects.filter(action=REMOVED).count() == 1


def test_of_what_is_no_page_the_trail_tells_too(site: House, as_user: Any) -> None:
    row = rating(made.topic(), comment="كلمة")
    as_user(people.user(Role.EDITOR)).post(f"{REPORT}comments/{row.pk}/remove/")
    assert ModelLogEntry.objects.get(action=REMOVED).data == {"rating": row.pk}


def test_who_writes_but_does_not_publish_takes_nothing_out(site: House, as_user: Any) -> None:
    page = posts.article_page("ar")
    row = rating(page, comment="ملاحظة")
    browser = as_user(people.user(Role.TRANSLATOR))
    address = f"{REPORT}comments/{row.pk}/remove/"
    shown = browser.get(one(page)).content.decode()
    assert "ملاحظة" in shown
    assert address not in shown
    assert browser.post(address).status_code == 404
    row.refresh_from_db()
    assert row.comment == "ملاحظة"


@pytest.mark.parametrize("formula", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", " =1", "＝1"])
def test_tables_compute_nothing(site: House, as_user: Any, formula: str) -> None:
    page = posts.article_page("ar", title=formula)
    rating(page, comment=formula, reason="other")
    browser = as_user(people.user(Role.EDITOR))
    assert csv_rows(browser.get(f"{REPORT}?export=csv"))[1][0] == f"'{formula}"
    assert csv_rows(browser.get(f"{one(page)}?export=csv"))[1][4] == f"'{formula}"


# --- the chart -----------------------------------------------------------------------------------


def test_a_year_of_months_ends_with_this_one(site: House, now: datetime) -> None:
    page = posts.article_page("ar")
    today = now.date()
    for days, vote in ((0, "yes"), (0, "no"), (40, "no"), (800, "no")):
        rating(page, vote=vote, day=today - timedelta(days=days))
    months = months_of(Rating.objects.all(), today)
    assert [month.first.day for month in months] == [1] * 12
    assert months == sorted(months, key=lambda month: month.first)
    assert months[-1] == Month(today.replace(day=1), Tally(1, 1))
    assert sum(month.tally.total for month in months) == 3


def test_bars_stand_within_the_drawing_and_follow_the_readers_direction(now: datetime) -> None:
    tallies = [Tally(0, 0), Tally(3, 1), Tally(1, 0)]
    months = [Month(now.date(), tally) for tally in tallies]
    left, right = (bars_of(months, right_to_left=one) for one in (False, True))
    assert [bar.height for bar in left] == [HEIGHT * 0.75, HEIGHT * 0.25, HEIGHT * 0.25]
    assert [(bar.x, bar.width) for bar in right] == [
        (round(WIDTH - bar.x - bar.width, 2), bar.width) for bar in left
    ]
    assert all(bar.y >= 0 and bar.y + bar.height <= HEIGHT for bar in left)
    assert bars_of([Month(now.date(), Tally())], right_to_left=False) == []


def test_the_screen_has_the_bars_and_their_figures(site: House, as_user: Any) -> None:
    page = posts.article_page("ar")
    rating(page, vote="yes")
    html = as_user(people.user(Role.EDITOR)).get(one(page)).content.decode()
    assert re.search(r'<rect class="feedback-bar feedback-bar--yes" x="[\d.]+" y="0.0"', html)
    assert 'style="' not in html.partition("feedback-chart")[2].partition("</svg>")[0]


def test_the_report_costs_the_same_for_many_pages(
    site: House, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        rating(posts.article_page("ar"), comment=str(number))
        rating(made.topic())
    with django_assert_max_num_queries(8):
        assert len(rows_of(Rating.objects.all())) == 24


# --- what readers never see ----------------------------------------------------------------------


def test_results_are_in_no_exported_file_and_no_answer(
    site: House, client: Client, now: datetime, tmp_path: Path
) -> None:
    page = posts.article_page("ar")
    before = client.get(page.get_url()).content
    for _ in range(7):
        rating(page, comment="SECRETWORD", vote="no", reason="technical")
    assert client.get(page.get_url()).content == before
    export(tmp_path / "site", now)
    texts = [path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file()]
    assert any(b"/page-rating/" in text for text in texts)
    assert not any(b"SECRETWORD" in text or b"technical" in text for text in texts)
    detail = client.get(f"/api/v2/pages/{page.pk}/?fields=*").content
    assert b"SECRETWORD" not in detail
    assert b"rating" not in detail


def test_the_report_reads_as_many_rows_as_there_are_pages(site: House) -> None:
    page = posts.article_page("ar")
    first = rating(page, path="/blog/old/")
    like = {
        "kind": first.kind, "subject": first.subject, "language": "ar", "page": page,
        "vote": first.vote, "day": first.day,
    }  # fmt: skip
    Rating.objects.bulk_create(Rating(path="/blog/new/", **like) for _ in range(5_000))
    tracemalloc.start()
    try:
        (row,) = rows_of(Rating.objects.all())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (row.path, row.tally.total) == ("/blog/new/", 5_001)
    assert peak < 1_000_000, "of a million ratings there would be no memory left"
