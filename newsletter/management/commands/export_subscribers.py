"""`manage.py export_subscribers`: the whole list as CSV that `import_subscribers` reads again."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from newsletter.list_export import csv_of
from newsletter.models import Subscriber

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Writes the list of subscribers as CSV, to FILE or to the standard output."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", nargs="?")

    def handle(self, *args: Any, **options: Any) -> None:
        parts = csv_of(Subscriber.objects.order_by("pk"))
        path: Path | None = options["file"]
        if path is None:
            for part in parts:
                sys.stdout.buffer.write(part)
            return
        try:
            # Addresses of people: for nobody else on the machine.
            number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(number, "wb") as file:
                file.writelines(parts)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        self.stdout.write(f"{Subscriber.objects.count()} subscribers in {path}")
