"""`manage.py tick`: puts the jobs whose turn it is into the queue; for cron and systemd."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cms.work.tick import tick

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Enqueues the jobs whose turn it is; may be called by anyone, as often as they like."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--now", help="the moment (ISO 8601 with zone); default: now")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["now"]:
            given = parse_datetime(options["now"])
            if given is None or timezone.is_naive(given):
                raise CommandError(f"“{options['now']}” is no ISO 8601 moment with a zone.")
            now = given
        for name in tick(now):
            if options["verbosity"]:
                self.stdout.write(name)
