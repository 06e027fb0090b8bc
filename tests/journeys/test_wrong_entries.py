"""What the admin answers to a wrong entry: in the editor's language, and nothing typed is lost."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from blog.models import ArticlePage, BlogIndexPage, ColumnIndexPage, ColumnPage
from cms.models import Topic
from cms.page_form import validate_slug
from tests.factories.blog import article_page, column_page
from tests.factories.cms import topic
from tests.journeys.editing_form import (
    PARAGRAPH,
    SUMMARY,
    add,
    assert_nothing_lost,
    column,
    errors_of,
    filled,
    speak,
)

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

    from cms.models import User
    from tests.house import House

ARABIC = re.compile("[\u0621-\u064a]")
TITLE = "مقال عن المشاركة"
ARTICLE = "blog/articlepage"
COLUMN = "blog/columnpage"

pytestmark = pytest.mark.usefixtures("spoken")


@pytest.fixture(params=["ar", "en"])
def spoken(request: pytest.FixtureRequest, editor: User) -> str:
    """The language in which the admin answers the editor."""
    language: str = request.param
    speak(editor, language)
    return language


@pytest.fixture
def blog(site: House) -> BlogIndexPage:
    return site.section(BlogIndexPage, "ar")


def assert_in(language: str, message: str) -> None:
    """A whole sentence in `language`; names and values in it may be of the other one."""
    assert message
    first_word = re.sub(r"[“«\"'][^”»\"']*[”»\"']", "", message).split()[0]
    assert bool(ARABIC.search(first_word)) == (language == "ar"), message


def test_an_article_without_a_title(editing: Client, blog: BlogIndexPage, spoken: str) -> None:
    answer = add(editing, blog, ARTICLE, filled(title=""))
    errors = errors_of(answer)
    assert errors.keys() == {"title"}
    assert_in(spoken, errors["title"])
    assert_nothing_lost(answer, SUMMARY, PARAGRAPH)
    assert not ArticlePage.objects.exists()


@pytest.mark.parametrize(
    "slug",
    ["مقال-عربي", "two words", "مقال عربي", "Article", "admin", "feeds", "2026", "-a-", "a_b"],
)
def test_a_slug_that_is_no_address(
    editing: Client, blog: BlogIndexPage, spoken: str, slug: str
) -> None:
    answer = add(editing, blog, ARTICLE, filled(slug=slug))
    errors = errors_of(answer)
    assert errors.keys() == {"slug"}
    assert_in(spoken, errors["slug"])
    assert slug in errors["slug"]
    assert ("حروف لاتينية" if spoken == "ar" else "Latin letters") in errors["slug"]
    assert_nothing_lost(answer, slug, TITLE, SUMMARY, PARAGRAPH)
    assert not ArticlePage.objects.exists()


def test_a_slug_that_is_taken(editing: Client, blog: BlogIndexPage, spoken: str) -> None:
    taken = article_page("ar", slug="the-same")
    answer = add(editing, blog, ARTICLE, filled(slug=taken.slug))
    errors = errors_of(answer)
    assert errors.keys() == {"slug"}
    assert_in(spoken, errors["slug"])
    assert "the-same" in errors["slug"]
    assert_nothing_lost(answer, TITLE, SUMMARY, PARAGRAPH)
    assert ArticlePage.objects.count() == 1


def test_a_title_that_another_page_has_gets_an_address_of_its_own(
    editing: Client, blog: BlogIndexPage
) -> None:
    for _time in range(2):
        assert add(editing, blog, ARTICLE, filled()).status_code == 302
    slugs = set(ArticlePage.objects.values_list("slug", flat=True))
    assert len(slugs) == 2
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in slugs)


def test_a_page_scheduled_in_the_past(
    editing: Client, blog: BlogIndexPage, spoken: str, now: datetime
) -> None:
    yesterday = f"{now - timedelta(days=1):%Y-%m-%d %H:%M}"
    answer = add(editing, blog, ARTICLE, filled(go_live_at=yesterday))
    errors = errors_of(answer)
    assert errors.keys() == {"go_live_at"}
    assert_in(spoken, errors["go_live_at"])
    assert_nothing_lost(answer, yesterday, TITLE, SUMMARY, PARAGRAPH)
    assert not ArticlePage.objects.exists()


def test_a_page_that_expires_before_it_goes_live(
    editing: Client, blog: BlogIndexPage, spoken: str, now: datetime
) -> None:
    times = {
        "go_live_at": f"{now + timedelta(days=2):%Y-%m-%d %H:%M}",
        "expire_at": f"{now + timedelta(days=1):%Y-%m-%d %H:%M}",
    }
    answer = add(editing, blog, ARTICLE, filled(**times))
    errors = errors_of(answer)
    assert errors.keys() == times.keys()
    for message in errors.values():
        assert_in(spoken, message)
    assert_nothing_lost(answer, TITLE, SUMMARY, PARAGRAPH, *times.values())


def test_a_second_column_in_one_month(editing: Client, site: House, spoken: str) -> None:
    first = column_page("ar", month=date(2026, 3, 1), title="المقال الأول")
    section = site.section(ColumnIndexPage, "ar")
    answer = add(editing, section, COLUMN, column(month="2026-03-17"))
    errors = errors_of(answer)
    assert errors.keys() == {"month"}
    assert_in(spoken, errors["month"].replace("2026", "").replace("March", "A"))
    assert first.title in errors["month"]
    assert ("مارس 2026" if spoken == "ar" else "March 2026") in errors["month"]
    assert_nothing_lost(answer, TITLE, SUMMARY, PARAGRAPH)
    assert ColumnPage.objects.count() == 1


def test_the_month_of_a_column_is_free_in_the_other_language(editing: Client, site: House) -> None:
    column_page("ar", month=date(2026, 3, 1))
    section = site.section(ColumnIndexPage, "en")
    answer = add(editing, section, COLUMN, column(month="2026-03-17", title="A column"))
    assert answer.status_code == 302
    assert ColumnPage.objects.filter(month=date(2026, 3, 1)).count() == 2


def test_a_topic_in_use_is_not_deleted(editing: Client, spoken: str) -> None:
    used = topic()
    page = article_page("ar", topics=[used])
    address = reverse("wagtailsnippets_cms_topic:delete", args=[used.pk])
    answer = editing.get(address)
    text = " ".join(answer.content.decode().split())
    expected = "تمنع إحدى الإشارات" if spoken == "ar" else "prevent it from being deleted"
    assert expected in text
    assert reverse("wagtailsnippets_cms_topic:usage", args=[used.pk]) in text
    assert f'action="{address}"' not in text
    editing.post(address)  # nobody is offered this
    assert Topic.objects.filter(pk=used.pk).exists()
    assert page.page_topics.count() == 1


def test_a_topic_without_pages_is_deleted(editing: Client) -> None:
    unused = topic()
    address = reverse("wagtailsnippets_cms_topic:delete", args=[unused.pk])
    assert f'action="{address}"' in editing.get(address).content.decode()
    assert editing.post(address).status_code == 302
    assert not Topic.objects.filter(pk=unused.pk).exists()


def test_the_same_topic_twice_is_refused_and_nothing_is_lost(
    editing: Client, blog: BlogIndexPage
) -> None:
    twice = topic()
    answer = add(editing, blog, ARTICLE, filled(topics=(twice, twice)))
    assert answer.status_code == 200
    assert not ArticlePage.objects.exists()
    assert_nothing_lost(answer, TITLE, SUMMARY, PARAGRAPH)


def test_a_topic_that_is_renamed_to_a_taken_slug_is_refused(editing: Client) -> None:
    taken, other = topic(), topic()
    address = reverse("wagtailsnippets_cms_topic:edit", args=[other.pk])
    answer = editing.post(
        address,
        {"name_0": "موضوع", "name_1": "Topic", "slug": taken.slug, "order": "1"},
    )
    assert answer.status_code == 200
    other.refresh_from_db()
    assert other.slug != taken.slug


def test_the_code_of_an_added_language_cannot_be_an_address(settings: SettingsWrapper) -> None:
    validate_slug("ur")
    settings.LANGUAGES = [*settings.LANGUAGES, ("ur", "اردو")]
    with pytest.raises(ValidationError):
        validate_slug("ur")
