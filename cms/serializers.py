"""How values of the house leave it as JSON: named things with their public addresses."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.utils import translation
from rest_framework.fields import Field

if TYPE_CHECKING:
    from cms.teaser import TeaserLink


class LinkField(Field[Any, Any, Any, Any]):
    """Base: the page itself comes in, a link or links in the page's own language go out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, **kwargs)


def _as_json(link: TeaserLink) -> dict[str, str]:
    return asdict(link)


class EntityField(LinkField):
    def to_representation(self, value: Any) -> dict[str, str] | None:
        with translation.override(value.language):
            return _as_json(value.entity.link()) if value.entity else None


class TopicsField(LinkField):
    def to_representation(self, value: Any) -> list[dict[str, str]]:
        with translation.override(value.language):
            return [_as_json(row.topic.link()) for row in value.page_topics.all()]


class AuthorsField(LinkField):
    def to_representation(self, value: Any) -> list[dict[str, str]]:
        with translation.override(value.language):
            return [_as_json(row.person.link()) for row in value.page_authors.all()]
