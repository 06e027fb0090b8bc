"""Who cuts a page's pictures? The worker, when it is published, lest its first reader wait.

What is missing all the same (the worker stands still, a portrait was exchanged) is cut by the
page that shows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.dispatch import receiver
from django.utils import timezone, translation
from django_tasks import task
from wagtail.signals import page_published

from cms.models import ContentPage
from cms.pictures import Purpose, picture_of
from cms.work.enqueue import enqueue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models import Page

    from cms.models import CustomImage


@receiver(page_published, dispatch_uid="cms.pictures_of_published_page")
def text_published(instance: Page, **_of_the_signal: object) -> None:
    if isinstance(instance, ContentPage):
        enqueue(cut_pictures, instance.pk)


@task()
def cut_pictures(page_id: int) -> None:
    """Cuts what a page, its card and its panels show; what is there already stays."""
    page = ContentPage.objects.released(timezone.now()).filter(pk=page_id).first()
    if page is None:
        return
    for image, purpose in _around_the_text(page):
        picture_of(image, purpose)
    with translation.override(page.language):
        # The blocks of a text ask for their pictures themselves.
        cast("ContentPage", page.specific).full_html()


def _around_the_text(page: ContentPage) -> Iterator[tuple[CustomImage | None, Purpose]]:
    yield page.image, Purpose.CARD
    yield page.image, Purpose.LEAD
    if page.entity is not None:
        yield page.entity.logo, Purpose.LOGO
    for row in page.page_authors.select_related("person__portrait"):
        yield row.person.portrait, Purpose.PORTRAIT
