"""`manage.py publish_scheduled`: in place of Wagtail's, for those who call it by cron."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.work.publish_due import due_at, publish_due

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Publishes and expires what is due, each by itself; the worker does so each minute."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dryrun", action="store_true", help="only say what is due")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["dryrun"]:
            for due in due_at(now):
                self.stdout.write(f"{due.verb} {due.model._meta.label_lower} {due.pk}")
            return
        outcome = publish_due(now)
        if options["verbosity"]:
            self.stdout.write(f"{outcome.published} published, {outcome.unpublished} unpublished")
        if outcome.failed:
            raise CommandError(f"{outcome.failed} failed; `manage.py parked` names them.")
