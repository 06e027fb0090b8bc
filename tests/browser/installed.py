"""Settings of the demonstration with static files as an installation has them: named by content,
compressed, kept by browsers for good."""

from __future__ import annotations

from cms.settings import base
from cms.settings.development import *  # noqa: F403 - settings modules inherit by star import

STORAGES = base.STORAGES
WHITENOISE_USE_FINDERS = False
