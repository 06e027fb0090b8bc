from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.signals import page_published


class UploadsConfig(AppConfig):
    name = "cms.uploads"
    label = "uploads"
    verbose_name = _("Uploads")

    def ready(self) -> None:
        _know_at_once_what_is_shown()
        import_module("cms.uploads.avatars").replace_wagtails_form()
        # The last wall, for files that came another way: Pillow refuses twice this number.
        Image.MAX_IMAGE_PIXELS = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS


def _know_at_once_what_is_shown() -> None:
    readers = import_module("cms.uploads.readers")
    page_published.connect(readers.keep_references)
    for model in readers.SHOWN:
        post_save.connect(readers.keep_references, sender=model)
