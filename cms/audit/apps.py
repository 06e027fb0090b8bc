from __future__ import annotations

import logging
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cms.audit.log_filter import PersonalDataFilter


class AuditConfig(AppConfig):
    name = "cms.audit"
    label = "audit"
    verbose_name = _("Audit trail")

    def ready(self) -> None:
        import_module("cms.audit.signals").connect()
        # Gunicorn brings handlers of its own, which the settings of logging do not reach.
        logging.getLogger("gunicorn.error").addFilter(PersonalDataFilter())
