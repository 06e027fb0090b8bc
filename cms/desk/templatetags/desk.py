"""What the desk's templates ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils import timezone

from cms.desk.panels import words_of_welcome
from cms.desk.texts import notes_if_any
from cms.models import ContentPage

if TYPE_CHECKING:
    from cms.desk.texts import Note

register = template.Library()


@register.simple_tag
def text_notes(page: Any) -> list[Note] | None:
    """The faults of a page's text as the editor holds it; none before it is first saved, None
    where they cannot be told."""
    if not isinstance(page, ContentPage) or page.pk is None:
        return []
    return notes_if_any(page, timezone.now())


@register.simple_tag(takes_context=True)
def welcome(context: dict[str, Any]) -> dict[str, Any]:
    return words_of_welcome(context["request"])
