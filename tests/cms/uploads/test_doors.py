"""No file that anyone sends makes the admin fail, and honest ones come in by every door."""

from __future__ import annotations

import gc
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from PIL import Image
from wagtail.models import UploadedFile
from wagtail.users.models import UserProfile

from cms.models import CustomDocument, CustomImage
from cms.uploads.reasons import Reason, UploadRefused
from tests.journeys.editing_form import speak

from . import doors
from .good import documents, drawing, encoded, pdf, pictures
from .hostile import SCRIPT, hostile_pictures, png
from .hostile_documents import hostile_documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from cms.models import User

#: What Wagtail's own form fails on, and what it takes.
FAILED = {"cut-0.35-drawing.png", "header.png", "no-pixels.png", "none-wide.png", "page.gif"}
TAKEN = {"many-frames.gif", "sum.png", "page-behind-photo.jpg", "comment.gif"}

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves files of stored pictures open until the garbage is collected.
    pytest.mark.filterwarnings(
        "ignore:Exception ignored in. <_io.FileIO:pytest.PytestUnraisableExceptionWarning"
    ),
]


@pytest.fixture(autouse=True)
def no_open_file_is_left_to_the_next_test() -> Iterator[None]:
    yield
    gc.collect()


@pytest.fixture
def tolerant(editing: Client) -> Client:
    """Errors of views become answers of 500, as for a browser."""
    editing.raise_request_exception = False
    return editing


@pytest.mark.parametrize("door", doors.PICTURE_DOORS, ids=lambda door: door.__name__)
def test_honest_pictures_come_in(editing: Client, door: doors.Door) -> None:
    for name in ("photo.jpg", "clear.png", "moving.gif", "photo.webp", "photo.avif"):
        answer = door(editing, name, pictures()[name])
        assert doors.accepted(answer), (name, answer.content[:2_000].decode())


@pytest.mark.parametrize("door", doors.DOCUMENT_DOORS, ids=lambda door: door.__name__)
def test_honest_documents_come_in(editing: Client, door: doors.Door) -> None:
    for name, data in documents().items():
        answer = door(editing, name, data)
        assert doors.accepted(answer), (name, answer.content[:2_000].decode())


