"""Pages of errors help on, in the language of the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.views.csrf import csrf_failure
from django.views.defaults import permission_denied, server_error
from lxml.html import fromstring

from tests.cms.standing.seen import links, page, part
from tests.factories import blog as posts
from tests.factories.cms import standard_page

if TYPE_CHECKING:
    from django.test import Client, RequestFactory

    from tests.house import House


@pytest.mark.parametrize(("start", "language"), [("", "ar"), ("/en", "en")])
def test_a_missing_page_offers_search_sections_and_the_map(
    start: str, language: str, site: House, client: Client
) -> None:
    html = page(client, f"{start}/nowhere/", 404)
    assert html.get("lang") == language
    message = part(html, "message")
    (form,) = message.iter("form")
    assert form.get("method") == "get"
    assert form.get("action") == f"{start}/search/"
    assert form.xpath(".//input/@name") == ["q"]
    assert f"{start}/sitemap/" in [url for _text, url in links(message)]
    (other,) = message.find_class("message__other")
    assert other.get("lang") == {"ar": "en", "en": "ar"}[language]


def test_a_page_of_the_same_name_elsewhere_is_offered(site: House, client: Client) -> None:
    english = posts.article_page("en", slug="shorter-forms")
    posts.article_page("ar", of=english)
    html = page(client, "/en/old-blog/2019/shorter-forms.html", 404)
    (found,) = html.find_class("message__found")
    assert links(found) == [(english.title, english.get_url())]


def test_pages_that_are_not_public_are_not_offered(site: House, client: Client) -> None:
    standard_page("en", slug="secret-plan", live=False)
    html = page(client, "/en/nowhere/secret-plan/", 404)
    assert not html.find_class("message__found")
    assert not page(client, "/en/nowhere/2025/", 404).find_class("message__found")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("status", [403, 429])
def test_other_refusals_are_pages_of_the_house_too(
    status: int, language: str, site: House, rf: RequestFactory
) -> None:
    with translation.override(language):
        html = fromstring(render_to_string(f"{status}.html", request=rf.get("/")))
    assert html.get("lang") == language
    assert part(html, "message__code").text.strip() == str(status)
    assert html.xpath("//form[@role='search']")
    assert html.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_a_refused_form_is_explained(site: House, rf: RequestFactory) -> None:
    with translation.override("en"):
        answer = csrf_failure(rf.post("/"), "a reason for the log")
        refused = permission_denied(rf.get("/"), PermissionError())
    assert answer.status_code == refused.status_code == 403
    assert "The form could not be sent" in answer.content.decode()
    assert "a reason for the log" not in answer.content.decode()


def test_an_error_of_the_server_is_told_in_both_languages_without_the_database(
    rf: RequestFactory,
) -> None:
    """No fixture of the database: pytest-django refuses every query."""
    answer = server_error(rf.get("/"))
    html = fromstring(answer.content.decode())
    assert answer.status_code == 500
    assert html.get("lang") == "ar"
    assert html.xpath("//section[@lang='en'][@dir='ltr']//h2")
    leads_to = [url for _text, url in links(html)]
    for url in ("/", "/en/", "/sitemap/", "/en/sitemap/", "/search/", "/en/search/"):
        assert url in leads_to
