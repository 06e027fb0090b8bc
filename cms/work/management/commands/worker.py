"""`manage.py worker`: does what waits, and what comes by the clock, until it is ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from cms.work.narration import narrate
from cms.work.parent import end_with_standard_input
from cms.work.worker import Worker

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Does background tasks and jobs; SIGTERM or Ctrl-C ends it after the task in hand."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once",
            "--batch",
            action="store_true",
            help="end when nothing is ready: for cron in place of a standing worker",
        )
        parser.add_argument(
            "--interval",
            type=float,
            default=1.0,
            help="seconds between two looks when nothing is ready (%(default)s)",
        )
        parser.add_argument(
            "--with-parent",
            action="store_true",
            help="end when the standard input is closed, as by the end of the server",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        narrate(options["verbosity"])
        worker = Worker(interval=max(options["interval"], 0.05), once=options["once"])
        worker.listen()
        if options["with_parent"]:
            end_with_standard_input()
        worker.run()
