"""How does a month's column get its title? By a pattern such as "From the office: {month}"."""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.dates import month_name

if TYPE_CHECKING:
    from datetime import date

PLACEHOLDERS: Final = ("month", "year")
DEFAULT_PATTERNS: Final = {
    "ar": "مقال المدير العام: {month} {year}",
    "en": "From the Director-General: {month} {year}",
}


def validate_pattern(pattern: str) -> None:
    """Raises ValidationError in the active language for what `title_of` could not fill."""
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError as error:
        raise ValidationError(
            _("A brace is open or closed alone. Write {month} and {year} just like that.")
        ) from error
    for _text, name, spec, conversion in parts:
        if name is not None and (name not in PLACEHOLDERS or spec or conversion):
            raise ValidationError(
                _("There is nothing to put in place of “{%(name)s}”: write {month} or {year}."),
                params={"name": name + (f"!{conversion}" if conversion else "") + (spec or "")},
            )


def title_of(pattern: str, month: date, language: str) -> str:
    """The title for `month`, its name in `language`; other words in braces stay as they are."""
    values = {"month": _month_alone(month, language), "year": str(month.year)}
    return re.sub(r"\{(month|year)\}", lambda found: values[found[1]], pattern).strip()


def _month_alone(month: date, language: str) -> str:
    return month_name(month, language).replace(str(month.year), "").strip()