@pytest.mark.parametrize("door", doors.PICTURE_DOORS, ids=lambda door: door.__name__)
def test_hostile_pictures_never_make_a_door_fail(tolerant: Client, door: doors.Door) -> None:
    """All by the quickest door, some by the others; `by_every_door` sends each by every one."""
    cases = hostile_pictures()
    share = cases if door is doors.add_many_pictures else cases[:: len(cases) // 20]
    assert not doors.failures(tolerant, door, share)


@pytest.mark.parametrize("door", doors.DOCUMENT_DOORS, ids=lambda door: door.__name__)
def test_hostile_documents_never_make_a_door_fail(tolerant: Client, door: doors.Door) -> None:
    cases = hostile_documents()
    share = cases if door is doors.add_many_documents else cases[:: len(cases) // 20]
    assert not doors.failures(tolerant, door, share)


def test_wagtails_own_step_fails_on_the_same_pictures(tolerant: Client, settings: Any) -> None:
    """The set has teeth: without ours there are errors, and hostile pictures in the library."""
    del settings.WAGTAILIMAGES_IMAGE_FORM_BASE
    failed, taken = set(), set()
    for case in hostile_pictures():
        if case.name in FAILED | TAKEN:
            answer = doors.add_picture(tolerant, case.name, case.data)
            if answer.status_code >= 500:
                failed.add(case.name)
            elif doors.accepted(answer):
                taken.add(case.name)
    assert failed == FAILED
    assert taken == TAKEN


@pytest.mark.parametrize(
    ("name", "reason"),
    [("claim-60000.png", Reason.PIXELS), ("drawing-0.svg", Reason.SVG)],
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_form_says_what_to_do_and_keeps_what_was_typed(
    editing: Client, editor: User, language: str, name: str, reason: Reason
) -> None:
    speak(editor, language)
    case = next(case for case in hostile_pictures() if case.name == name)
    answer = doors.add_picture(editing, case.name, case.data)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert doors.TITLE in page
    with translation.override(language):
        assert escape(UploadRefused(reason, "20").advice) in page
    assert not CustomImage.objects.exists()


def test_only_the_cleaned_picture_is_stored(editing: Client) -> None:
    sent = pictures()["photo.jpg"] + SCRIPT
    doors.add_picture(editing, "photo.jpg", sent)
    stored = CustomImage.objects.get()
    data = Path(stored.file.path).read_bytes()
    assert SCRIPT not in data
    assert stored.file_size == len(data)
    assert (stored.width, stored.height) == (96, 64)


def test_a_large_picture_that_came_through_a_temporary_file_is_stored_cleaned(
    editing: Client, settings: Any
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100
    doors.add_picture(editing, "photo.jpg", pictures()["photo.jpg"] + SCRIPT)
    stored = Path(CustomImage.objects.get().file.path).read_bytes()
    assert SCRIPT not in stored
    assert stored.endswith(b"\xff\xd9")


@pytest.mark.parametrize("limit", [100, 2_621_440], ids=["on disk", "in memory"])
def test_the_file_of_an_unfinished_upload_of_many_is_cleaned_too(
    editing: Client, settings: Any, limit: int
) -> None:
    """Wagtail puts the sent file aside when the title is missing, and takes it from there."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = limit
    address = reverse("wagtailimages:add_multiple")
    sent = doors.file("photo.jpg", pictures()["photo.jpg"] + SCRIPT)
    answer = editing.post(address, {"title": "", "files[]": sent})
    assert json.loads(answer.content)["success"]
    aside = UploadedFile.objects.get()
    assert SCRIPT not in Path(aside.file.path).read_bytes()
    prefix = f"uploaded-image-{aside.pk}-"
    finish = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[aside.pk])
    fields = {"title": "t", "tags": "", "alt_0": "", "alt_1": "", "credit": ""}
    editing.post(finish, {prefix + name: value for name, value in fields.items()})
    assert SCRIPT not in Path(CustomImage.objects.get().file.path).read_bytes()


@pytest.mark.parametrize("collection", ["abc", "99999", "-1", "٣", "\0"])
def test_a_collection_that_does_not_exist_is_no_server_error(
    tolerant: Client, collection: str
) -> None:
    for address, name, data in (
        (reverse("wagtailimages:add_multiple"), "a.png", pictures()["drawing.png"]),
        (reverse("wagtaildocs:add_multiple"), "a.pdf", documents()["links.pdf"]),
    ):
        sent = {"title": "t", "collection": collection, "files[]": doors.file(name, data)}
        assert tolerant.post(address, sent).status_code < 500


def test_a_file_over_every_limit_reaches_no_disk_and_is_answered_with_its_size(
    editing: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 200_000
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000
    kept: list[int] = []
    close = TemporaryUploadedFile.close

    def measured(self: TemporaryUploadedFile) -> Any:
        kept.append(Path(self.temporary_file_path()).stat().st_size)
        return close(self)

    monkeypatch.setattr(TemporaryUploadedFile, "close", measured)
    answer = doors.add_document(editing, "a.pdf", pdf(b" " * 1_000_000))
    assert answer.status_code == 200
    assert not CustomDocument.objects.exists()
    assert set(kept) == {0}


def test_a_picture_of_a_person_is_made_small_and_says_why_it_is_refused(
    editing: Client, editor: User
) -> None:
    answer = doors.avatar(editing, "me.png", png(60_000, 60_000))
    assert answer.status_code == 200
    assert "id_avatar-avatar-error" in answer.content.decode()
    answer = doors.avatar(editing, "me.jpg", encoded(drawing((1_200, 800)), "jpeg") + SCRIPT)
    assert answer.status_code == 302
    profile = UserProfile.get_for_user(editor)
    profile.refresh_from_db()
    data = Path(profile.avatar.path).read_bytes()
    assert Image.open(io.BytesIO(data)).size == (400, 267)
    assert SCRIPT not in data
    kept = profile.avatar.name
    same = doors.avatar(editing, "", b"")
    profile.refresh_from_db()
    assert same.status_code == 302
    assert profile.avatar.name == kept
