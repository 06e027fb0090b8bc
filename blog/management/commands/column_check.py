"""Answers whether a month has its column, for operators and their monitoring."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from blog.column.month import column_of, this_month

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


def _month(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError as error:
        raise ArgumentTypeError("write the month as 2026-11") from error


class Command(BaseCommand):
    help = (
        "Says where a month's column stands. Exit code 1 when it is due and neither published "
        "nor scheduled, else 0."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--month", type=_month, help="as 2026-11; without it, this month")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        column = column_of(options["month"] or this_month(now), now)
        line = f"{column.key}: {column.state.value}, due {column.due:%Y-%m-%d}"
        if column.late:
            raise CommandError(f"{line}, late")
        self.stdout.write(line)
