"""Links inside paragraphs lead where the reader can go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone, translation
from lxml.html import fromstring
from wagtail.rich_text import expand_db_html

from cms.feed_text import clean
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


OUTSIDE = '<a href="https://publicadministration.un.org/egovkb?a=1&amp;b=2">'


@pytest.mark.parametrize(("language", "notice"), [("ar", "موقع خارجي"), ("en", "external site")])
def test_a_link_that_leaves_the_site_says_so_in_the_readers_language(
    language: str, notice: str
) -> None:
    with translation.override(language):
        link = fromstring(expand_db_html(f"{OUTSIDE}UN</a>"))
    assert link.get("href") == "https://publicadministration.un.org/egovkb?a=1&b=2"
    assert "external" in link.classes
    assert link.text_content() == f"({notice}) UN"
    assert link.get("target") is None


def test_a_link_to_our_own_address_and_to_a_mailbox_stay_as_they_are() -> None:
    for own in (f'<a href="{settings.PUBLIC_URL}/blog/">', '<a href="mailto:a@barza.example">'):
        assert expand_db_html(f"{own}x</a>") == f"{own}x</a>"


def test_feeds_get_the_link_without_words_that_only_our_sheet_hides() -> None:
    html = clean(expand_db_html(f"<p>{OUTSIDE}UN</a></p>"))
    assert html == f'<p>{OUTSIDE[:-1]} rel="noopener noreferrer">UN</a></p>'


@pytest.mark.parametrize("address", ["https://[1", "http://[example.com/"])
def test_what_is_no_address_keeps_its_text_and_the_page_its_readers(address: str) -> None:
    assert expand_db_html(f'<a href="{address}">النص</a>') == "<a>النص</a>"
