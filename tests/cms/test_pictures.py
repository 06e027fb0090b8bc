"""A picture is shown in the best format and size that a browser takes, and once only at once."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import html5lib
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.images import ImageFile
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from PIL import Image

from cms.catalogue import teaser_of
from cms.export.render import files_used
from cms.models import CustomImage, CustomRendition
from cms.pictures import CUTS, Purpose, picture_of, specs
from cms.teaser import Picture
from tests.factories import blog as posts
from tests.factories import cms as made

if TYPE_CHECKING:
    from tests.house import House

pytestmark = pytest.mark.django_db

LARGE = (1600, 1000)
LANGUAGES = ("ar", "en")
#: Pages of readers whose pictures do not come from the library, or are not shown by
#: the site: in mails, in the admin, or before anything public shows them.
OWN_PICTURES = (
    "components/picture/",
    "mfa/",
    "newsletter/compose/",
    "newsletter/email/",
    "newsletter/items/",
    "uploads/",
    "wagtailadmin/",
)


def candidates(srcset: str) -> list[tuple[str, int]]:
    pairs = [part.split() for part in srcset.split(", ")]
    return [(url, int(width.removesuffix("w"))) for url, width in pairs]


def elements(html: str, name: str) -> list[Any]:
    """Those in the document itself: what a `<template>` holds is not shown."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    kept = {id(inner) for outer in tree.iter("template") for inner in outer.iter()}
    return [element for element in tree.iter(name) if id(element) not in kept]


@pytest.fixture(autouse=True)
def no_cache() -> None:
    """Wagtail remembers renditions by the number of their picture."""
    cache.clear()


@pytest.mark.parametrize("purpose", Purpose)
def test_every_purpose_has_avif_first_and_webp_for_the_rest(purpose: Purpose) -> None:
    found = picture_of(made.picture(LARGE), purpose)
    assert found is not None
    [(kind, srcset)] = found.sources
    assert kind == "image/avif"
    avif, webp = candidates(srcset), candidates(found.srcset)
    assert [width for _url, width in avif] == sorted({width for _url, width in avif})
    assert len(avif) == len(CUTS[purpose].avif)
    assert all(url.endswith(".avif") for url, _width in avif)
    assert all(url.endswith(".webp") for url, _width in webp)
    assert (found.src, found.width) == webp[-1]


@pytest.mark.parametrize("purpose", Purpose)
def test_what_the_files_hold_is_what_their_address_says(purpose: Purpose) -> None:
    image = made.picture(LARGE)
    for spec, rendition in image.get_renditions(*specs(purpose)).items():
        with rendition.file.open() as file, Image.open(file) as stored:
            assert stored.format == ("AVIF" if "avif" in spec else "WEBP")
            assert stored.size == (rendition.width, rendition.height)


def test_a_small_original_is_offered_once_and_not_blown_up() -> None:
    found = picture_of(made.picture((300, 200)), Purpose.BODY)
    assert found is not None
    assert [width for _url, width in candidates(found.sources[0][1])] == [300]
    assert (found.width, found.height) == (300, 200)


def test_what_can_be_seen_through_stays_so_in_avif() -> None:
    data = io.BytesIO()
    Image.new("RGBA", (400, 400), (200, 160, 60, 0)).quantize().save(data, "PNG", transparency=0)
    file = ImageFile(io.BytesIO(data.getvalue()), name="logo.png")
    image = CustomImage.objects.create(title="logo", file=file)
    for spec in specs(Purpose.LOGO):
        with image.get_rendition(spec).file.open() as file, Image.open(file) as stored:
            assert stored.convert("RGBA").getpixel((10, 10))[3] == 0, spec


@pytest.mark.parametrize("letters", [1, 20, 70])
def test_a_rendition_is_named_after_its_picture_however_long_the_name_or_the_operations(
    letters: int,
) -> None:
    spec = "max-1200x1200|bgcolor-ffffff|format-jpeg|jpegquality-85"
    pictures = [made.picture(LARGE, "s" * letters) for _ in "12"]
    names = [Path(image.get_rendition(spec).file.name).name for image in pictures]
    assert len(set(names)) == 2
    for image, name in zip(pictures, names, strict=True):
        assert name.startswith(Path(image.file.name).stem[:36] + ".")
        assert name.endswith(".jpg")
        assert len(name) <= 60


