"""`manage.py mailing`: how far the letter of a month is, and handing it over at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from newsletter.actions.choose_transport import transport_of_settings
from newsletter.actions.hand_over import hand_over, progress_of
from newsletter.actions.open_mailing import mailing_of
from newsletter.management.months import month_argument, month_of
from newsletter.models import Mailing, MailingState
from newsletter.rendering.errors import RenderError
from newsletter.transports.base import TransportError
from newsletter.transports.file import FileTransport

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Says how far the letter of a month is; --hand-over sends what is due now."

    def add_arguments(self, parser: CommandParser) -> None:
        month_argument(parser)
        parser.add_argument(
            "--hand-over",
            action="store_true",
            help="hand over what is due or was interrupted; the worker does so each minute",
        )
        parser.add_argument(
            "--to", type=Path, help="with --hand-over: write files into this folder instead"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        month = month_of(options["month"], now)
        mailing = mailing_of(month)
        if mailing is None:
            raise CommandError(
                f"{month:%Y-%m} has no mailing: draft_issue makes the issue, and the admin "
                "(Newsletter, Approval and sending) submits, approves and schedules it."
            )
        if options["hand_over"]:
            self._hand_over(mailing, options["to"])
        mailing.refresh_from_db()
        self._say(mailing)

    def _hand_over(self, mailing: Mailing, folder: Path | None) -> None:
        if mailing.state not in (MailingState.SCHEDULED, MailingState.SENDING):
            raise CommandError(
                f"{mailing} is {mailing.state}: only what was approved and scheduled is sent."
            )
        transport = FileTransport(folder.absolute()) if folder else transport_of_settings()
        try:
            hand_over(mailing.pk, transport, timezone.now())
        except (RenderError, TransportError) as error:
            raise CommandError(str(error)) from error

    def _say(self, mailing: Mailing) -> None:
        self.stdout.write(f"{mailing}: {mailing.state}")
        if mailing.send_at is not None:
            at = timezone.localtime(mailing.send_at, timezone.get_default_timezone())
            self.stdout.write(f"send at {at:%Y-%m-%d %H:%M} {at.tzname()}")
        progress = progress_of(mailing.pk)
        if progress.audience:
            self.stdout.write(
                f"audience {progress.audience} = accepted {progress.accepted} + rejected "
                f"{progress.rejected} + skipped {progress.skipped} + uncertain "
                f"{progress.uncertain} + waiting {progress.waiting}"
            )
