"""Rules of articles and columns: one column a month, addresses made from titles, topics kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import translation
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from blog.models import ArticlePage, ColumnPage
from cms.models import Topic
from tests.factories import blog as posts
from tests.factories import cms as made

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House

DUBAI = ZoneInfo("Asia/Dubai")
NOVEMBER = date(2026, 11, 1)


# --- one column a month --------------------------------------------------------------------------


def test_a_second_column_in_one_month_is_refused_in_the_editors_language(site: House) -> None:
    first = posts.column_page("ar", title="الجواب نصف المشاركة", month=NOVEMBER)
    second = ColumnPage(title="آخر", month=date(2026, 11, 20), locale=first.locale)
    with translation.override("ar"), pytest.raises(ValidationError) as refused:
        posts.column_index_page("ar").add_child(instance=second)
    (message,) = refused.value.message_dict["month"]
    assert "نوفمبر 2026" in message
    assert first.title in message
    assert "already" not in message, "the message is not translated"
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        second.clean()
    assert "November 2026 already has a column" in refused.value.message_dict["month"][0]


def test_the_translation_of_a_column_has_its_month(site: House) -> None:
    arabic = posts.column_page("ar", month=NOVEMBER)
    assert posts.column_page("en", of=arabic, month=NOVEMBER).month == NOVEMBER


def test_any_day_of_a_month_means_the_month(site: House) -> None:
    assert posts.column_page("ar", month=date(2026, 11, 22)).month == NOVEMBER


def test_a_column_may_be_corrected(site: House) -> None:
    page = posts.column_page("ar", month=NOVEMBER)
    page.title = "عنوان مصحح"
    page.full_clean()
    page.save()


def test_a_column_tells_its_statements_to_lists(site: House) -> None:
    words = '[{"type": "statement", "value": "كل ملاحظة تصل."}]'
    page = posts.column_page("ar", statements=words)
    assert page.statements_cache == ["كل ملاحظة تصل."]


# --- addresses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("المشاركة الرقمية في الحكومة", "al-musharaka-al-raqamiya-fi-al-hukuma"),
        ("From remarks to decisions", "from-remarks-to-decisions"),
    ],
)
def test_an_address_is_made_from_the_title(title: str, slug: str, site: House) -> None:
    page = ArticlePage(title=title, locale=site.home("ar").locale)
    posts.blog_index_page("ar").add_child(instance=page)
    assert page.slug == slug


def test_two_articles_of_one_title_have_two_addresses(site: House) -> None:
    pages = [ArticlePage(title="المدينة الذكية", locale=site.home("ar").locale) for _ in range(2)]
    for page in pages:
        posts.blog_index_page("ar").add_child(instance=page)
    assert pages[1].slug == f"{pages[0].slug}-2"


def test_a_title_without_letters_gets_an_address_of_its_kind_and_day(site: House) -> None:
    moment = datetime(2026, 11, 22, 9, tzinfo=DUBAI)
    page = ArticlePage(title="؟!", locale=site.home("ar").locale, published_at=moment)
    posts.blog_index_page("ar").add_child(instance=page)
    assert page.slug == "article-2026-11-22"


@pytest.mark.parametrize(
    "slug", ["2026", "12-11", "مقال", "Capitals", "two words", "feeds", "en", "page"]
)
def test_an_address_that_cannot_be_is_refused(slug: str, site: House) -> None:
    page = posts.article_page("ar")
    page.slug = slug
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert "slug" in refused.value.message_dict


def test_a_moment_that_has_passed_is_no_schedule(
    site: House, now: datetime, editing: Client
) -> None:
    page = posts.article_page("ar", live=False)
    url = f"/admin/pages/{page.pk}/edit/"
    data = querydict_from_html(editing.get(url).content.decode(), form_id="page-edit-form")
    data.update(nested_form_data({"body": streamfield([])}))  # which the browser's script makes
    data["go_live_at"] = f"{now - timedelta(days=1):%Y-%m-%d %H:%M}"
    answer = editing.post(url, data)
    assert answer.status_code == 200
    assert "go_live_at" in answer.context["form"].errors
    assert ArticlePage.objects.get(pk=page.pk).get_latest_revision() is None


# --- topics in use -------------------------------------------------------------------------------


def test_a_topic_in_use_cannot_be_deleted(site: House) -> None:
    topic = made.topic()
    posts.article_page("ar", topics=[topic])
    with pytest.raises(ProtectedError):
        topic.delete()


def test_an_author_and_an_entity_in_use_cannot_be_deleted(site: House) -> None:
    author, entity = made.person(), made.entity()
    posts.article_page("ar", authors=[author], entity=entity)
    for thing in (author, entity):
        with pytest.raises(ProtectedError):
            thing.delete()


def test_the_admin_keeps_a_topic_in_use_and_says_so(site: House, editing: Client) -> None:
    topic = made.topic()
    posts.article_page("ar", topics=[topic])
    url = f"/admin/snippets/cms/topic/delete/{topic.pk}/"
    answer = editing.get(url)
    assert answer.status_code == 200
    answer = editing.post(url, follow=True)
    assert answer.status_code == 200
    assert Topic.objects.filter(pk=topic.pk).exists()
    assert ArticlePage.objects.get().page_topics.count() == 1


def test_the_admin_deletes_a_topic_out_of_use(site: House, editing: Client) -> None:
    topic = made.topic()
    editing.post(f"/admin/snippets/cms/topic/delete/{topic.pk}/", follow=True)
    assert not Topic.objects.filter(pk=topic.pk).exists()


# --- dates ---------------------------------------------------------------------------------------


def test_a_page_without_a_date_takes_the_moment_of_its_first_publication(site: House) -> None:
    page = ArticlePage(title="مقال جديد", locale=site.home("ar").locale, live=False)
    posts.blog_index_page("ar").add_child(instance=page)
    page.save_revision().publish()
    page = ArticlePage.objects.get(pk=page.pk)
    assert page.published_at is not None
    assert page.published_at == page.first_published_at


def test_publishing_again_keeps_the_date_readers_saw(site: House, now: datetime) -> None:
    page = posts.article_page("ar", published_at=now - timedelta(days=30))
    page.title = "عنوان مصحح"
    page.save_revision().publish()
    assert ArticlePage.objects.get().published_at == page.published_at
