"""`manage.py reset_second_factor EMAIL`: for someone who has lost phone and recovery codes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cms.login.actions.reset_second_factor import reset_second_factor


class Command(BaseCommand):
    help = "Deletes a user's second factors, so that they set up another at the next log-in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address the user logs in with")

    def handle(self, *args: Any, **options: Any) -> None:
        user = get_user_model()._default_manager.filter(email=options["email"].lower()).first()
        if user is None:
            raise CommandError(
                f"No user has the address {options['email']}.\n"
                f"لا يوجد مستخدم بالعنوان {options['email']}."
            )
        count = reset_second_factor(user, by=None, now=timezone.now())
        self.stdout.write(f"{count} second factors deleted, sessions ended")
