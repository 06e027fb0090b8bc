"""The worker cuts a page's pictures when it is published; its first reader waits for none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.test import Client

from cms.cutting import cut_pictures
from cms.models import CustomRendition
from cms.work.models import Trouble
from tests.cms.work.queue import queued, work
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import toolkit as guides
from tests.house import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from cms.models import BodyPage, CustomImage
    from tests.house import House

pytestmark = pytest.mark.django_db

KINDS = (
    made.standard_page, posts.article_page, posts.column_page, posts.news_page, posts.story_page,
    guides.resource_page,
)  # fmt: skip


def text() -> str:
    gallery = [{"image": made.picture().pk, "caption": ""} for _ in range(3)]
    film = {
        "title": "film",
        "address": "https://video.example/film",
        "poster": made.picture().pk,
        "transcript": "<p>words</p>",
    }
    return made.body(
        ("picture", {"image": made.picture().pk, "caption": "", "credit": ""}),
        ("gallery", {"title": "", "pictures": gallery}),
        ("video", film),
    )


def draft(make: Callable[..., BodyPage], language: str) -> BodyPage:
    entity = made.entity(logo=made.picture())
    authors = [made.person(portrait=made.picture(), entity=entity) for _ in range(2)]
    return make(
        language, live=False, image=made.picture(), body=text(), entity=entity, authors=authors
    )


def publish(page: BodyPage) -> None:
    with queued():
        page.save_revision().publish()


def cut() -> set[tuple[int, str]]:
    return set(CustomRendition.objects.values_list("image", "filter_spec"))


def read(*addresses: str) -> None:
    cache.clear()
    for address in addresses:
        assert Client().get(address).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", KINDS)
def test_the_first_reader_of_a_page_and_of_its_list_cuts_nothing(
    make: Callable[..., BodyPage], language: str, site: House
) -> None:
    page = draft(make, language)
    publish(page)
    assert cut() == set(), "publishing itself waits for no picture"
    work()
    there = cut()
    assert len({image for image, _spec in there}) >= 6
    read(page.get_url(), page.get_parent().get_url(), site.home(language).get_url())
    assert cut() == there
    assert not Trouble.objects.exists()


def test_a_worker_that_stopped_half_way_goes_on_and_cuts_nothing_twice(site: House) -> None:
    page = draft(posts.article_page, "ar")
    publish(page)
    work()
    whole = dict(CustomRendition.objects.values_list("pk", "file"))
    kept = sorted(whole)[::2]
    CustomRendition.objects.exclude(pk__in=kept).delete()
    cache.clear()
    for _time in range(2):
        cut_pictures.func(page.pk)
        rows = dict(CustomRendition.objects.values_list("pk", "file"))
        assert len(rows) == len(whole)
        assert {pk: rows[pk] for pk in kept} == {pk: whole[pk] for pk in kept}


def test_a_page_cuts_what_the_worker_has_not_come_to(site: House) -> None:
    page = draft(posts.article_page, "en")
    publish(page)
    read(page.get_url())
    by_the_reader = cut()
    assert by_the_reader
    work()
    assert by_the_reader <= cut()


def lost(image: CustomImage) -> None:
    image.file.storage.delete(image.file.name)


def broken(image: CustomImage) -> None:
    with image.file.storage.open(image.file.name, "wb") as file:
        file.write(b"no picture")


@pytest.mark.parametrize("spoil", [lost, broken])
def test_a_picture_that_cannot_be_read_keeps_no_other_from_being_cut(
    spoil: Callable[[CustomImage], Any], site: House
) -> None:
    page = draft(posts.article_page, "ar")
    spoil(page.image)
    publish(page)
    work()
    assert page.image.pk not in {image for image, _spec in cut()}
    assert len({image for image, _spec in cut()}) >= 6
    assert not Trouble.objects.exists()


@pytest.mark.parametrize("way", ["withdrawn", "deleted"])
def test_what_is_gone_before_the_worker_comes_is_not_cut(way: str, site: House) -> None:
    page = draft(posts.article_page, "ar")
    publish(page)
    page.refresh_from_db()
    page.unpublish() if way == "withdrawn" else page.delete()
    work()
    assert cut() == set()
    assert not Trouble.objects.exists()
