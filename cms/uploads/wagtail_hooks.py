"""What this package hangs into Wagtail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path
from wagtail import hooks

from cms.uploads.views import preview

if TYPE_CHECKING:
    from django.urls import URLPattern


@hooks.register("register_admin_urls", order=-1)  # before Wagtail's own of the same address
def urls() -> list[URLPattern]:
    return [path("images/<int:image_id>/preview/<str:filter_spec>/", preview)]
