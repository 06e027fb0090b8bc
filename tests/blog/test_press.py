"""The press page: what a journalist finds there is whole, true and public."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import html5lib
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from PIL import Image
from wagtail.test.utils.form_data import inline_formset, rich_text

from blog.models import PressContact, PressPage, PressPicture
from blog.press_files import PRINT_SIDE, SPECS, WEB_SIDE
from cms.dates import long_day
from cms.export.run import export
from cms.models import CustomRendition, Person
from tests.cms.work.queue import queued, work
from tests.factories import blog, cms
from tests.house import LANGUAGES
from tests.journeys.editing_form import filled

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from tests.house import House

pytestmark = pytest.mark.django_db

in_both_languages = pytest.mark.parametrize("language", LANGUAGES)


def shown(client: Client, page: PressPage) -> Any:
    answer = client.get(page.get_url())
    assert answer.status_code == 200
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    document = parser.parse(answer.content.decode())
    assert parser.errors == []
    return document


def text_of(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def by_class(document: Any, name: str) -> list[Any]:
    return [node for node in document.iter() if name in (node.get("class") or "").split()]


def downloads(document: Any) -> list[Any]:
    return by_class(document, "press-picture__file")


# --- statements ----------------------------------------------------------------------------------


@in_both_languages
def test_statements_of_the_newest_columns_stand_ready_with_their_source(
    language: str, site: House, client: Client, now: datetime
) -> None:
    author = Person.objects.get(pk=cms.person().pk)
    column = blog.column_page(
        language,
        title="عنوان المقال" if language == "ar" else "The column’s title",
        published_at=now - timedelta(days=3),
        authors=[author],
        statements=_stored("الجواب نصف المشاركة.", "The answer is half."),
    )
    document = shown(client, site.section(PressPage, language))
    quotes = by_class(document, "quotable")
    assert [text_of(by_class(one, "quotable__statement")[0]) for one in quotes] == [
        "الجواب نصف المشاركة.",
        "The answer is half.",
    ]
    with translation.override(language):
        name = str(author.name)
    day = long_day((now - timedelta(days=3)).date(), language)
    for quote in quotes:
        source = text_of(by_class(quote, "quotable__source")[0])
        (button,) = by_class(quote, "quotable__copy")
        statement = text_of(by_class(quote, "quotable__statement")[0])
        for part in (name, column.title, day):
            assert part in source
            assert part in button.get("data-copy")
        assert statement in button.get("data-copy")
        assert f"http://localhost{column.get_url()}" in button.get("data-copy")
        assert button.get("hidden") is not None  # until a script can copy


def _stored(*statements: str) -> list[tuple[str, str]]:
    return [("statement", statement) for statement in statements]


def test_a_statement_of_a_draft_or_of_another_language_is_not_handed_out(
    site: House, client: Client
) -> None:
    blog.column_page("ar", live=False, statements=_stored("سر المسودة."))
    blog.column_page("en", statements=_stored("Words of the English column."))
    text = text_of(shown(client, site.section(PressPage, "ar")))
    assert "سر المسودة" not in text
    assert "Words of the English column" not in text


def test_a_column_without_statements_takes_no_place(site: House, client: Client) -> None:
    blog.column_page("ar")
    assert by_class(shown(client, site.section(PressPage, "ar")), "quotable") == []


# --- pictures ------------------------------------------------------------------------------------

ORIGINALS = {
    "small": (800, 500),
    "middle": (2400, 1500),
    "tall": (900, 2000),
    "huge": (3600, 1200),
}


@in_both_languages
@pytest.mark.parametrize("size", ORIGINALS)
def test_a_download_is_what_its_label_says(
    size: str, language: str, site: House, client: Client
) -> None:
    dimensions = ORIGINALS[size]
    picture = blog.press_picture(
        cms.picture(dimensions), title="مجلس" if language == "ar" else "Hall"
    )
    page = blog.press_page(language, pictures=[picture])
    links = downloads(shown(client, page))
    assert len(links) == 3
    for link in links:
        answer = Client().get(link.get("href"))
        data = b"".join(answer.streaming_content)
        assert answer.status_code == 200
        assert answer["Content-Type"] == link.get("type")
        assert "public" in answer["Cache-Control"]
        with Image.open(io.BytesIO(data)) as image:
            width, height, kind = *image.size, image.format
        facts = unescape(text_of(by_class(link, "press-picture__facts")[0]))
        assert f"{width} × {height}" in facts
        assert kind.lower() in facts.lower()
        assert _told_bytes(facts) == pytest.approx(len(data), rel=0.06)
        assert max(width, height) <= PRINT_SIDE
        assert link.get("download").endswith(f"-{max(width, height)}px.{_SUFFIX[kind]}")
        assert link.get("download").isascii()
    web = [text_of(by_class(link, "press-picture__facts")[0]) for link in links[:2]]
    assert all(str(min(WEB_SIDE, max(dimensions))) in facts for facts in web)


_SUFFIX = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
_UNITS = {"بايت": 1, "ك.ب": 1024, "م.ب": 1024**2, "bytes": 1, "KB": 1024, "MB": 1024**2}


def _told_bytes(facts: str) -> float:
    found = re.search(r"([\d.,٫]+)\s*([^\d\s]+)$", facts)
    assert found, facts
    number = float(found[1].replace("٫", ".").replace(",", "."))
    unit = next((size for name, size in _UNITS.items() if found[2].startswith(name)), None)
    assert unit, f"unit of {facts!r}"
    return number * unit


def test_a_picture_on_the_public_press_page_is_everyones_and_on_a_withdrawn_one_nobodys(
    site: House, client: Client
) -> None:
    page = blog.press_page("ar", pictures=[blog.press_picture()])
    links = [link.get("href") for link in downloads(shown(client, page))]
    assert [_status(link) for link in links] == [200, 200, 200]
    page.unpublish()
    assert [_status(link) for link in links] == [404, 404, 404]


def _status(address: str) -> int:
    answer = Client().get(address)
    answer.close()
    return answer.status_code


def test_a_picture_whose_file_is_gone_is_left_out(site: House, client: Client) -> None:
    lost = blog.press_picture(cms.picture((1300, 900)), title="ضائعة")
    kept = blog.press_picture(cms.picture((1300, 900)), title="باقية")
    page = blog.press_page("ar", pictures=[lost, kept])
    image = page.pictures.get(title="ضائعة").image
    image.file.storage.delete(image.file.name)
    titles = [text_of(one) for one in by_class(shown(client, page), "press-picture__title")]
    assert titles == ["باقية"]


def test_what_is_not_told_of_a_picture_comes_from_the_library(site: House, client: Client) -> None:
    image = cms.picture((1300, 900), credit="مصورة الهيئة", alt={})
    page = blog.press_page("ar", pictures=[blog.press_picture(image, title="القاعة")])
    document = shown(client, page)
    (source,) = by_class(document, "press-picture__source")
    assert "مصورة الهيئة" in text_of(source)
    (picture,) = by_class(document, "press-picture__image")
    assert picture.get("alt") == "القاعة"


def test_portraits_stand_apart_from_other_pictures(site: House, client: Client) -> None:
    rows = [
        blog.press_picture(title="منظر"),
        blog.press_picture(title="وجه", kind="portrait"),
    ]
    document = shown(client, blog.press_page("ar", pictures=rows))
    groups = by_class(document, "press-pictures")
    titles = [[text_of(t) for t in by_class(group, "press-picture__title")] for group in groups]
    assert titles == [["وجه"], ["منظر"]]


def test_all_sizes_are_cut_when_the_page_is_published(
    site: House, django_capture_on_commit_callbacks: Any
) -> None:
    page = blog.press_page("ar", pictures=[blog.press_picture(cms.picture((3200, 2000)))])
    image = page.pictures.get().image
    image.renditions.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    made = set(image.renditions.values_list("filter_spec", flat=True))
    assert made == set(SPECS)


@in_both_languages
def test_after_the_workers_task_the_first_reader_cuts_nothing(
    language: str, site: House, client: Client
) -> None:
    rows = [blog.press_picture(cms.picture(size)) for size in ((3200, 200), (900, 600))]
    page = blog.press_page(language, pictures=rows, image=cms.picture())
    with queued():
        page.save_revision().publish()
    assert not CustomRendition.objects.exists()
    work()
    made = set(CustomRendition.objects.values_list("pk", flat=True))
    assert len(downloads(shown(client, page))) == 6
    assert set(CustomRendition.objects.values_list("pk", flat=True)) == made


def test_previews_are_offered_in_the_best_format_too(site: House, client: Client) -> None:
    document = shown(client, blog.press_page("ar", pictures=[blog.press_picture()]))
    (source,) = document.iter("source")
    assert source.get("type") == "image/avif"


def test_the_number_of_queries_does_not_grow_with_the_pictures(
    site: House, client: Client, django_assert_max_num_queries: Any
) -> None:
    url = site.section(PressPage, "ar").get_url()
    counts = []
    for number in (1, 6):
        rows = [blog.press_picture(cms.picture((1300, 900))) for _ in range(number)]
        blog.press_page("ar", pictures=rows)
        client.get(url)  # makes the files
        with django_assert_max_num_queries(200) as asked:
            client.get(url)
        counts.append(len(asked))
    assert counts[1] <= counts[0]


# --- contacts, export, API, editor ---------------------------------------------------------------


@in_both_languages
def test_numbers_and_addresses_of_contacts_can_be_pressed(
    language: str, site: House, client: Client
) -> None:
    contact = PressContact(
        name="المكتب الإعلامي", phone="+971 4 000 0100", email="press@house.example"
    )
    document = shown(client, blog.press_page(language, contacts=[contact]))
    (card,) = by_class(document, "press-contact")
    links = {link.get("href"): link for link in card.iter("a")}
    assert set(links) == {"tel:+97140000100", "mailto:press@house.example"}
    assert all(link.get("dir") == "ltr" for link in links.values())
    # What is not told has no empty line.
    assert len(list(card.iter("dt"))) == 2


def test_every_size_is_in_the_export(
    site: House, now: datetime, tmp_path: Path, client: Client
) -> None:
    page = blog.press_page("ar", pictures=[blog.press_picture(cms.picture((3200, 2000)))])
    links = [link.get("href") for link in downloads(shown(client, page))]
    target = tmp_path / "site"
    export(target, now)
    for link in links:
        file = target / link.lstrip("/")
        assert file.read_bytes() == b"".join(client.get(link).streaming_content)
    assert (target / "press" / "index.html").is_file()


def test_other_programs_are_told_of_every_size(site: House, client: Client) -> None:
    page = blog.press_page("en", pictures=[blog.press_picture(title="Hall")])
    told = client.get(f"/api/v2/pages/{page.pk}/").json()
    (picture,) = told["pictures"]
    assert picture["title"] == "Hall"
    assert len(picture["downloads"]) == 3
    for file in picture["downloads"]:
        answer = client.get(urlsplit(file["url"]).path)
        assert len(b"".join(answer.streaming_content)) == file["bytes"]


def test_an_editor_fills_the_page_in_the_admin(site: House, editing: Client) -> None:
    page = site.section(PressPage, "ar")
    image = cms.picture((1600, 1000))
    data = filled(
        title=page.title,
        slug=page.slug,
        introduction=rich_text("<p>أهلاً بالصحفيين.</p>"),
        terms=rich_text("<p>مجانية للأخبار.</p>"),
        pictures=inline_formset([{"image": image.pk, "kind": "portrait", "title": "صورة رسمية"}]),
        contacts=inline_formset([{"name": "المكتب", "phone": "not a number"}]),
    )
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = editing.post(edit, data)
    assert answer.status_code == 200
    assert not PressContact.objects.exists()
    answer = editing.post(edit, {**data, "contacts-0-phone": "+971 4 000 0100"})
    assert answer.status_code == 302
    assert PressPicture.objects.get().title == "صورة رسمية"
    text = Client().get(page.get_url()).content.decode()
    for words in ("أهلاً بالصحفيين", "مجانية للأخبار", "صورة رسمية", "tel:+97140000100"):
        assert words in text


@in_both_languages
def test_there_is_one_press_page_in_each_language(language: str, site: House) -> None:
    assert not PressPage.can_create_at(site.home(language))


@in_both_languages
def test_the_foot_of_every_page_leads_to_the_press_page(
    language: str, site: House, client: Client
) -> None:
    page = site.section(PressPage, language)
    document = html5lib.parse(
        client.get(site.home(language).get_url()).content.decode(), namespaceHTMLElements=False
    )
    (foot,) = document.iter("footer")
    assert page.get_url() in [link.get("href") for link in foot.iter("a")]
