from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class WorkConfig(AppConfig):
    name = "cms.work"
    label = "work"
    verbose_name = _("Background work")

    def ready(self) -> None:
        import_module("cms.work.subjects")  # how troubles are put back
        import_module("cms.work.standing_jobs")
        autodiscover_modules("jobs")
