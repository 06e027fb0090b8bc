"""Withdraws a private link; from this moment it opens nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.log_actions import log

from cms.previews.models import PreviewLink

if TYPE_CHECKING:
    from datetime import datetime

    from cms.models import User


@transaction.atomic
def revoke(link: PreviewLink, *, user: User, now: datetime) -> bool:
    """Whether the link was open until now; a second time does nothing."""
    done = PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(
        revoked_at=now, content=None
    )
    if done:
        log(
            instance=link.page.specific,
            action="barza.preview.revoke",
            user=user,
            data={"link": link.pk},
        )
    return bool(done)
