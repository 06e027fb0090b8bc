"""Who may come in, and how a screen about imports looks."""

from __future__ import annotations

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.admin_screen import Guard, Screens, who

__all__ = ["ICON", "PERMISSION", "importers", "imports_trail", "screen", "who"]

ICON = "upload"
PERMISSION: Final = "newsletter.import_subscriber"

importers = Guard("newsletter")("import_subscriber")
screen = Screens("newsletter/imports", ICON)


def imports_trail() -> tuple[str, str]:
    return reverse("newsletter_imports:index"), _("Imports")
