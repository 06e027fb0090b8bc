"""What a language means on the screen: its name, and the direction of its texts."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language_info


def direction_of(language: str) -> str:
    """For the attribute `dir` of a title; texts of no known language decide by themselves."""
    if language not in dict(settings.LANGUAGES):
        return "auto"
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def language_name(code: str) -> str:
    """In that language itself; empty for codes that are not the site's."""
    return str(get_language_info(code)["name_local"]) if code in dict(settings.LANGUAGES) else ""
