"""Addresses of the pattern page: there are none unless the site runs with `DEBUG`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import path

from cms.styleguide import views

if TYPE_CHECKING:
    from django.urls import URLPattern


def patterns() -> list[URLPattern]:
    """To stand before the pages' own addresses. Asked when the addresses are put together."""
    if not settings.DEBUG:
        return []
    return [
        path("styleguide/", views.everything, name="styleguide"),
        path("styleguide/<slug:slug>/", views.one, name="styleguide_one"),
    ]
