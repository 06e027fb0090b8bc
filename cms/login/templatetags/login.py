"""What the pages of log-in ask: the languages to switch to, and which browser a session has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from django import template
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.login.inert_scripts import start

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

register = template.Library()

# In the order to ask: each also calls itself by the names of those after it.
_FAMILIES: Final = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@register.simple_tag
def other_languages() -> list[tuple[str, str]]:
    """Code and own name of each language of the admin but the active one."""
    active = get_language()
    return [pair for pair in settings.WAGTAILADMIN_PERMITTED_LANGUAGES if pair[0] != active]


@register.filter
def browser_family(user_agent: str) -> str:
    """The browser and system in two words, from what the browser says of itself."""
    names = [
        next((name for mark, name in known if mark in user_agent), "")
        for known in (_FAMILIES, _SYSTEMS)
    ]
    return ", ".join(name for name in names if name) or _("Unknown browser")


@register.simple_tag
def start_json(name: str, options: str, identifier: str = "") -> SafeString:
    """The element by which `name` is started with options that are JSON already."""
    arguments = [json.loads(options)]
    return start(name, *([identifier, *arguments] if identifier else arguments))
