from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Publishing house")

    def import_models(self) -> None:
        super().import_models()
        # Models too, but a storey higher: they show what the catalogue finds in the others.
        import_module("cms.pages")
