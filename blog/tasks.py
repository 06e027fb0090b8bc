"""The blog's work in the background."""

from __future__ import annotations

from django_tasks import task

from blog.press import PressPage, with_files
from blog.press_files import preview_of


@task()
def make_press_files(page_id: int) -> None:
    """Cuts the sizes of a press page's pictures, so that its first reader does not wait."""
    page = PressPage.objects.filter(pk=page_id).first()
    for picture in with_files(page.pictures.all()) if page else []:
        preview_of(picture.image, picture.title)
