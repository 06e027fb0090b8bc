"""Settings of a public installation; they refuse what would be unsafe there."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403 - settings modules inherit by star import
from .env import EXAMPLE_SECRET_KEY, env

if env.secret_key == EXAMPLE_SECRET_KEY or len(env.secret_key) < 50:
    raise ImproperlyConfigured(
        "SECRET_KEY is missing, the example, or shorter than 50 characters: set a random one. "
        "اضبط SECRET_KEY بقيمة عشوائية لا تقل عن 50 حرفاً."
    )
if not env.public_url.startswith("https://"):
    raise ImproperlyConfigured(
        "PUBLIC_URL must be the https:// address that readers use. "
        "يجب أن يكون PUBLIC_URL عنوان الموقع العام ويبدأ بـ https://."
    )

DEBUG = False
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
KNOWN_BROWSER_COOKIE_NAME = "__Host-known-browser"
CSRF_TRUSTED_ORIGINS = sorted({PUBLIC_URL, WAGTAILADMIN_BASE_URL})
MFA_REQUIRED = env.mfa_required is not False  # `check --deploy` warns of false
