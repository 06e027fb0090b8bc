"""A text that readers get, or no longer get, is checked behind the editor's back."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from cms.desk.tasks import check_pair
from cms.models import ContentPage
from cms.work.enqueue import enqueue


@receiver([page_published, page_unpublished], dispatch_uid="desk.text_changed")
def text_changed(instance: Any, **_of_the_signal: object) -> None:
    if isinstance(instance, ContentPage):
        enqueue(check_pair, instance.pk)
