"""Links inside paragraphs lead where the reader can go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone, translation
from wagtail.rich_text import expand_db_html

from tests.factories.blog import article_page

pytestmark = pytest.mark.django_db


def link_to(page_id: int) -> str:
    return f'<a linktype="page" id="{page_id}">النص</a>'


def pair() -> tuple[int, str, str]:
    arabic = article_page("ar", slug="shared-address")
    english = article_page("en", slug="shared-address", translation_key=arabic.translation_key)
    return arabic.pk, arabic.url, english.url


def test_a_link_leads_to_the_page_in_the_readers_language() -> None:
    pk, arabic_url, english_url = pair()
    with translation.override("ar"):
        assert expand_db_html(link_to(pk)) == f'<a href="{arabic_url}">النص</a>'
    with translation.override("en"):
        assert expand_db_html(link_to(pk)) == f'<a href="{english_url}">النص</a>'


def test_a_link_to_an_unpublished_page_keeps_its_text_and_loses_its_address() -> None:
    page = article_page("ar")
    page.unpublish()
    assert expand_db_html(link_to(page.pk)) == "<a>النص</a>"


def test_a_link_to_an_expired_page_loses_its_address_before_the_scheduler_runs() -> None:
    page = article_page("ar")
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    assert expand_db_html(link_to(page.pk)) == "<a>النص</a>"


def test_a_link_to_a_page_that_is_gone_keeps_its_text() -> None:
    assert expand_db_html(link_to(987654)) == "<a>النص</a>"
