"""Every door of the admin by which a file comes in, as a browser sends it."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import cms as factory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.test import Client

    from .hostile import Case

    Door = Callable[[Client, str, bytes], Any]

LONGEST = 3.0  # seconds of the processor, which neighbours do not change
FOCUS = {f"focal_point_{side}": "" for side in ("x", "y", "width", "height")}
TITLE = "عنوان كتبته المحررة"


def file(name: str, data: bytes) -> SimpleUploadedFile:
    sent = SimpleUploadedFile("x", data)
    sent._name = name  # as it comes over the wire
    return sent


def _fields(prefix: str = "") -> dict[str, str]:
    fields = {"title": TITLE, "tags": "", "alt_0": "", "alt_1": "", "credit": ""} | FOCUS
    return {prefix + name: value for name, value in fields.items()}


def add_picture(client: Client, name: str, data: bytes) -> Any:
    return client.post(reverse("wagtailimages:add"), _fields() | {"file": file(name, data)})


def change_picture(client: Client, name: str, data: bytes) -> Any:
    address = reverse("wagtailimages:edit", args=[factory.picture().pk])
    return client.post(address, _fields() | {"file": file(name, data)})


def add_many_pictures(client: Client, name: str, data: bytes) -> Any:
    address = reverse("wagtailimages:add_multiple")
    return client.post(address, {"title": TITLE, "files[]": file(name, data)})


def choose_picture(client: Client, name: str, data: bytes) -> Any:
    prefix = "image-chooser-upload-"
    sent = _fields(prefix) | {prefix + "file": file(name, data)}
    return client.post(reverse("wagtailimages_chooser:create"), sent)


def add_document(client: Client, name: str, data: bytes) -> Any:
    sent = {"title": TITLE, "tags": "", "file": file(name, data)}
    return client.post(reverse("wagtaildocs:add"), sent)


def change_document(client: Client, name: str, data: bytes) -> Any:
    address = reverse("wagtaildocs:edit", args=[factory.document().pk])
    return client.post(address, {"title": TITLE, "tags": "", "file": file(name, data)})


def add_many_documents(client: Client, name: str, data: bytes) -> Any:
    address = reverse("wagtaildocs:add_multiple")
    return client.post(address, {"title": TITLE, "files[]": file(name, data)})


def choose_document(client: Client, name: str, data: bytes) -> Any:
    prefix = "document-chooser-upload-"
    sent = {prefix + "title": TITLE, prefix + "tags": "", prefix + "file": file(name, data)}
    return client.post(reverse("wagtaildocs_chooser:create"), sent)


def avatar(client: Client, name: str, data: bytes) -> Any:
    sent: dict[str, Any] = {
        "name_email-first_name": "محررة",
        "name_email-last_name": "البرزة",
        "name_email-email": "editor@house.example",
        "notifications-submitted_notifications": "on",
        "locale-preferred_language": "ar",
        "locale-current_time_zone": "Asia/Dubai",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }
    if name:  # of an empty field browsers send nothing that Django would see
        sent["avatar-avatar"] = file(name, data)
    return client.post(reverse("wagtailadmin_account"), sent)


PICTURE_DOORS: tuple[Door, ...] = (
    add_picture,
    change_picture,
    add_many_pictures,
    choose_picture,
    avatar,
)
DOCUMENT_DOORS: tuple[Door, ...] = (
    add_document,
    change_document,
    add_many_documents,
    choose_document,
)


def accepted(answer: Any) -> bool:
    """Whether the file came in: each door says it in its own way."""
    if answer.status_code == 302:
        return True
    if answer.get("Content-Type", "").startswith("application/json"):
        said = json.loads(answer.content)
        return bool(said.get("success")) or said.get("step") in {
            "chosen",
            "image_chosen",
            "duplicate_found",
        }
    return False


def failures(client: Client, door: Door, cases: Iterable[Case]) -> list[str]:
    """What went wrong: an error, a long wait, or a file that came in and must not."""
    wrong = []
    for case in cases:
        start = time.process_time()
        answer = door(client, case.name, case.data)
        seconds = time.process_time() - start
        if answer.status_code >= 500 or seconds > LONGEST:
            wrong.append(f"{case.name}: {answer.status_code} after {seconds:.1f} s")
        # Of a name with a control character Django's own parser takes the part before it.
        if case.certain and case.name.isprintable() and accepted(answer):
            wrong.append(f"{case.name}: came in by {door.__name__}")
    return wrong
