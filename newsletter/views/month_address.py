"""How does a month stand in an address of the admin? As 2026-11."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from django.http import Http404

# Not \d, which takes the digits of every script: one month has one address.
_MONTH: Final = re.compile(r"([0-9]{4})-([0-9]{2})")


def month_in(text: str) -> date:
    """The first day of the month "2026-11"; raises Http404 for what is no month."""
    found = _MONTH.fullmatch(text)
    if found is None:
        raise Http404("not a month")
    try:
        return date(int(found[1]), int(found[2]), 1)
    except ValueError as error:
        raise Http404("not a month") from error


def written(month: date) -> str:
    return f"{month:%Y-%m}"
