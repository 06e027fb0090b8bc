from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContributionsConfig(AppConfig):
    name = "cms.contributions"
    label = "contributions"
    verbose_name = _("Contributions")

    def ready(self) -> None:
        # Models are there only now.
        from cms.contributions import receivers, workflow_mail

        receivers.connect()
        workflow_mail.replace_wagtails_own()
