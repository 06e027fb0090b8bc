"""Wagtail tells of saved texts; an approval of the issue may be void then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_save
from django.utils import timezone
from wagtail.models import Revision

from newsletter.actions.void_changed import void_changed_month
from newsletter.models import IssuePage

if TYPE_CHECKING:
    from datetime import date


def connect() -> None:
    """Listens from now on; again, it changes nothing."""
    post_save.connect(on_revision, sender=Revision, dispatch_uid="newsletter.on_revision")


def on_revision(sender: type[Revision], instance: Revision, **_more: Any) -> None:
    """A text of an issue was saved, by an editor, an autosave or a program."""
    issues = ContentType.objects.get_for_model(IssuePage)
    if instance.content_type_id != issues.pk:
        return
    months = IssuePage.objects.filter(pk=instance.object_id).values_list("month", flat=True)
    month: date | None = months.first()
    if month is not None:
        void_changed_month(month, timezone.now())
