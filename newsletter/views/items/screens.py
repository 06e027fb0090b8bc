"""Who may come in, and how a screen about entities' items looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.admin_screen import Guard, Screens, who
from cms.dates import month_name

if TYPE_CHECKING:
    from newsletter.models import ItemCall

__all__ = [
    "ICON",
    "call_trail",
    "calls_trail",
    "contacts_trail",
    "may",
    "name_of",
    "screen",
    "who",
]

ICON = "mail"

may = Guard("newsletter")
screen = Screens("newsletter/items/admin", ICON)


def name_of(call: ItemCall) -> str:
    return _("Items of %(month)s") % {"month": month_name(call.month, get_language() or "ar")}


def calls_trail() -> tuple[str, str]:
    return reverse("newsletter_items:index"), _("Items of entities")


def call_trail(call: ItemCall) -> tuple[str, str]:
    return reverse("newsletter_items:call", args=[call.pk]), name_of(call)


def contacts_trail() -> tuple[str, str]:
    return reverse("newsletter_items:contacts"), _("Contacts of entities")
