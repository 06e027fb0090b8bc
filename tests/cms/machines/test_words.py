"""Every page has a title and a description of its own, written or generated."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.machines.words import DESCRIPTION_LENGTH, SHORT_DESCRIPTION, TITLE_LENGTH, words
from tests.cms.machines.head import HeadRead
from tests.factories import blog as posts
from tests.factories import cms as made

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House


def test_titles_and_descriptions_are_unique_in_a_language_and_of_a_good_length(
    heads: dict[str, HeadRead],
) -> None:
    assert len(heads) > 80
    assert any("/page/2/" in url for url in heads)
    titles: dict[tuple[str, str], list[str]] = defaultdict(list)
    descriptions: dict[tuple[str, str], list[str]] = defaultdict(list)
    for url, head in heads.items():
        description = head.meta("description")
        assert 0 < len(head.title) <= TITLE_LENGTH, (url, head.title)
        assert SHORT_DESCRIPTION <= len(description) <= DESCRIPTION_LENGTH, (url, description)
        titles[head.language, head.title].append(url)
        descriptions[head.language, description].append(url)
    assert [urls for urls in titles.values() if len(urls) > 1] == []
    assert [urls for urls in descriptions.values() if len(urls) > 1] == []


def test_networks_are_told_the_same_words(heads: dict[str, HeadRead]) -> None:
    for url, head in heads.items():
        assert head.title.startswith(head.meta("og:title")), url
        assert head.meta("og:description") == head.meta("description"), url


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_an_editor_writes_for_search_engines_is_what_they_get(
    language: str, site: House, client: Client
) -> None:
    page = posts.article_page(language, seo_title="Found: A & B", search_description="Said <so>.")
    head = HeadRead(client.get(page.get_url()))
    assert head.title.startswith("Found: A & B |")
    assert head.meta("description") == "Said <so>."
    assert head.meta("og:title") == "Found: A & B"
    made.home_page(language, seo_title="Front", search_description="The front page.")
    front = HeadRead(client.get("/" if language == "ar" else "/en/"))
    assert front.title.startswith("Front |")
    assert front.meta("description") == "The front page."


@pytest.mark.parametrize("times", [1, 40])
def test_a_description_that_an_editor_wrote_is_neither_cut_nor_lengthened(
    times: int, site: House, client: Client
) -> None:
    words = "Said. " * times
    page = posts.article_page("en", search_description=words)
    home = made.home_page("en", search_description=words)
    section = posts.blog_index_page("en")
    section.search_description = words
    section.save()
    for url in (page.get_url(), section.get_url(), home.get_url()):
        assert HeadRead(client.get(url)).meta("description") == words.strip(), url


def test_a_title_of_two_hundred_letters_is_not_cut(site: House, client: Client) -> None:
    title = ("عنوان طويل " * 20)[:200].strip()
    head = HeadRead(client.get(posts.article_page("ar", title=title).get_url()))
    assert head.title == title


@given(st.lists(st.text(min_size=1, max_size=120).filter(str.strip), min_size=1, max_size=4))
def test_generated_words_never_pass_their_lengths(parts: list[str]) -> None:
    found = words(parts, " ".join(parts) * 4, "Barza")
    assert len(found.title) <= TITLE_LENGTH
    assert len(found.description) <= DESCRIPTION_LENGTH


def test_what_tells_two_lists_apart_survives_when_names_are_long() -> None:
    name = "The name of a topic that goes on and on, far beyond the room there is in a title"
    first, second = (
        words(["Blog", name, part], "", "Barza").title for part in ("page 2", "page 3")
    )
    assert first.endswith("page 2")
    assert second.endswith("page 3")
