"""Settings that hold everywhere."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import dj_database_url
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.conf.locale import LANG_INFO

from .env import PROJECT_DIR, env

BASE_DIR = PROJECT_DIR
VAR = env.var
with suppress(OSError):  # the commands say more about a folder that cannot be written
    (VAR / "static").mkdir(parents=True, exist_ok=True)

SECRET_KEY = env.secret_key
DEBUG = env.debug
PUBLIC_URL = env.site_url
# Where forms of public pages are sent; empty is PUBLIC_URL.
FORMS_URL = env.forms_url
ALLOWED_HOSTS = env.allowed_hosts or [urlsplit(PUBLIC_URL).hostname or "localhost"]

INSTALLED_APPS = [
    "cms",
    "blog",
    "toolkit",
    "newsletter",
    "cms.work",
    "cms.notices",
    "cms.contributions",
    "cms.previews",
    "cms.translating",
    "cms.feedback",
    "cms.desk",
    "cms.login",
    "cms.uploads",
    "cms.embeds",
    "cms.audit",
    "wagtail_localize",
    "wagtail_localize.locales",  # instead of wagtail.locales
    "wagtail.api.v2",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "cms.accounts.apps.AccountsConfig",  # Wagtail's own, with the house's forms
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "cms.walls",  # after Wagtail's apps, whose policies it replaces
    "modelcluster",
    "taggit",
    "rest_framework",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # Outermost: what the others answer themselves, as errors and files, has its headers too.
    "cms.content_policy.ContentPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.packing.PackingMiddleware",  # pads what it packs against BREACH
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cms.walls.front.EntityWallMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cms.login.middleware.SessionAgeMiddleware",
    "cms.login.language.LanguageMiddleware",
    "cms.login.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.audit.middleware.SpreadsheetMiddleware",
    "cms.moved.MovedPagesMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.chrome.chrome",
            ],
        },
    },
]

# --- database: SQLite as one file, or PostgreSQL -----------------------------------------------

if env.database_url:
    DATABASES: dict[str, Any] = {"default": dj_database_url.parse(env.database_url)}
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR / "barza.sqlite3",
            "OPTIONS": {
                # All three belong together: WAL with deferred transactions fails more often
                # with "database is locked" than SQLite's defaults do.
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- languages and time ------------------------------------------------------------------------

# As the language's name is written in print; Django's own has a vowel sign in it.
LANG_INFO["ar"]["name_local"] = "العربية"
LANGUAGES = [(code, LANG_INFO[code]["name_local"]) for code in env.languages]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LANGUAGE_CODE = env.languages[0]
LOCALE_PATHS = [BASE_DIR / "cms" / "locale"]
FORMAT_MODULE_PATH = "cms.formats"
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = env.time_zone

# A translation never goes live by itself, least of all with the source's text in it.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# Dated pages need approval and schedules, which only the ordinary editor has; evergreen types
# say "synced" on their model.
WAGTAIL_LOCALIZE_DEFAULT_TRANSLATION_MODE = "simple"

# --- people ------------------------------------------------------------------------------------

AUTH_USER_MODEL = "cms.User"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # those of before, changed at log-in
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
LOGOUT_REDIRECT_URL = "account_login"
DEMO_LOGIN = False  # an account whose password everyone knows is for trying out only
# Whether those who publish, send or see subscribers need a second factor (`cms.login`).
MFA_REQUIRED = bool(env.mfa_required)
PASSWORD_RESET_TIMEOUT = 3600
SESSION_COOKIE_AGE = 8 * 3600  # a day's work
SESSION_IDLE_AGE = 30 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
KNOWN_BROWSER_COOKIE_NAME = "known-browser"

ACCOUNT_ADAPTER = "cms.login.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
# The plain one: allauth's own writes addresses into a second table, where they would go stale.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - a path
# Tries are counted by `cms.login.throttle`, for all processes together.
ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": None, "reset_password": "20/m/ip"}
ACCOUNT_FORMS = {
    "login": "cms.login.forms.LoginForm",
    "reauthenticate": "cms.login.forms.PasswordAgainForm",
    "reset_password": "cms.login.forms.ResetForm",
    "reset_password_from_key": "cms.login.forms.NewPasswordForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.trusted_proxies

MFA_ADAPTER = "cms.login.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # clocks may be half a minute off
MFA_FORMS = {
    "authenticate": "cms.login.forms.CodeForm",
    "reauthenticate": "cms.login.forms.CodeAgainForm",
    "activate_totp": "cms.login.forms.ActivateAppForm",
    "add_webauthn": "cms.login.forms.AddKeyForm",
    "edit_webauthn": "cms.login.forms.KeyNameForm",
}

# --- files -------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
SERVE_MEDIA = env.serve_media
ACCEL_MEDIA = env.accel_media
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "cms.uploads.handler.BoundedFileHandler",
]
SITE_DIR = VAR / "site"
OUTBOX_DIR = VAR / "outbox"

# Links to other hosts are looked at, never asked, unless the operator wants it.
LINK_CHECK = env.link_check

# --- Wagtail -----------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "البرزة"
WAGTAILADMIN_BASE_URL = env.admin_url or PUBLIC_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = [(c, n) for c, n in LANGUAGES if c in {"ar", "en"}]
WAGTAILADMIN_LOGIN_URL = "account_login"
# Addresses are what people log in with: administrators change them.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
# Without the system's own names ("localtime"), which browsers do not know.
WAGTAIL_USER_TIME_ZONES = sorted(zone for zone in available_timezones() if "/" in zone)
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILIMAGES_IMAGE_MODEL = "cms.CustomImage"
WAGTAILDOCS_DOCUMENT_MODEL = "cms.CustomDocument"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 20_000_000
WAGTAILIMAGES_JPEG_QUALITY = 75
WAGTAILIMAGES_AVIF_QUALITY = 55
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.uploads.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.uploads.forms.DocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # every document is a download
WAGTAILEMBEDS_FINDERS = [{"class": "cms.embeds.finder.AllowedEmbeds"}]
EMBED_HOSTS = env.embed_hosts
WAGTAILDOCS_EXTENSIONS = [
    "csv", "docx", "mp4", "odt", "pdf", "pptx", "txt", "vtt", "webm", "xlsx",
]  # fmt: skip
WAGTAIL_AUTOSAVE_INTERVAL = 5000
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.approval.publish_approved"
# By session only: a password in a header would pass by the second factor.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.search.backend", "SEARCH_CONFIG": "simple"}}

# Searches of one network in a minute, before it is asked to wait; an office shares one address.
SEARCHES_A_MINUTE = 120

# Whole months that readers' comments on pages are kept.
RATING_COMMENTS_MONTHS = env.rating_comments_months

# --- work in the background --------------------------------------------------------------------

# The queue is a table: a task is a row of the transaction that wants it done.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Seconds after which a worker looks whose turn it is and who has died.
WORK_ROUND_EVERY = 15.0
# Seconds without a sign of life after which a worker counts as dead and its task as unclaimed.
WORK_DEAD_AFTER = 60.0
# Seconds until a failed task is tried again, one for each new try; then it is parked.
WORK_RETRY_AFTER = (10, 60, 300, 1800, 7200)
# A task in which so many workers died is parked: it would take the next one along.
WORK_MAX_DEATHS = 5

# --- mail --------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.mail_from
# Mails of confirmation that leave in an hour at most, whoever asks.
NEWSLETTER_CONFIRMATIONS_HOUR = env.newsletter_confirmations_hour
#: Whether links of the letter lead by way of the counter (N9).
NEWSLETTER_COUNT_CLICKS = env.newsletter_count_clicks
NEWSLETTER_CALL_DAY = env.newsletter_call_day
NEWSLETTER_TRANSPORT = env.newsletter_transport
NEWSLETTER_DKIM_SELECTOR = env.newsletter_dkim_selector
NEWSLETTER_RESOLVERS = env.newsletter_resolvers
SERVER_EMAIL = env.mail_from
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
# Seconds for which a mail that is being sent is nobody else's; longer than any mail server thinks.
NOTICES_LEASE = 1200.0
if env.email_url:
    _mail = urlsplit(env.email_url)
    EMAIL_BACKEND = "cms.notices.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname or "localhost"
    EMAIL_PORT = _mail.port or 25
    EMAIL_HOST_USER = _mail.username or ""
    EMAIL_HOST_PASSWORD = _mail.password or ""
    EMAIL_USE_TLS = "tls=true" in _mail.query

# --- security ----------------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"  # Wagtail itself allows its previews
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
if FORMS_URL:
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(FORMS_URL)
    # Forms fetch a challenge before they are sent.
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["connect-src"] = [SELF, FORMS_URL]
if EMBED_HOSTS:
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["frame-src"] = [f"https://{host}" for host in EMBED_HOSTS]
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF],
    "style-src": [SELF],
    # The rich text editor writes style elements of its own, other ones on each page.
    "style-src-elem": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [SELF],  # the editor shows previews in a frame
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "cms.audit.log_filter.JsonFormatter"},
    },
    "filters": {"personal_data": {"()": "cms.audit.log_filter.PersonalDataFilter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": env.log_format,
            "filters": ["personal_data"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A reader's mistyped address is no event.
    "loggers": {
        # Without Django's own handlers, which know nothing of the filter and mail whole requests.
        "django": {"handlers": []},
        "django.server": {"handlers": ["console"], "propagate": False},
        "django.request": {"level": "ERROR"},
    },
}
