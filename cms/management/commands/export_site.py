"""`manage.py export_site`: the public site, in every language, as plain files."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from cms.export.render import WrongAnswer
from cms.export.run import ExportRefused, export
from cms.storage_check import VarUnusable, ensure_writable

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Writes the public site as plain files; the old ones stay until all is written."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, default=settings.SITE_DIR, help="the folder")
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["to"].absolute()
        console = Console(quiet=options["verbosity"] == 0)
        started = time.perf_counter()
        try:
            ensure_writable(target.parent)
            with Progress(console=console, transient=True) as bar:
                task = bar.add_task("site", total=None)
                exported = export(
                    target,
                    timezone.now(),
                    processes=options["processes"],
                    progress=lambda done, total: bar.update(task, completed=done, total=total),
                )
        except (VarUnusable, WrongAnswer) as error:
            raise CommandError(str(error)) from error
        except ExportRefused as error:
            raise CommandError("\n".join([*error.problems, str(error)])) from error
        seconds = time.perf_counter() - started
        console.print(
            f"{exported.addresses} addresses, {exported.files} files in {target} ({seconds:.1f} s)",
            soft_wrap=True,
        )
