"""What is to be heeded: texts that were saved or published, and days that were declared free."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import Revision
from wagtail.signals import page_published

from cms.work.enqueue import enqueue
from newsletter.actions.heed_holidays import heed_holidays
from newsletter.actions.void_changed import void_changed_month
from newsletter.models import Holiday, IssuePage
from newsletter.tasks import print_sheet

if TYPE_CHECKING:
    from datetime import date


def connect() -> None:
    """Listens from now on; again, it changes nothing."""
    post_save.connect(on_revision, sender=Revision, dispatch_uid="newsletter.on_revision")
    for signal in (post_save, post_delete):
        signal.connect(on_holiday, sender=Holiday, dispatch_uid="newsletter.on_holiday")
    page_published.connect(
        on_publication, sender=IssuePage, dispatch_uid="newsletter.on_publication"
    )


def on_revision(sender: type[Revision], instance: Revision, **_more: Any) -> None:
    """A text of an issue was saved, by an editor, an autosave or a program."""
    issues = ContentType.objects.get_for_model(IssuePage)
    if instance.content_type_id != issues.pk:
        return
    months = IssuePage.objects.filter(pk=instance.object_id).values_list("month", flat=True)
    month: date | None = months.first()
    if month is not None:
        void_changed_month(month, timezone.now())


def on_publication(sender: type[IssuePage], instance: IssuePage, **_more: Any) -> None:
    enqueue(print_sheet, instance.pk)


def on_holiday(sender: type[Holiday], **_more: Any) -> None:
    """A day was declared free, or working after all."""
    heed_holidays(timezone.now())
