"""`manage.py import_subscribers FILE`: a list of readers from here or from another program."""

from __future__ import annotations

import gc
import shutil
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, DjangoHelpFormatter
from django.utils import timezone, translation
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from newsletter.actions.import_subscribers import dry_run, import_list
from newsletter.importing.encoding import Encoding
from newsletter.importing.list_file import Choices, look_into
from newsletter.importing.outcomes import Totals
from newsletter.importing.refusals import ImportRefused
from newsletter.importing.storage import report_of
from newsletter.models import Audience, ConsentBasis, SubscriberLanguage

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.management.base import CommandParser

    from newsletter.importing.list_file import ListFile

BASES = "--basis says why these people may be written to:"


class AsWritten(DjangoHelpFormatter, RawDescriptionHelpFormatter):
    """Keeps the lines of what is said before and after the options."""


class Command(BaseCommand):
    #: A list needs none of the site's addresses, which take half of the memory of this process.
    requires_system_checks = ()
    help = (
        "Takes over a list of subscribers: CSV of this system, or as Mailchimp, listmonk, Ghost\n"
        "and Substack export it. Try it with --dry-run first. A run that was interrupted goes on\n"
        "where it stopped when it is started again with the same file and options."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        with translation.override("en"):
            bases = "\n".join(f"  {basis.value:<10} {basis.label}" for basis in ConsentBasis)
        parser.epilog = f"{BASES}\n{bases}"
        parser.formatter_class = AsWritten
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--basis", choices=ConsentBasis.values, help="required")
        parser.add_argument("--note", default="", help="kept with every proof of consent")
        parser.add_argument(
            "--language", choices=SubscriberLanguage.values, default="ar",
            help="of whom the file does not say it (default: ar)",
        )  # fmt: skip
        parser.add_argument(
            "--audience", choices=Audience.values, default="individual",
            help="of whom the file does not say it (default: individual)",
        )  # fmt: skip
        parser.add_argument(
            "--encoding", choices=[encoding.value for encoding in Encoding], default="",
            help="where it cannot be told",
        )  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="say it and change nothing")
        parser.add_argument("--report", type=Path, metavar="FILE", help="CSV, a line for each row")
        parser.add_argument("--again", action="store_true", help="although it is done already")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["basis"]:
            raise CommandError(
                "لا استيراد بلا أساس للموافقة: أضف ‎--basis‎ وأحد هذه: "
                f"{', '.join(ConsentBasis.values)}\n"
                "No import without a basis of consent: add --basis and one of: "
                f"{', '.join(ConsentBasis.values)}"
            )
        self._console = Console(quiet=options["verbosity"] == 0, highlight=False)
        # What the program itself is made of stays to the end: looking for garbage in it again and
        # again, as rows come and go, would take a third of the time.
        gc.freeze()
        try:
            totals = self._run(options)
        except ImportRefused as refused:
            raise CommandError("\n".join(_in_each_language(refused.said))) from refused
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        finally:
            gc.unfreeze()
        if options["verbosity"]:
            self._say(totals, dry=options["dry_run"])

    def _run(self, options: dict[str, Any]) -> Totals:
        path: Path = options["file"]
        file = look_into(path, path.name, options["encoding"])
        self._introduce(file)
        choices = Choices(
            options["basis"], options["note"][:200], options["language"], options["audience"]
        )
        report: Path | None = options["report"]
        now = timezone.now()
        with Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        ) as bar:
            task = bar.add_task("rows", total=None)

            def progress(done: int, total: int) -> None:
                bar.update(task, completed=done, total=total if done else None)

            if options["dry_run"]:
                return dry_run(file, now, report=report, progress=progress)
            row = import_list(file, choices, now, again=options["again"], progress=progress)
        if report is not None:
            shutil.copyfile(report_of(row), report)
        return Totals.of(row.totals)

    def _introduce(self, file: ListFile) -> None:
        separator = {"\t": "tab"}.get(file.separator, file.separator)
        self._console.print(
            f"{file.columns.file_format.label}, {file.encoding.value}, “{separator}”: "
            f"{', '.join(file.columns.positions)}",
            soft_wrap=True,
            markup=False,
        )
        if file.columns.ignored:
            self._console.print(
                f"not taken: {', '.join(file.columns.ignored)}", soft_wrap=True, markup=False
            )

    def _say(self, totals: Totals, *, dry: bool) -> None:
        parts = " + ".join(f"{number} {outcome.value}" for outcome, number in totals.shown())
        tail = " (dry run: nothing was changed)" if dry else ""
        self.stdout.write(f"{totals.read} rows = {parts}{tail}")


def _in_each_language(said: Callable[[], str]) -> list[str]:
    lines = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            lines.append(said())
    return lines
