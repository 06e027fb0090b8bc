"""Settings of the test suite: quick password hashes, mails in memory, everything else real."""

from __future__ import annotations

from .development import *  # noqa: F403 - settings modules inherit by star import

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PUBLIC_URL = "http://localhost"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WHITENOISE_AUTOREFRESH = True
