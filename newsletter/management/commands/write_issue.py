"""`manage.py write_issue`: the month's published issue as mail files, one a subscriber."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from newsletter.actions.send_issue import NotPublished, send_issue
from newsletter.management.months import month_argument, month_of
from newsletter.rendering.errors import RenderError
from newsletter.transports.base import TransportError
from newsletter.transports.file import FileTransport

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Writes the month's published issue to every active subscriber as .eml files."

    def add_arguments(self, parser: CommandParser) -> None:
        month_argument(parser)
        parser.add_argument("--to", type=Path, default=settings.OUTBOX_DIR, help="the folder")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        month = month_of(options["month"], now)
        folder: Path = options["to"].absolute()
        try:
            result = send_issue(month, FileTransport(folder), now)
        except NotPublished as error:
            raise CommandError(
                f"{month:%Y-%m} has no published issue: run draft_issue, then publish it."
            ) from error
        except (RenderError, TransportError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{result.sent} letters in {folder}")
        if result.skipped:
            self.stdout.write(f"{result.skipped} readers have no issue in their language")
