"""What of imports waits for someone: lists to confirm, and those that were stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.due import DueGroup, DueItem
from newsletter.models import ImportState, SubscriberImport
from newsletter.views.imports.doors import PERMISSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cms.models import User


def due_items(user: User) -> Iterator[DueItem]:
    """One's own lists that wait for one's word, and all that stopped halfway."""
    if not user.has_perm(PERMISSION):
        return
    for row in SubscriberImport.objects.filter(state=ImportState.READY, started_by=user):
        yield DueItem(
            DueGroup.APPROVAL,
            row.name,
            reverse("newsletter_imports:one", args=[row.pk]),
            detail=_("List of subscribers to import"),
            action=_("Look at it"),
        )
    stopped = SubscriberImport.objects.filter(state=ImportState.FAILED).exclude(stored_file="")
    for row in stopped:
        yield DueItem(
            DueGroup.TROUBLE,
            row.name,
            reverse("newsletter_imports:one", args=[row.pk]),
            detail=_("The import was stopped by an error"),
            action=_("Look at it"),
        )
