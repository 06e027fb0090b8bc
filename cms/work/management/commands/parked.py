"""`manage.py parked`: what went wrong in the background, and putting it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.work.models import State, Trouble
from cms.work.trouble import put_back

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Lists what failed in the background; --retry ID or --all puts it back into the queue."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--retry", type=int, metavar="ID", help="put this one back")
        which.add_argument("--all", action="store_true", help="put back all that is parked")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["retry"] is not None:
            one = Trouble.objects.filter(pk=options["retry"]).first()
            if one is None:
                raise CommandError(f"There is no trouble {options['retry']}; see `parked`.")
            put_back(one, now)
        elif options["all"]:
            for row in Trouble.objects.filter(state=State.PARKED).order_by("pk"):
                put_back(row, now)
        elif options["verbosity"]:
            self.show()

    def show(self) -> None:
        for row in Trouble.objects.order_by("state", "-last_at"):
            last = timezone.localtime(row.last_at).isoformat(timespec="seconds")
            self.stdout.write(
                f"{row.pk} {row.state} {row.kind} {row.name}: {row.exception or row.reason} "
                f"{row.location} ({row.failures} failures, {row.deaths} deaths, last {last})"
            )
