"""Editors get no button for what is not allowed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from wagtail import hooks


@hooks.register("register_rich_text_features", order=10)  # after Wagtail's own
def no_embeds_by_default(features: Any) -> None:
    if not settings.EMBED_HOSTS and "embed" in features.default_features:
        features.default_features.remove("embed")
