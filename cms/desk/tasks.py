"""The checks in the background."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from cms.desk.actions.ask_links import ask_links_of
from cms.desk.actions.check_page import check_page
from cms.models import ContentPage


@task()
def check_pair(page_id: int) -> None:
    """Checks a page and its translations, for which it may be the missing one."""
    now = timezone.now()
    page = ContentPage.objects.filter(pk=page_id).first()
    if page is None:
        return
    if settings.LINK_CHECK and page.live:
        ask_links_of(page, now=now)
    pair = ContentPage.objects.filter(translation_key=page.translation_key)
    for number in pair.order_by("pk").values_list("pk", flat=True):
        check_page(number, now=now)
