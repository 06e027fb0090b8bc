"""Settings of the test suite: quick password hashes, mails in memory, everything else real."""

from __future__ import annotations

from .development import *  # noqa: F403 - settings modules inherit by star import

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tests that move the clock stay logged in; those of log-in set their own ages.
SESSION_COOKIE_AGE = SESSION_IDLE_AGE = 400 * 24 * 3600
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# What is enqueued is done at once; tests of the worker itself take the queue of the product.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PUBLIC_URL = "http://localhost"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WHITENOISE_AUTOREFRESH = True
