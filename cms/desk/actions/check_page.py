"""Check the latest text of a page and keep what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db import transaction

from cms.desk.checks import faults_of
from cms.desk.models import PageFault
from cms.models import ContentPage

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from cms.desk.faults import Fault


def check_page(page_id: int, *, now: datetime) -> int:
    """Replaces the kept faults of a page; gives how many it has. A page that is gone has none.

    Run twice, it leaves the same rows; those that stand are not written again, so that the date
    says since when a fault is known.
    """
    page = ContentPage.objects.filter(pk=page_id).first()
    if page is None or page.alias_of_id is not None:
        PageFault.objects.filter(page_id=page_id).delete()
        return 0
    found = faults_of(latest_text(page), now)
    keep_faults(page_id, found, now=now)
    return len(found)


def latest_text(page: ContentPage) -> ContentPage:
    """The page with its unpublished changes, if it has any."""
    own = cast("ContentPage", page.specific)
    if not page.has_unpublished_changes or page.latest_revision_id is None:
        return own
    return cast("ContentPage", page.get_latest_revision_as_object())


def keep_faults(page_id: int, found: list[Fault], *, now: datetime) -> None:
    wanted = {(str(f.kind), f.spot.path, f.spot.block, f.text[:500]) for f in found}
    with transaction.atomic():
        stale = []
        known = set()
        for row in PageFault.objects.select_for_update().filter(page_id=page_id):
            key = (row.kind, row.path, row.block, row.text)
            if key in wanted and key not in known:
                known.add(key)
            else:
                stale.append(row.pk)
        PageFault.objects.filter(pk__in=stale).delete()
        PageFault.objects.bulk_create(
            PageFault(page_id=page_id, kind=kind, path=path, block=block, text=text, found_at=now)
            for kind, path, block, text in sorted(wanted - known)
        )


def pages_to_check() -> QuerySet[ContentPage]:
    """All pages that have a text of their own."""
    pages = ContentPage.objects.filter(alias_of__isnull=True).order_by("pk")
    return cast("QuerySet[ContentPage]", pages)
