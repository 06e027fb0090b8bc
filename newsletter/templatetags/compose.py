"""What the desk of the month's issue says in each language, and what was typed and refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import template
from django.utils import timezone

from cms.dates import long_day
from newsletter.arrangement import NOTE_TEXTS
from newsletter.views.compose.wanted_notes import NOTE_LENGTHS, note_labels

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.views.compose.rows import NoteSide

register = template.Library()


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    label: str
    value: str
    most: int


@register.simple_tag(takes_context=True)
def typed(context: dict[str, Any], name: str, language: str) -> str:
    """What was typed into a field of the form that was refused."""
    data = context.get("typed")
    return data.get(f"{name}_{language}" if language else name, "") if data is not None else ""


@register.simple_tag
def day_in(moment: datetime | None, language: str) -> str:
    """The day in the site's zone, in words of that language."""
    return long_day(timezone.localdate(moment), language) if moment else ""


@register.simple_tag
def iso_day_in(text: str, language: str) -> str:
    """The day "2026-11-03" in words of that language; what is no day as it is."""
    try:
        return long_day(date.fromisoformat(text), language)
    except ValueError:
        return text


@register.simple_tag
def note_label(name: str) -> str:
    return note_labels()[name]


@register.simple_tag
def note_fields(kind: str, side: NoteSide) -> list[Field]:
    """The fields of an announcement or a date in one language."""
    labels = note_labels()
    return [
        Field(name, labels[name], side.texts.get(name, ""), NOTE_LENGTHS[name])
        for name in NOTE_TEXTS[kind]
    ]
