"""What does a token open? One revision, while its link is valid; else nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from cms.previews import tokens
from cms.previews.models import PreviewLink

if TYPE_CHECKING:
    from datetime import datetime


def open_link(token: str, now: datetime) -> PreviewLink | None:
    """The link behind `token`, counted as opened; None for every other token, for any reason.

    It is found by a digest, so that the time of the answer tells nothing about near guesses.
    """
    digest = tokens.digest_of(token)
    if digest is None:
        return None
    links = PreviewLink.objects.usable(now).filter(digest=digest, content__isnull=False)
    link = links.select_related("page", "page__locale", "revision").first()
    if link is None or str(link.page_id) != link.revision.object_id:
        return None
    PreviewLink.objects.filter(pk=link.pk).update(
        opened_count=F("opened_count") + 1, last_opened_at=now
    )
    return link
