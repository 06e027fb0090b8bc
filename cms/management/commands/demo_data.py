"""`manage.py demo_data`: everything `make demo` needs but serving, in one process."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from cms.storage_check import VarUnusable, ensure_writable

STEPS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("migrate", {"interactive": False, "verbosity": 0}),
    ("seed_demo", {}),
    ("export_site", {}),
)


class Command(BaseCommand):
    help = "Database, demo content, letters and exported site; can be run again."
    requires_system_checks: tuple[str, ...] = ()

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            ensure_writable(settings.VAR)
        except VarUnusable as error:
            raise CommandError(str(error)) from error
        for name, arguments in STEPS:
            call_command(name, **arguments)
