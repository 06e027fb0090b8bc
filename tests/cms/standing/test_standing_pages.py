"""A new installation gets the statements every public site needs, as drafts."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command

from blog.models import BlogIndexPage
from cms.demo.standing import NEEDED
from cms.pages import StandardPage
from tests.cms.standing import seen
from tests.factories.cms import body, standard_page

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House


def drafted(*only: str) -> str:
    said = StringIO()
    call_command("standing_pages", *(["--only", *only] if only else []), stdout=said)
    return said.getvalue()


def test_each_is_drafted_in_both_languages_as_a_pair(site: House, client: Client) -> None:
    drafted()
    for name in NEEDED:
        pair = StandardPage.objects.filter(slug=name)
        assert {page.language for page in pair} == {"ar", "en"}
        assert len({page.translation_key for page in pair}) == 1
        for draft in pair:
            assert not draft.live
            assert draft.get_latest_revision().as_object().body_text()
    assert client.get("/accessibility/").status_code == 404


def test_published_they_are_read_in_both_languages(site: House, client: Client) -> None:
    drafted("accessibility")
    for draft in StandardPage.objects.filter(slug="accessibility"):
        draft.get_latest_revision().publish()
    for address in ("/accessibility/", "/en/accessibility/"):
        text = client.get(address).content.decode()
        assert "WCAG 2.2" in text or "Guidelines 2.2" in text
        assert "mailto:accessibility@" in text


@pytest.mark.parametrize("there", ["ar", "en"])
def test_where_one_language_has_its_page_the_others_become_its_translations(
    there: str, site: House
) -> None:
    own = standard_page(there, slug="terms")
    drafted("terms")
    (other,) = StandardPage.objects.filter(slug="terms").exclude(pk=own.pk)
    assert other.language != there
    assert other.translation_key == own.translation_key


def test_an_address_that_another_page_has_is_left_alone(site: House) -> None:
    for language in ("ar", "en"):
        section = site.section(BlogIndexPage, language)
        section.slug = "cookies"
        section.save()
    assert "nothing was missing" in drafted("cookies")


def test_run_again_it_changes_nothing(site: House) -> None:
    drafted("cookies")
    draft = StandardPage.objects.filter(slug="cookies").first()
    assert draft is not None
    StandardPage.objects.filter(pk=draft.pk).update(title="ours")
    assert "nothing was missing" in drafted("cookies")
    draft.refresh_from_db()
    assert draft.title == "ours"


def test_a_long_one_begins_with_a_list_of_its_headings(site: House, client: Client) -> None:
    headings = [("heading", {"text": text, "level": "h2"}) for text in ("Wayfinding", "Parking")]
    standard_page("en", slug="visit", body=body(*headings))
    html = seen.page(client, "/en/visit/")
    listed = seen.links(seen.part(html, "contents"))
    assert [text for text, _address in listed] == ["Wayfinding", "Parking"]
    for text, address in listed:
        assert html.get_element_by_id(address.removeprefix("#")).text == text
