"""`manage.py draft_issue`: the month's issue as drafts, from what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from newsletter.actions.draft_issue import NoNewsletterSection, NothingPublished, draft_issue
from newsletter.management.months import month_argument, month_of

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Drafts the month's issue in every language; what exists stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        month_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        month = month_of(options["month"], now)
        try:
            issues = draft_issue(month, now)
        except NothingPublished as error:
            raise CommandError(f"Nothing was published in {month:%Y-%m}.") from error
        except NoNewsletterSection as error:
            raise CommandError(
                f"The site has no newsletter page in “{error}”: add one below the home page."
            ) from error
        for language, issue in issues.items():
            state = "published" if issue.live else "draft"
            self.stdout.write(f"{language}: {issue.title} ({state}, page {issue.pk})")
