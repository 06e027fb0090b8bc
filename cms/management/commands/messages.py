"""`manage.py messages`: brings the catalogues up to date, or with `--check` says what is amiss."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

# The language that the strings in the sources are written in.
SOURCE_LANGUAGE = "en"


class Command(BaseCommand):
    help = "Updates and compiles the message catalogues of the interface, without GNU gettext."
    # The catalogues must be mendable while the project itself does not pass its checks.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="change nothing; exit 1 and name every string that is missing, untranslated, "
            "fuzzy, lacks plural forms, or differs in placeholders or tags, and every stale file",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if find_spec("babel") is None:
            raise CommandError(
                "يحتاج هذا الأمر إلى حزم التطوير: شغّل make lint أو make messages.\n"
                "This command needs the packages of development: run make messages."
            )
        # Babel is not installed where the site only runs.
        from cms.messages.extraction import ExtractionError, collect
        from cms.messages.review import review, write

        try:
            messages = collect(Path(settings.BASE_DIR))
        except ExtractionError as error:
            raise CommandError(str(error)) from error
        folder = Path(settings.LOCALE_PATHS[0])
        languages = [code for code, _name in settings.LANGUAGES if code != SOURCE_LANGUAGE]
        faults: list[str] = []
        for language in languages:
            if not options["check"] and write(folder, language, messages):
                self.stdout.write(f"{language}: {len(messages)} messages written")
            faults += review(folder, language, messages)
        if not options["check"]:
            for fault in faults:
                self.stdout.write(fault)
            return
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(
                f"{len(faults)} faults in the catalogues: run make messages, then translate."
            )
        self.stdout.write(f"{len(messages)} messages, translated: {', '.join(languages)}")
