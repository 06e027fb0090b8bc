"""What languages and editions are called in the words of a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from newsletter.models import SubscriberLanguage

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_LANGUAGES: dict[str, _StrPromise] = {"ar": _("Arabic"), "en": _("English")}


def language_name(code: str) -> _StrPromise | str:
    """The language's name in the language that is active when it is written out."""
    return _LANGUAGES.get(code, code)


def variant_name(variant: str) -> _StrPromise | str:
    """The edition's name: a language's, or that both stand in one letter."""
    if variant == SubscriberLanguage.BOTH:
        return _("Both languages in one letter")
    return language_name(variant)
