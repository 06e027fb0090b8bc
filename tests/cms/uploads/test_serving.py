"""What a browser is told about uploaded files, and who gets them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from django.conf import settings
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.users.models import UserProfile

from cms.content_policy import UPLOADS_POLICY
from tests.factories import cms as factory

from .good import documents, pdf

if TYPE_CHECKING:
    from django.test import Client

    from cms.models import CustomDocument, CustomImage

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden() -> Collection:
    collection = Collection.get_first_root_node().add_child(name="not yet")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    return collection


def original(picture: CustomImage) -> str:
    return f"{settings.MEDIA_URL}{picture.file.name}"


@pytest.mark.parametrize("name", ["خطة المشاركة 2026.pdf", "plain.pdf", 'a"b;c.pdf', "notes.txt"])
def test_every_document_is_a_download_that_can_do_nothing(editing: Client, name: str) -> None:
    data = pdf() if name.endswith("pdf") else documents()["رسالة.txt"]
    document = factory.document(name, data)
    answer = editing.get(document.url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == data
    disposition = answer["Content-Disposition"]
    assert disposition.startswith('attachment; filename="')
    assert disposition.isascii()
    assert disposition.endswith(f"filename*=UTF-8''{quote(document.filename, safe='')}")
    assert disposition.count('"') == 2
    assert answer["Content-Security-Policy"] == UPLOADS_POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_document_of_a_hidden_collection_is_read_by_those_who_may(
    client: Client, hidden: Collection, editing: Client
) -> None:
    document = factory.document(collection=hidden)
    client.logout()
    answer = client.get(document.url)
    assert answer.status_code == 302
    assert "Content-Disposition" not in answer


def test_the_folder_of_documents_has_no_door_of_its_own(client: Client, editing: Client) -> None:
    document: CustomDocument = factory.document("plan.pdf", pdf())
    assert Path(settings.MEDIA_ROOT, document.file.name).exists()
    for before in ("", "x/../", "images/../"):
        path = before + document.file.name
        assert client.get(settings.MEDIA_URL + path).status_code == 404


def test_pictures_come_as_pictures(editing: Client) -> None:
    picture = factory.picture()
    rendition = picture.get_rendition("fill-40x40|format-webp")
    for address, kind in ((original(picture), "image/png"), (rendition.url, "image/webp")):
        answer = editing.get(address)
        assert answer.status_code == 200
        assert answer["Content-Type"] == kind
        assert answer["Content-Security-Policy"] == UPLOADS_POLICY
        assert answer["X-Content-Type-Options"] == "nosniff"
        answer.close()


def test_pictures_of_a_hidden_collection_are_seen_by_those_who_may(
    client: Client, hidden: Collection, editor: object
) -> None:
    picture = factory.picture(collection=hidden)
    addresses = [original(picture), picture.get_rendition("width-40").url]
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    client.force_login(editor)  # type: ignore[arg-type]  # the fixture is a user
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        answer.close()


def test_a_worker_s_portrait_is_for_those_who_work_here(client: Client, editor: object) -> None:
    profile = UserProfile.get_for_user(editor)
    folder = Path(settings.MEDIA_ROOT, "avatar_images")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a.png").write_bytes(b"\x89PNG")
    address = f"{settings.MEDIA_URL}avatar_images/a.png"
    assert client.get(address).status_code == 404
    client.force_login(profile.user)
    answer = client.get(address)
    assert answer.status_code == 200
    answer.close()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "images/",
        "../barza.sqlite3",
        "images/../../barza.sqlite3",
        "images/..%2f..%2fbarza.sqlite3",
        "%2e%2e/%2e%2e/etc/passwd",
        "images//etc/passwd.png",
        "original_images/none.png",
        "images/a.svg",
        "images/a.html",
        "images/a.png/b.png",
        "uploaded_files/a.png",
        "images/\0.png",
    ],
)
def test_nothing_else_is_served(editing: Client, path: str) -> None:
    assert editing.get(settings.MEDIA_URL + quote(path, safe="/%")).status_code == 404


@pytest.mark.parametrize("content", [None, b"", b"no picture", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_a_missing_or_broken_original_makes_no_screen_fail(
    editing: Client, content: bytes | None
) -> None:
    picture = factory.picture(title="صورة مكسورة")
    file = Path(picture.file.path)
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    for name, arguments in (
        ("wagtailimages:index", []),
        ("wagtailimages:edit", [picture.pk]),
        ("wagtailimages:delete", [picture.pk]),
        ("wagtailimages:image_usage", [picture.pk]),
        ("wagtailimages_chooser:choose", []),
        ("wagtailimages_chooser:chosen", [picture.pk]),
        ("wagtailimages_chooser:select_format", [picture.pk]),
    ):
        answer = editing.get(reverse(name, args=arguments))
        assert answer.status_code == 200, name
    preview = reverse("wagtailimages:preview", args=[picture.pk, "width-40"])
    assert editing.get(preview).status_code == 404
    assert editing.get("/api/v2/images/").status_code in {200, 404}
