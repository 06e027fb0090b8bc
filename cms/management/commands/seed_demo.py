"""`manage.py seed_demo`: a believable bilingual site; run again, it adds only what is missing."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from rich.console import Console

from cms.demo.seeding import Seeder
from cms.role_grants import apply_grants
from cms.storage_check import VarUnusable, ensure_writable
from cms.work.at_once import tasks_at_once

if TYPE_CHECKING:
    from types import ModuleType

    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Makes the demo site in every language; adds only what is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", type=int, default=1, help="times the dated pages")
        parser.add_argument("--now", help="the moment of the demo (ISO 8601); default: now")
        parser.add_argument(
            "--only-structure",
            action="store_true",
            help="only home pages and sections, for a new installation",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["scale"] < 1:
            raise CommandError("--scale is 1 or more.")
        now = parse_datetime(options["now"]) if options["now"] else timezone.now()
        if now is None:
            raise CommandError(f"“{options['now']}” is no ISO 8601 moment.")
        if timezone.is_naive(now):
            now = timezone.make_aware(now)
        try:
            ensure_writable(settings.VAR)
        except VarUnusable as error:
            raise CommandError(str(error)) from error
        console = Console(quiet=options["verbosity"] == 0)
        with (
            console.status("") as status,
            translation.override(settings.LANGUAGE_CODE),
            tasks_at_once(),
        ):
            seeder = Seeder(now=now, scale=options["scale"], say=status.update)
            _seed(seeder, only_structure=options["only_structure"])
        console.print(f"{seeder.made} pages made")


def _seed(seeder: Seeder, *, only_structure: bool) -> None:
    parts = list(demo_parts())
    if not only_structure:
        for part in parts:
            if hasattr(part, "account"):
                part.account(seeder)
    for part in parts:
        part.structure(seeder)
    apply_grants()  # sections have their rights only now that they exist
    if not only_structure:
        for part in parts:
            part.seed(seeder)


def demo_parts() -> list[ModuleType]:
    """The `demo.seed` module of each app that has one, in the order of the apps."""
    return [
        import_module(f"{config.name}.demo.seed")
        for config in apps.get_app_configs()
        if find_spec(f"{config.name}.demo") and find_spec(f"{config.name}.demo.seed")
    ]
