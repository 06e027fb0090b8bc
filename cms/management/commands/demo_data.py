"""`manage.py demo_data`: everything `make demo` needs but serving, in one process."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

STEPS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("migrate", {"interactive": False, "verbosity": 0}),
    ("seed_demo", {}),
    ("write_issue", {}),
    ("export_site", {}),
)


class Command(BaseCommand):
    help = "Database, demo content, letters and exported site; can be run again."
    requires_system_checks: tuple[str, ...] = ()

    def handle(self, *args: Any, **options: Any) -> None:
        for name, arguments in STEPS:
            call_command(name, **arguments)
