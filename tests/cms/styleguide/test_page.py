"""The pattern page: every component and block in the language of its address, for developers."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import html5lib
import pytest

from cms.blocks import BodyBlock
from cms.styleguide import examples
from cms.styleguide.examples import component
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.house import LANGUAGES
from tests.reading import head_links, page

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from tests.house import House

ADDRESSES = {"ar": "/styleguide/", "en": "/en/styleguide/"}
OTHER = {"ar": "en", "en": "ar"}
in_both_languages = pytest.mark.parametrize("language", LANGUAGES)


def sound(answer: HttpResponse) -> str:
    html = answer.content.decode()
    html5lib.HTMLParser(strict=True).parse(html)
    ids = Counter(node.get("id") for node in page(answer).iter() if node.get("id"))
    assert [one for one, count in ids.items() if count > 1] == []
    return html


@pytest.fixture
def library(open_house: None) -> None:
    """A picture, a file and pages, for blocks that show one."""
    made.picture()
    made.document()
    for language in LANGUAGES:
        posts.article_page(language)


@pytest.mark.parametrize("path", ["", "card/", "block-quote/"])
@in_both_languages
def test_readers_find_no_pattern_page(
    site: House, client: Client, language: str, path: str
) -> None:
    assert client.get(ADDRESSES[language] + path).status_code == 404


@in_both_languages
def test_every_example_of_every_component_is_on_the_page(
    open_house: None, client: Client, language: str
) -> None:
    answer = client.get(ADDRESSES[language])
    assert answer.status_code == 200
    html = sound(answer)
    assert re.search(r'\s(?:href|src)=""', html) is None, "a picture or file stands in"
    shown = Counter(re.findall(r'data-example="([\w-]+)"', html))
    wanted = {
        f"{one.name}-{number}"
        for one in examples.components()
        for number in range(1, len(one.examples) + 1)
    } | {f"block-{name}-1" for name in BodyBlock().child_blocks}
    assert shown == Counter(wanted)
    document = page(answer)
    for one in examples.components():
        for number, example in enumerate(one.examples, 1):
            (words,) = document.findall(f".//p[@id='{one.name}-{number}']")
            assert words.text == example.names[language]


@in_both_languages
def test_every_block_draws_its_own_preview(library: None, client: Client, language: str) -> None:
    for name in BodyBlock().child_blocks:
        answer = client.get(f"{ADDRESSES[language]}block-{name}/")
        assert answer.status_code == 200
        html = sound(answer)
        assert "pattern-card__nothing" not in html
        assert re.search(r'\s(?:href|src)=""', html) is None
        assert f"templates/blocks/{name}.html" in html


@in_both_languages
def test_the_page_knows_its_language_and_leads_to_the_other(
    open_house: None, client: Client, language: str
) -> None:
    answer = client.get(ADDRESSES[language])
    document = page(answer)
    assert document.get("lang") == language
    assert document.get("dir") == ("rtl" if language == "ar" else "ltr")
    alternates = {
        link["hreflang"]: link["href"]
        for link in head_links(answer, "alternate")
        if "hreflang" in link
    }
    other = OTHER[language]
    assert alternates[other].endswith(ADDRESSES[other])
    robots = [node.get("content") for node in document.iter("meta") if node.get("name") == "robots"]
    assert robots == ["noindex"]


@in_both_languages
def test_a_component_has_a_page_of_its_own_with_the_line_to_copy(
    open_house: None, client: Client, language: str
) -> None:
    answer = client.get(f"{ADDRESSES[language]}pagination/")
    sound(answer)
    document = page(answer)
    lines = [node.text for node in document.iter("code")]
    assert '{% include "components/pagination/pagination.html" with pages=pages %}' in lines
    assert "templates/components/pagination/pagination.toml" in lines
    assert answer.content.decode().count("data-example=") == len(component("pagination").examples)


def test_an_unknown_component_is_not_found(open_house: None, client: Client) -> None:
    assert client.get("/styleguide/no-such-thing/").status_code == 404
    assert client.get("/styleguide/block-no-such-thing/").status_code == 404


def test_the_contents_list_leads_to_every_part(open_house: None, client: Client) -> None:
    document = page(client.get("/en/styleguide/"))
    ids = {node.get("id") for node in document.iter()}
    (contents,) = (
        node for node in document.iter("nav") if node.get("class") == "styleguide__contents"
    )
    anchors = [node.get("href") for node in contents.iter("a")]
    assert {anchor.removeprefix("#") for anchor in anchors} <= ids
    assert len(anchors) > len(examples.names()) + len(BodyBlock().child_blocks)
