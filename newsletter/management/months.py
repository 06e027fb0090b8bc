"""How commands are told a month."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.management.base import CommandError
from django.utils import timezone

from cms.dates import previous_month

if TYPE_CHECKING:
    from datetime import date

    from django.core.management.base import CommandParser


def month_argument(parser: CommandParser) -> None:
    parser.add_argument("--month", help="YYYY-MM; default: the month before this one")


def month_of(text: str | None, now: datetime) -> date:
    """The first day of the month. Raises CommandError for a text that is no month."""
    if not text:
        return previous_month(timezone.localdate(now))
    try:
        return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month, no moment
    except ValueError as error:
        raise CommandError(f"“{text}” is no month: write it as 2026-10.") from error
