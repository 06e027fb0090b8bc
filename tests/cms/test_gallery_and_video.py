"""Galleries and films: usable by everyone, and nothing is fetched that nobody asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import html5lib
import pytest
from django.test import Client
from django.utils import translation
from wagtail.blocks import StructBlockValidationError

from cms.blocks import VideoBlock
from cms.feed_text import full_text
from tests.factories import blog as posts
from tests.factories import cms as made

if TYPE_CHECKING:
    from tests.house import House

pytestmark = pytest.mark.django_db

LANGUAGES = ("ar", "en")
TRANSCRIPT = "<p>Every word.</p>"


def page_with(language: str, *blocks: tuple[str, Any]) -> Any:
    return posts.article_page(language, body=made.body(*blocks))


def shown(page: Any) -> Any:
    """The page as a tree of elements without what is in templates."""
    html = Client().get(page.get_url()).content.decode()
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    for template in tree.iter("template"):
        template.clear()
    return tree


def of_class(tree: Any, name: str) -> list[Any]:
    return [element for element in tree.iter() if name in element.get("class", "").split()]


def video(**fields: Any) -> dict[str, Any]:
    empty = {"title": "Film", "file": None, "address": "", "captions": None, "poster": None}
    return {**empty, "transcript": TRANSCRIPT, **fields}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_picture_of_a_gallery_is_a_link_to_its_large_one(site: House, language: str) -> None:
    pictures = [
        {"image": made.picture((900, 600), alt={"ar": "نافذة", "en": "A window"}).pk,
         "caption": f"caption {number}"}
        for number in range(3)
    ]  # fmt: skip
    page = page_with(language, ("gallery", {"title": "Days", "pictures": pictures}))
    links = of_class(shown(page), "gallery__link")
    assert len(links) == 3
    alt = "نافذة" if language == "ar" else "A window"
    names = [link.get("aria-label") for link in links]
    assert len(set(names)) == 3
    assert all(name.endswith(f": {alt}") for name in names)
    for link in links:
        answer = Client().get(link.get("href"))
        answer.close()
        assert answer["Content-Type"] == "image/webp"


def test_a_picture_that_is_gone_leaves_the_rest_of_the_gallery_standing(site: House) -> None:
    images = [made.picture() for _ in range(3)]
    pictures = [{"image": image.pk, "caption": ""} for image in images]
    page = page_with("en", ("gallery", {"title": "", "pictures": pictures}))
    Path(images[1].file.path).unlink()
    links = of_class(shown(page), "gallery__link")
    assert [link.get("data-place") for link in links] == ["Picture 1 of 2", "Picture 2 of 2"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_film_elsewhere_is_a_link_that_says_where_it_leads(site: House, language: str) -> None:
    fields = video(address="https://www.video.example/w?v=1", poster=made.picture().pk)
    tree = shown(page_with(language, ("video", fields)))
    [link] = of_class(tree, "video__link")
    assert link.get("href") == "https://www.video.example/w?v=1"
    [host] = link.iter("bdi")
    assert host.text == "video.example"
    assert host.get("dir") == "ltr"
    foreign = [element for element in tree.iter() if "example" in element.get("src", "")]
    assert foreign == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_own_film_is_folded_away_and_brings_its_captions(site: House, language: str) -> None:
    film = made.document("film.mp4", b"film")
    captions = made.document("captions.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nSalam\n")
    fields = video(file=film.pk, captions=captions.pk, poster=made.picture().pk)
    tree = shown(page_with(language, ("video", fields)))
    [reveal] = of_class(tree, "video__reveal")
    assert reveal.get("open") is None
    [player] = reveal.iter("video")
    assert player.get("preload") == "none"
    assert player.get("poster") is None  # it would be fetched at once
    assert player.get("autoplay") is None
    [track] = player.iter("track")
    assert (track.get("kind"), track.get("srclang")) == ("captions", language)
    answer = Client().get(track.get("src"))
    assert b"".join(answer).startswith(b"WEBVTT")


def test_captions_of_another_kind_are_refused(site: House) -> None:
    block = VideoBlock()
    film, text = made.document("film.mp4"), made.document("captions.txt")
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python(video(file=film.pk, captions=text.pk)))
    assert "captions" in refused.value.block_errors


def test_films_stored_before_there_were_captions_are_shown(site: House) -> None:
    fields = video(file=made.document("film.mp4").pk)
    del fields["captions"]
    tree = shown(page_with("ar", ("video", fields)))
    assert len(of_class(tree, "video__player")) == 1
    assert list(tree.iter("track")) == []


def test_feeds_have_the_pictures_and_words_but_none_of_the_buttons(site: House) -> None:
    pictures = [{"image": made.picture().pk, "caption": "Day one"}] * 2
    page = page_with(
        "en",
        ("gallery", {"title": "Days", "pictures": pictures}),
        ("video", video(file=made.document("film.mp4").pk)),
    )
    with translation.override("en"):
        text = full_text([page.pk])[page.pk]
    assert text.count("<img") == 2
    assert "Every word." in text
    for word in ("Previous picture", "Close", "<template", "<script", "<dialog"):
        assert word not in text
