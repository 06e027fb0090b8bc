"""`manage.py standing_pages`: drafts of the pages that every public site needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.db import transaction

from cms.demo.standing import NEEDED, draft_standing_pages

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Drafts the accessibility statement, cookie page, privacy page and terms of use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", nargs="+", choices=NEEDED, default=NEEDED)

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            made = draft_standing_pages(options["only"])
        for page in made:
            self.stdout.write(f"draft: {page.language} {page.slug} (page {page.pk})")
        if not made:
            self.stdout.write("nothing was missing")
