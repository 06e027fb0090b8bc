"""Translating publishes nothing and keeps addresses in step; a third language needs no code."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.operations import translate_object, translate_page_subtree

from blog.models import ArticlePage, ColumnPage, StoryPage
from cms.catalogue import page_types
from cms.pages import StandardPage
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import toolkit as guides
from toolkit.models import ResourcePage

if TYPE_CHECKING:
    from django.test import Client

    from cms.models import ContentPage
    from tests.house import House

ROOT = Path(__file__).resolve().parents[2]
SYNCED = {StandardPage, ResourcePage}


@pytest.fixture
def english(site: House) -> Locale:
    return site.home("en").locale


def translated(page: ContentPage, locale: Locale) -> ContentPage:
    translate_object(page, [locale])
    found: ContentPage = type(page).objects.get(locale=locale, translation_key=page.translation_key)
    return found


def test_translating_a_live_page_publishes_nothing(english: Locale, client: Client) -> None:
    for page in (
        posts.article_page("ar", title="عنوان بالعربية"),
        guides.resource_page("ar", title="عنوان بالعربية"),
        made.standard_page("ar", title="عنوان بالعربية"),
    ):
        twin = translated(page, english)
        assert not twin.live
        assert client.get(f"/en{page.get_url()}").status_code == 404
    for door in (
        "/en/",
        "/en/blog/",
        "/en/toolkit/",
        "/en/feeds/all/rss.xml",
        "/api/v2/pages/?locale=en",
    ):
        assert "عنوان بالعربية" not in client.get(door).content.decode()


def test_a_translation_has_the_address_of_its_source(english: Locale) -> None:
    page = posts.article_page("ar", slug="one-address")
    twin = translated(page, english)
    assert twin.slug == "one-address"
    twin.save_revision().publish()
    twin.refresh_from_db()
    assert twin.get_url() == f"/en{page.get_url()}"


def test_month_stage_and_version_come_with_the_translation(english: Locale) -> None:
    column = translated(posts.column_page("ar", month=date(2026, 11, 1)), english)
    assert isinstance(column, ColumnPage)
    assert column.month == date(2026, 11, 1)
    story = translated(posts.story_page("ar", stage="decision"), english)
    assert isinstance(story, StoryPage)
    assert story.stage == "decision"
    assert story.entity_id is not None
    guide = translated(
        guides.resource_page("ar", version="2.1", resource_kind="policy", stage="plan"), english
    )
    assert isinstance(guide, ResourcePage)
    assert (guide.version, guide.resource_kind, guide.stage) == ("2.1", "policy", "plan")


def test_topics_and_authors_come_with_the_translation(english: Locale) -> None:
    topic, author = made.topic(), made.person()
    twin = translated(posts.article_page("ar", topics=[topic], authors=[author]), english)
    assert [row.topic for row in twin.page_topics.all()] == [topic]
    assert [row.person for row in twin.page_authors.all()] == [author]


def test_a_new_version_of_a_guide_reaches_its_translation(english: Locale) -> None:
    guide = guides.resource_page("ar", version="1.0")
    twin = translated(guide, english)
    twin.save_revision().publish()
    guide.version = "2.0"
    guide.reviewed_on = date(2026, 11, 20)
    guide.save_revision().publish()
    source = TranslationSource.objects.get_for_instance(guide)
    source.update_from_db()
    Translation.objects.get(source=source, target_locale=english).save_target(publish=False)
    latest = ResourcePage.objects.get(pk=twin.pk).get_latest_revision_as_object()
    assert (latest.version, latest.reviewed_on) == ("2.0", date(2026, 11, 20))


def test_evergreen_pages_are_kept_in_step_and_dated_ones_are_edited_freely() -> None:
    for model in page_types():
        mode = getattr(model, "localize_default_translation_mode", "simple")
        assert mode == ("synced" if model in SYNCED else "simple"), model


@pytest.mark.parametrize("model", [ArticlePage, ResourcePage])
def test_the_admin_makes_a_translation_in_the_mode_of_the_type(
    model: type[ContentPage], english: Locale, editing: Client
) -> None:
    page = posts.article_page("ar") if model is ArticlePage else guides.resource_page("ar")
    answer = editing.post(
        f"/admin/localize/submit/page/{page.pk}/", {"locales": [english.pk]}, follow=True
    )
    assert answer.status_code == 200
    twin = model.objects.get(locale=english, translation_key=page.translation_key)
    translation = Translation.objects.get(source__object_id=page.translation_key)
    assert not twin.live
    assert translation.enabled == (model in SYNCED)


def test_the_tree_is_whole_after_a_subtree_was_translated(site: House, english: Locale) -> None:
    section = posts.blog_index_page("ar")
    for _ in range(4):
        posts.article_page("ar", topics=[made.topic()])
    parent = made.standard_page("ar")
    made.standard_page("ar", parent=made.standard_page("ar", parent=parent))
    for top in (section, parent):
        translate_object(top, [english])
        translate_page_subtree(top.pk, [english], None, None)
    assert ArticlePage.objects.filter(locale=english).count() == 4
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_third_language_is_a_matter_of_configuration(tmp_path: Path) -> None:
    """Urdu, the language of a large community, written from right to left."""
    environment = os.environ | {
        "LANGUAGES": "ar,en,ur",
        "VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
    }
    told = subprocess.run(
        [sys.executable, "-c", THIRD_LANGUAGE],
        cwd=ROOT, env=environment, check=False, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr[-3000:]


THIRD_LANGUAGE = """
import django
django.setup()
import html5lib
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page

call_command("migrate", verbosity=0)
call_command("seed_demo", only_structure=True, verbosity=0)
assert [code for code, _name in settings.LANGUAGES] == ["ar", "en", "ur"]
for path, language, direction in (("/", "ar", "rtl"), ("/en/", "en", "ltr"), ("/ur/", "ur", "rtl"),
                                  ("/ur/blog/", "ur", "rtl"), ("/ur/people/", "ur", "rtl")):
    answer = Client().get(path)
    assert answer.status_code == 200, path
    root = html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)
    assert (root.get("lang"), root.get("dir")) == (language, direction), path
    alternates = {link.get("hreflang") for link in root.iter("link") if link.get("hreflang")}
    assert alternates == {"ar", "en", "ur", "x-default"}, alternates
    switch = [a.get("href") for a in root.iter("a") if a.get("hreflang")]
    here = path.removeprefix("/en").removeprefix("/ur")
    wanted = {here, "/en" + here, "/ur" + here}
    assert len(wanted - set(a.get("href") for a in root.iter("a"))) <= 1, (path, switch)
    assert set(switch) | {path} == wanted, (path, switch)
locations = Client().get("/sitemap.xml").content.decode()
assert "/ur/blog/" in locations
assert Page.find_problems() == ([], [], [], [], [])
"""