def test_the_text_of_a_picture_is_in_the_language_of_the_page() -> None:
    image = made.picture(alt={"ar": "نافذة", "en": "A window"})
    image.refresh_from_db()
    for language, text in (("ar", "نافذة"), ("en", "A window")):
        with translation.override(language):
            found = picture_of(image, Purpose.BODY)
            assert found is not None
            assert found.alt == text


@pytest.mark.parametrize("purpose", Purpose)
def test_a_missing_or_broken_original_gives_no_picture_and_no_error(purpose: Purpose) -> None:
    assert picture_of(None, purpose) is None
    missing, broken = made.picture(), made.picture()
    Path(missing.file.path).unlink()
    Path(broken.file.path).write_bytes(b"no picture")
    assert picture_of(missing, purpose) is None
    assert picture_of(broken, purpose) is None


def test_two_who_cut_the_same_picture_at_once_show_files_that_are_served(
    site: House, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = CustomImage.objects.get(pk=made.picture(LARGE).pk)
    posts.article_page("ar", image=image)
    place, others = CustomRendition.get_upload_to, []

    def as_another_is_quicker(rendition: CustomRendition, name: str) -> str:
        if not others:
            others.append(None)  # the other one asks for a place too
            others[0] = picture_of(CustomImage.objects.get(pk=image.pk), Purpose.LEAD)
        return str(place(rendition, name))

    monkeypatch.setattr(CustomRendition, "get_upload_to", as_another_is_quicker)
    found = picture_of(image, Purpose.LEAD)
    assert found is not None
    assert found == others[0]
    for url, _width in [*candidates(found.srcset), *candidates(found.sources[0][1])]:
        answer = client.get(url)
        answer.close()
        assert answer.status_code == 200
    folder = Path(settings.MEDIA_ROOT) / "images"
    files = list(folder.glob(f"{Path(image.file.name).stem}.*"))
    assert len(files) == image.renditions.count()


def test_who_comes_from_a_card_has_the_picture_of_the_page_already() -> None:
    image = made.picture(LARGE)
    card, lead = (picture_of(image, one) for one in (Purpose.CARD, Purpose.LEAD))
    assert card is not None
    assert lead is not None
    shared = set(candidates(card.sources[0][1])) & set(candidates(lead.sources[0][1]))
    assert {width for _url, width in shared} == {800}


def drawn(**context: Any) -> str:
    example = Picture("/a.webp", "/a.webp 800w", 800, 500, "نافذة", (("image/avif", "/a.avif 8w"),))
    return render_to_string("components/picture/picture.html", {"picture": example, **context})


def test_the_component_has_all_that_a_browser_needs_to_choose_and_to_keep_the_place() -> None:
    html = drawn(sizes="50vw", **{"class": "card__image"})
    [source], [img] = elements(html, "source"), elements(html, "img")
    assert source.attrib == {"type": "image/avif", "srcset": "/a.avif 8w", "sizes": "50vw"}
    assert img.attrib == {
        "class": "card__image", "src": "/a.webp", "srcset": "/a.webp 800w", "sizes": "50vw",
        "width": "800", "height": "500", "alt": "نافذة", "loading": "lazy", "decoding": "async",
    }  # fmt: skip


def test_the_one_picture_that_readers_meet_first_does_not_wait() -> None:
    [img] = elements(drawn(loading="eager"), "img")
    assert "loading" not in img.attrib
    assert img.attrib["fetchpriority"] == "high"


def test_a_picture_beside_its_name_is_not_read_out_twice() -> None:
    [img] = elements(drawn(decorative=True), "img")
    assert img.attrib["alt"] == ""


def test_nothing_is_drawn_where_there_is_no_picture() -> None:
    assert drawn(picture=None).strip() == ""


@pytest.fixture
def pages(site: House) -> list[str]:
    """Addresses of a home page, a list, an article, a person and an entity, all with pictures."""
    person = made.person(portrait=made.picture((400, 400)))
    entity = made.entity(logo=made.picture((400, 400)))
    more = {"authors": [person], "entity": entity}
    urls = []
    for language in LANGUAGES:
        column = posts.column_page(language, image=made.picture(LARGE), **more)
        articles = [
            posts.article_page(language, image=made.picture(LARGE), **more) for _ in range(3)
        ]
        start = "" if language == "ar" else "/en"
        urls += [
            f"{start}/", f"{start}/blog/", f"{start}{person.url}", f"{start}{entity.url}",
            column.get_url(), articles[0].get_url(),
        ]  # fmt: skip
    return urls


def test_exactly_one_picture_of_a_page_is_fetched_first_and_all_keep_their_place(
    pages: list[str], client: Client
) -> None:
    for url in pages:
        images = elements(client.get(url).content.decode(), "img")
        first = [img for img in images if img.attrib.get("fetchpriority") == "high"]
        assert len(first) == 1, url
        for img in images:
            assert img.attrib["width"], url
            assert img.attrib["height"], url
            assert "alt" in img.attrib, url
            assert img in first or img.attrib["loading"] == "lazy", url
        assert all(source.attrib["sizes"] for source in elements(_html(client, url), "source"))


def _html(client: Client, url: str) -> str:
    return str(client.get(url).content.decode())


def test_the_export_takes_every_format_along(pages: list[str], client: Client) -> None:
    for url in pages:
        html = _html(client, url)
        used = files_used(html)
        sets = [element.attrib["srcset"] for element in elements(html, "source")]
        assert sets
        assert {file for one in sets for file, _width in candidates(one)} <= used


def test_a_picture_is_read_in_any_format_only_while_a_page_shows_it(site: House) -> None:
    shown, hidden = made.picture(LARGE), made.picture(LARGE)
    posts.article_page("ar", image=shown)
    posts.article_page("ar", image=hidden, live=False)
    for image, status in ((shown, 200), (hidden, 404)):
        found = picture_of(image, Purpose.LEAD)
        assert found is not None
        for url, _width in candidates(found.sources[0][1]):
            answer = Client().get(url)
            answer.close()
            assert answer.status_code == status
            assert status == 404 or answer["Content-Type"] == "image/avif"


def test_templates_leave_pictures_of_the_library_to_the_one_component() -> None:
    root = Path(settings.BASE_DIR) / "templates"
    by_hand = re.compile(r"<img\b|\{%\s*(?:image|picture_tag|srcset_image)\s")
    found = [
        str(file.relative_to(root))
        for file in root.rglob("*.html")
        if not str(file.relative_to(root)).startswith(OWN_PICTURES)
        and by_hand.search(file.read_text(encoding="utf-8"))
    ]
    assert found == []


def queries(client: Client, url: str) -> int:
    client.get(url)
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_five_portraits_and_logos_cost_what_one_costs(site: House, client: Client) -> None:
    def add(count: int) -> None:
        for _ in range(count):
            made.person(portrait=made.picture())
            made.entity(logo=made.picture())

    add(1)
    one = [queries(client, url) for url in ("/people/", "/entities/")]
    add(4)
    assert [queries(client, url) for url in ("/people/", "/entities/")] == one


def test_a_gallery_of_six_costs_what_a_gallery_of_two_costs(site: House, client: Client) -> None:
    def gallery(count: int) -> str:
        pictures = [{"image": made.picture().pk, "caption": ""} for _ in range(count)]
        body = made.body(("gallery", {"title": "", "pictures": pictures}))
        return str(posts.article_page("ar", body=body).get_url())

    two, six = gallery(2), gallery(6)
    assert queries(client, six) == queries(client, two)


def test_a_teaser_has_the_card_in_both_formats(site: House) -> None:
    page = posts.article_page("en", image=made.picture(LARGE))
    image = teaser_of(page).image
    assert image is not None
    assert image.sources[0][0] == "image/avif"
    assert [width for _url, width in candidates(image.srcset)] == [400, 800]


def test_the_scripts_of_readers_weigh_less_than_ten_kilobytes_together() -> None:
    folder = Path(settings.BASE_DIR) / "static" / "js"
    weights = {file.name: file.stat().st_size for file in folder.glob("*.js")}
    assert {"site.js", "gallery.js", "video.js"} <= set(weights)
    assert sum(weights.values()) < 10 * 1024, weights
