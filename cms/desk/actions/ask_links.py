"""Ask the addresses that pages link to whether anything is still there."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from cms.desk.actions.check_page import latest_text
from cms.desk.checks.addresses import is_external, may_lead_somewhere
from cms.desk.checks.content import content_of
from cms.desk.models import LinkAnswer
from cms.embeds.addresses import MAX_LENGTH
from cms.embeds.guarded_fetch import Reach, reach
from cms.models import ContentPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

logger = logging.getLogger(__name__)

#: An address that answered is left in peace for so long; one that did not is asked sooner.
FRESH: Final = timedelta(days=6)
RETRY: Final = timedelta(hours=1)
#: Addresses asked in one run; the rest come next time, the longest unasked first.
MOST: Final = 500


def ask_links_of(page: ContentPage, *, now: datetime, ask: Callable[[str], Reach] = reach) -> None:
    """Asks what the page's latest text links to, as far as it was not asked lately."""
    ask_addresses(_addresses(page), now=now, ask=ask)


def ask_all_links(*, now: datetime, ask: Callable[[str], Reach] = reach) -> None:
    """Asks what all public pages link to, and forgets addresses that no page names any more."""
    wanted: set[str] = set()
    is_whole = True
    pages = ContentPage.objects.get_queryset().public_live(now)
    for page in pages.order_by("pk").iterator(chunk_size=100):
        try:
            wanted |= _addresses(page)
        except Exception:
            is_whole = False
            logger.exception("the links of page %s could not be read", page.pk)
    if is_whole:
        LinkAnswer.objects.filter(asked_at__lt=now - 5 * FRESH).exclude(address__in=wanted).delete()
    ask_addresses(wanted, now=now, ask=ask)


def ask_addresses(
    wanted: Iterable[str], *, now: datetime, ask: Callable[[str], Reach] = reach
) -> None:
    """Each answer is kept at once, so that a run that stops has not asked in vain."""
    wanted = set(wanted)
    known = {row.address: row for row in LinkAnswer.objects.filter(address__in=wanted)}
    due = [address for address in wanted if _is_due(known.get(address), now)]
    due.sort(key=lambda address: ((address in known and known[address].asked_at) or now, address))
    for address in due[:MOST]:
        before = known[address].failures if address in known else 0
        match ask(address):
            case Reach.REACHABLE:
                failures = 0
            case Reach.UNREACHABLE:
                failures = min(before + 1, 1000)
            case _:  # of what is not known, nothing is said
                failures = before
        LinkAnswer.objects.update_or_create(
            address=address, defaults={"asked_at": now, "failures": failures}
        )


def _is_due(row: LinkAnswer | None, now: datetime) -> bool:
    if row is None:
        return True
    return row.asked_at <= now - (RETRY if row.failures else FRESH)


def _addresses(page: ContentPage) -> set[str]:
    links = (link.address.strip() for _spot, link in content_of(latest_text(page)).links)
    return {
        link
        for link in links
        if len(link) <= MAX_LENGTH and is_external(link) and may_lead_somewhere(link)
    }
