"""What is a language called, and from which side is it written? Codes are as in the settings."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language_info


def language_name(code: str) -> str:
    """In that language itself, as the site's switch says it; the code of one the site has not."""
    return str(dict(settings.LANGUAGES).get(code, code))


def direction_of(code: str) -> str:
    """`rtl` or `ltr` for the attribute `dir`; `auto` where `code` is of no known language."""
    try:
        return "rtl" if get_language_info(code)["bidi"] else "ltr"
    except KeyError:
        return "auto"
