from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslatingConfig(AppConfig):
    name = "cms.translating"
    label = "translating"
    verbose_name = _("Translation")

    def ready(self) -> None:
        # Both need the models of other apps.
        import_module("cms.translating.signals").connect()
        import_module("cms.translating.language_inputs").take_effect()
