"""Settings of `make demo` and of a developer's machine."""

from __future__ import annotations

from .base import *  # noqa: F403 - settings modules inherit by star import
from .base import ALLOWED_HOSTS, SESSION_COOKIE_AGE

ALLOWED_HOSTS += [host for host in ("localhost", "127.0.0.1", "[::1]") if host not in ALLOWED_HOSTS]
DEMO_LOGIN = True
SESSION_IDLE_AGE = SESSION_COOKIE_AGE  # who tries it out may go for lunch
# Static files straight from their folders: nothing to collect before the first look.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
