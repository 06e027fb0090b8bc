from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image


class UploadsConfig(AppConfig):
    name = "cms.uploads"
    label = "uploads"
    verbose_name = _("Uploads")

    def ready(self) -> None:
        import_module("cms.uploads.avatars").replace_wagtails_form()
        # The last wall, for files that came another way: Pillow refuses twice this number.
        Image.MAX_IMAGE_PIXELS = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
