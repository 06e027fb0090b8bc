"""What a page needs to ask its readers whether it was useful."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from cms.addresses import form_address
from cms.feedback.subjects import key_of, subject_of

if TYPE_CHECKING:
    from cms.models import ContentPage, Entity, Person, Topic

register = template.Library()


@register.simple_tag(takes_context=True)
def rating_form(
    context: dict[str, Any], thing: ContentPage | Person | Entity | Topic
) -> dict[str, str] | None:
    """`action` and `key` of the form; None in previews, which nobody rates."""
    if getattr(context.get("request"), "is_preview", False):
        return None
    subject = subject_of(thing, get_language() or settings.LANGUAGE_CODE)
    if subject is None:
        return None
    return {"action": form_address(reverse("rating")), "key": key_of(subject)}
