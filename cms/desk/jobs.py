"""The checks by the clock: each page by itself, so that one that cannot be read stops nothing."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings

from cms.desk.actions.ask_links import ask_all_links
from cms.desk.actions.check_page import check_page, pages_to_check
from cms.work.jobs import job

logger = logging.getLogger(__name__)


@job("desk.check_pages", every=timedelta(days=1))
def check_pages(now: datetime) -> None:
    """All pages: a link dies, a picture loses its words, without the page being touched."""
    for number in pages_to_check().values_list("pk", flat=True):
        try:
            check_page(number, now=now)
        except Exception:
            logger.exception("page %s could not be checked", number)


@job("desk.check_links", every=timedelta(days=7))
def check_links(now: datetime) -> None:
    """Asks the addresses of other hosts that public pages link to; only where LINK_CHECK is on."""
    if settings.LINK_CHECK:
        ask_all_links(now=now)
