"""What the newsletter has done in the background."""

from __future__ import annotations

import logging

from django.utils import timezone
from django_tasks import task

from newsletter.actions.choose_transport import transport_of_settings
from newsletter.actions.hand_over import hand_over
from newsletter.actions.print_sheet import issue_sheet
from newsletter.models import IssuePage
from newsletter.transports.base import TransportError

logger = logging.getLogger(__name__)


@task()
def hand_over_mailing(mailing_id: int) -> None:
    """As far as it comes: what is left when the way out is blocked waits for the next minute."""
    try:
        hand_over(mailing_id, transport_of_settings(), timezone.now())
    except TransportError as error:
        # Told where operators look, without the address of anyone.
        logger.warning("mailing %s waits: %s", mailing_id, error)


@task()
def print_sheet(issue_id: int) -> None:
    """The PDF of an issue, lest its first reader wait; one that is kept already stays.

    Of what readers may see alone: an issue that was taken back meanwhile gets none.
    """
    now = timezone.now()
    issue = IssuePage.objects.public_live(now).filter(pk=issue_id).first()
    if issue is not None:
        issue_sheet(issue, now).pdf()
