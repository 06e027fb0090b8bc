"""What follows in the background when something of the blog is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.dispatch import receiver
from wagtail.signals import page_published

from blog.press import PressPage
from blog.tasks import make_press_files
from cms.work.enqueue import enqueue

if TYPE_CHECKING:
    from wagtail.models import Page


@receiver(page_published, sender=PressPage, dispatch_uid="blog.press_published")
def press_published(instance: Page, **_of_the_signal: object) -> None:
    enqueue(make_press_files, instance.pk)
