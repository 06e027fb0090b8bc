"""Every block of a body is whole: icon, words for editors, template, previews in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import html5lib
import pytest
from django.conf import settings
from django.template.loader import get_template
from django.utils import translation
from django.utils.functional import Promise
from wagtail.blocks import Block

from cms.blocks import BodyBlock
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.house import LANGUAGES

if TYPE_CHECKING:
    from tests.house import House

BLOCKS: dict[str, Any] = BodyBlock().child_blocks

every_block = pytest.mark.parametrize("name", BLOCKS)
in_both_languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def library(site: House) -> None:
    """A picture, a file and pages, for blocks that show one."""
    made.picture()
    made.document()
    for language in LANGUAGES:
        posts.article_page(language)


@every_block
def test_a_block_has_an_icon_of_its_own_choice(name: str) -> None:
    assert BLOCKS[name].meta.icon != Block._meta_class.icon


@every_block
def test_a_block_tells_editors_what_it_is_in_their_language(name: str) -> None:
    meta = BLOCKS[name].meta
    for words in (meta.label, meta.description, meta.group):
        assert isinstance(words, Promise), "not marked for translation"
        assert str(words).strip()


@every_block
def test_a_block_has_a_template_of_its_name(name: str) -> None:
    assert BLOCKS[name].meta.template == f"blocks/{name}.html"
    origin = get_template(f"blocks/{name}.html").origin
    assert origin.name.startswith(str(settings.BASE_DIR / "templates"))


@every_block
@in_both_languages
def test_a_preview_is_a_value_the_block_accepts(name: str, language: str, library: None) -> None:
    block = BLOCKS[name]
    assert block.is_previewable
    assert set(block.previews) == set(LANGUAGES)
    with translation.override(language):
        value = block.preview_in(language)
        stored = block.get_prep_value(block.clean(value))
        assert block.get_prep_value(block.to_python(stored)) == stored


@every_block
@in_both_languages
def test_a_preview_renders_to_sound_html(name: str, language: str, library: None) -> None:
    block = BLOCKS[name]
    with translation.override(language):
        html = str(block.bind(block.preview_in(language)).render())
    assert html.strip()
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parseFragment(html)
    assert parser.errors == []
    assert " style=" not in html
    assert "<script" not in html


@every_block
def test_previews_differ_between_the_languages_where_they_have_words(name: str) -> None:
    previews = BLOCKS[name].previews
    if previews["ar"]:
        assert previews["ar"] != previews["en"]


@every_block
def test_the_block_picker_shows_both_languages(name: str, library: None) -> None:
    block = BLOCKS[name]
    context = block.get_preview_context(block.get_preview_value())
    assert [row["language"] for row in context["previews"]] == list(LANGUAGES)
    assert [row["direction"] for row in context["previews"]] == ["rtl", "ltr"]
