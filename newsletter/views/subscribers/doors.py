"""Who may come in, and how a screen about the list looks."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.admin_screen import Guard, Screens, who

__all__ = ["ICON", "list_trail", "may", "screen", "segments_trail", "who"]

ICON = "group"

may = Guard("newsletter")
screen = Screens("newsletter/subscribers", ICON)


def list_trail() -> tuple[str, str]:
    return reverse("newsletter_subscribers:index"), _("Subscribers")


def segments_trail() -> tuple[str, str]:
    return reverse("newsletter_subscribers:segments"), _("Segments")
