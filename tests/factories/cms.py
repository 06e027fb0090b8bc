"""Pictures, people, entities, topics, and the ground floor's pages."""

from __future__ import annotations

import io
import json
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image

from cms.models import (
    ContentPage,
    CustomDocument,
    CustomImage,
    Entity,
    EntityKind,
    Person,
    Topic,
)
from cms.pages import HomePage, StandardPage

from .pages import number, published, section_of


def picture(
    size: tuple[int, int] = (160, 100), stem: str = "picture-", **fields: Any
) -> CustomImage:
    """A plain picture, small because nobody looks at it; its file is `stem` and a number."""
    serial = number()
    data = io.BytesIO()
    Image.new("RGB", size, (serial * 37 % 256, 90, 60)).save(data, "PNG")
    fields.setdefault("title", f"picture-{serial}")
    fields.setdefault("alt", {"ar": f"صورة {serial}", "en": f"Picture {serial}"})
    file = ImageFile(io.BytesIO(data.getvalue()), name=f"{stem}{serial}.png")
    return CustomImage.objects.create(file=file, **fields)


def document(name: str = "plan.txt", data: bytes = b"plan", **fields: Any) -> CustomDocument:
    fields.setdefault("title", name)
    return CustomDocument.objects.create(file=ContentFile(data, name=name), **fields)


def topic(**fields: Any) -> Topic:
    serial = number()
    fields.setdefault("slug", f"topic-{serial}")
    fields.setdefault("name", {"ar": f"موضوع {serial}", "en": f"Topic {serial}"})
    return Topic.objects.create(**fields)


def entity(**fields: Any) -> Entity:
    serial = number()
    fields.setdefault("slug", f"entity-{serial}")
    fields.setdefault("name", {"ar": f"جهة {serial}", "en": f"Entity {serial}"})
    fields.setdefault("kind", EntityKind.AUTHORITY)
    return Entity.objects.create(**fields)


def person(**fields: Any) -> Person:
    serial = number()
    fields.setdefault("slug", f"person-{serial}")
    fields.setdefault("name", {"ar": f"خبيرة {serial}", "en": f"Expert {serial}"})
    fields.setdefault("role", {"ar": "خبيرة المشاركة", "en": "Expert of participation"})
    return Person.objects.create(**fields)


def body(*blocks: tuple[str, Any]) -> str:
    """A body as a StreamField stores it, of (name of the block, raw value)."""
    return json.dumps([{"type": name, "value": value} for name, value in blocks])


def home_page(language: str, **fields: Any) -> HomePage:
    """The language's home page; there is one, so fields given change it."""
    page = section_of(HomePage, language)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()
    return page


def standard_page(language: str, parent: ContentPage | None = None, **fields: Any) -> StandardPage:
    return published(StandardPage, parent or section_of(HomePage, language), language, **fields)
