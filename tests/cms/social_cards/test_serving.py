"""Sharing pictures are handed out for what readers may see, and for nothing else."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.core.files.storage import default_storage
from PIL import Image
from wagtail.models import PageViewRestriction, Site

from cms.export.run import export
from cms.models import Person, SiteIdentity
from cms.social_cards import store
from cms.social_cards.subjects import card_of as found_card
from cms.social_cards.subjects import card_of_thing
from tests.cms.machines.head import HeadRead
from tests.factories import blog as posts
from tests.factories import cms as made

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from django.test import Client

    from cms.models import ContentPage
    from tests.house import House


def card_of(client: Client, url: str) -> str:
    """The site-relative address of the picture that the page tells networks of."""
    address = HeadRead(client.get(url)).meta("og:image")
    assert address.startswith("http")
    return urlsplit(address).path


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_kind_of_page_has_a_picture(language: str, site: House, client: Client) -> None:
    prefix = "" if language == "ar" else "/en"
    things = [made.person(), made.entity(), made.topic()]
    urls = [
        "/", "/blog/", "/people/", "/feeds/", *(thing.url for thing in things),
    ]  # fmt: skip
    found = {card_of(client, f"{prefix}{url}") for url in urls}
    found.add(card_of(client, posts.story_page(language).get_url()))
    assert len(found) == 6, "the home page, people and feeds share the site's own"
    for address in found:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer["Content-Type"] == "image/png"
        assert "immutable" in answer["Cache-Control"]
        with Image.open(io.BytesIO(answer.content)) as image:
            assert image.size == (1200, 630)
    head = HeadRead(client.get(f"{prefix}/"))
    assert (head.meta("og:image:width"), head.meta("og:image:height")) == ("1200", "630")
    assert head.meta("og:image:alt")
    assert head.meta("twitter:card") == "summary_large_image"


def hide(page: ContentPage, way: str, now: datetime) -> None:
    match way:
        case "withdrawn":
            page.unpublish()
        case "expired":
            type(page)._default_manager.filter(pk=page.pk).update(
                expire_at=now - timedelta(hours=1)
            )
        case "private":
            PageViewRestriction.objects.create(page=page, restriction_type="login")
        case "deleted":
            page.delete()


@pytest.mark.parametrize("way", ["withdrawn", "expired", "private", "deleted"])
def test_a_picture_goes_with_its_page(way: str, site: House, client: Client, now: datetime) -> None:
    page = posts.article_page("ar")
    address = card_of(client, page.get_url())
    assert client.get(address).status_code == 200
    hide(page, way, now)
    assert client.get(address).status_code == 404


def test_a_draft_has_no_picture_under_any_address(site: House, client: Client) -> None:
    draft = posts.article_page("ar", live=False)
    for digest in ("0" * 16, "none"):
        assert client.get(f"/cards/page-{draft.pk}/{digest}.png").status_code == 404


def test_a_corrected_title_has_a_new_picture_and_the_old_address_leads_to_it(
    site: House, client: Client
) -> None:
    page = posts.article_page("en", title="Teh old title")
    old = card_of(client, page.get_url())
    before = client.get(old).content
    page.title = "The new title"
    page.save()
    new = card_of(client, page.get_url())
    assert new != old
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (302, new)
    assert client.get(new).content != before
    kept = default_storage.listdir(f"{store.FOLDER}/page-{page.pk}")[1]
    assert [f"{name}" for name in kept] == [new.rsplit("/", 1)[1]], "the old one is kept no longer"


def test_a_changed_draft_of_a_public_page_changes_no_picture(site: House, client: Client) -> None:
    page = posts.article_page("ar", title="العنوان المنشور")
    address = card_of(client, page.get_url())
    page.title = "عنوان المسودة"
    page.save_revision()
    assert client.get(address).status_code == 200
    assert card_of(client, page.get_url()) == address


def test_a_picture_is_drawn_once(
    site: House, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = card_of(client, posts.article_page("ar").get_url())
    first = client.get(address).content
    drawn: list[object] = []
    monkeypatch.setattr(store, "draw", drawn.append)
    assert client.get(address).content == first
    assert drawn == []


def test_a_picture_of_which_only_a_part_was_written_is_drawn_again(
    site: House, client: Client
) -> None:
    address = card_of(client, posts.article_page("ar").get_url())
    whole = client.get(address).content
    name = f"{store.FOLDER}/{address.removeprefix('/cards/')}"
    for part in (b"", whole[:1000]):
        with default_storage.open(name, "wb") as file:
            file.write(part)
        assert client.get(address).content == whole
        with default_storage.open(name) as file:
            assert file.read() == whole


def test_the_words_for_a_site_without_a_tagline_name_it_once(site: House, client: Client) -> None:
    identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    identity.name, identity.tagline = {"en": "The house"}, {"en": ""}
    identity.save()
    assert HeadRead(client.get("/en/")).meta("og:image:alt") == "The house"


@pytest.mark.parametrize(
    "address",
    [
        "/cards/page-0/0000000000000000.png",
        "/cards/page-999999999999999999/0000000000000000.png",
        "/cards/site-fr/0000000000000000.png",
        "/cards/person-ar-nobody/0000000000000000.png",
        "/cards/person-fr-nobody/0000000000000000.png",
        "/cards/../settings/0000000000000000.png",
        "/cards/user-1/0000000000000000.png",
        "/cards/page-1/",
        "/media/cards/page-1/0000000000000000.png",
    ],
)
def test_what_is_no_subject_is_missing(address: str, site: House, client: Client) -> None:
    assert client.get(address).status_code == 404


def test_the_exported_site_has_the_pictures_its_pages_name(
    site: House, client: Client, now: datetime, tmp_path: Path
) -> None:
    page = posts.article_page("ar")
    withdrawn = posts.article_page("ar")
    gone = card_of(client, withdrawn.get_url())
    withdrawn.unpublish()
    export(tmp_path / "site", now)
    address = card_of(client, page.get_url())
    assert (tmp_path / "site" / address.lstrip("/")).read_bytes() == client.get(address).content
    assert not (tmp_path / "site" / gone.lstrip("/")).exists()
    for folder in ("cards/site-ar", "cards/site-en"):
        assert list((tmp_path / "site" / folder).glob("*.png"))
    assert (tmp_path / "site/en/manifest.webmanifest").is_file()


def test_a_picture_has_one_address_however_its_number_is_written(
    site: House, client: Client
) -> None:
    page = posts.article_page("ar")
    digest = card_of(client, page.get_url()).rsplit("/", 1)[1]
    eastern = "".join(chr(0x0660 + int(digit)) for digit in str(page.pk))
    for number in (f"0{page.pk}", f"000000{page.pk}", eastern):
        assert client.get(f"/cards/page-{number}/{digest}").status_code == 404
        assert not default_storage.exists(f"{store.FOLDER}/page-{number}")


def test_a_language_may_have_a_dash_in_its_code(site: House, now: datetime) -> None:
    names = {code: (f"Barza {code}", "") for code in ("ar", "zh", "zh-hans")}
    person = Person.objects.get(pk=made.person().pk)
    for code in names:
        subject, card = card_of_thing(person, code, f"Barza {code}")
        assert found_card(subject, names, now) == card
