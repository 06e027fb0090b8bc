from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LoginConfig(AppConfig):
    name = "cms.login"
    label = "login"
    verbose_name = _("Log-in")

    def ready(self) -> None:
        import_module("cms.login.checks")
        import_module("cms.login.signals")
        import_module("cms.login.inert_scripts").replace_inline_scripts()
