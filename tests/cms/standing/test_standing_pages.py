"""A new installation gets the statements every public site needs, as drafts."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from django.core.management import call_command

from cms.demo.standing import NEEDED
from cms.pages import StandardPage

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
        for page in pair:
            assert not page.live
            assert page.get_latest_revision().as_object().body_text()
    assert client.get("/accessibility/").status_code == 404


def test_published_they_are_read_in_both_languages(site: House, client: Client) -> None:
    drafted("accessibility")
    for page in StandardPage.objects.filter(slug="accessibility"):
        page.get_latest_revision().publish()
    for address in ("/accessibility/", "/en/accessibility/"):
        text = client.get(address).content.decode()
        assert "WCAG 2.2" in text or "Guidelines 2.2" in text
        assert "mailto:accessibility@" in text


def test_run_again_it_changes_nothing(site: House) -> None:
    drafted("cookies")
    page = StandardPage.objects.filter(slug="cookies").first()
    assert page is not None
    StandardPage.objects.filter(pk=page.pk).update(title="ours")
    assert "nothing was missing" in drafted("cookies")
    page.refresh_from_db()
    assert page.title == "ours"
