"""What is the same everywhere, in the order of Django's reference."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from settings.accounts import *  # noqa: F403
from settings.left_out import leave_out

leave_out()

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("VAR_FOLDER") or ROOT / "var")  # files, caches and letters of one machine

# Core
APPEND_SLASH = True
DEBUG = False
DEMO = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "brands",
    "matching",
    "certifications",
    "events",
    "payments",
    "organizations",
    "home",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.locales",
    "home.search.apps.SearchConfig",  # wagtail.search, indexing at once
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "rules",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "home.middleware.CharsetMiddleware",
    "home.middleware.AdminPolicyMiddleware",
    "home.middleware.PublicCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "home.middleware.PathLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "organizations.middleware.SecondFactorMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
ROOT_URLCONF = "urls"
WSGI_APPLICATION = "wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context.city",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
FORMS_URLFIELD_ASSUME_HTTPS = True  # goes with Django 6.0, where it is always so
SILENCED_SYSTEM_CHECKS: list[str] = []

# Caches, databases
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}


def database(url: str) -> dict[str, object]:
    """The connection that a DATABASE_URL names; SQLite writes with immediate locks, so that two writers wait, not fail."""
    config: dict[str, object] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    if "sqlite" in str(config["ENGINE"]):
        config["OPTIONS"] = SQLITE_OPTIONS
    return config


# Files
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR / "media"}},
    "private": {"BACKEND": "home.storage.PrivateFileSystemStorage", "OPTIONS": {"location": VAR / "private"}},
    "staticfiles": {"BACKEND": "home.stylesheets.OneStylesheetStorage"},
}
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "site" / "static"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440  # as the proxy's client_max_body_size for pages without files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
QUARANTINE_ROOT = VAR / "quarantine"
CLAMD_SOCKET = ""  # "/run/clamav/clamd.sock" or "host:3310"; empty: no virus check
PRIVATE_ACCEL_PREFIX = ""  # the proxy's internal location over the private files; empty: we send them ourselves

# Languages and time: the language comes from the path alone, so that pages can be cached.
LANGUAGE_CODE = "ja"
FORMAT_MODULE_PATH = "home.formats"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("ja", _("Japanese")), ("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [ROOT / "locale", ROOT / "locale" / "packages"]  # packages: what Wagtail and others leave in English
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES

# Security
CSRF_FAILURE_VIEW = "home.views.errors.csrf_failure"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Letters and background work
DEFAULT_FROM_EMAIL = "Tsunagi <office@city.example>"
RETURNS_ADDRESS = ""  # envelope sender, to which mail servers send back what they cannot deliver
RETURNS_MAILDIR = ""  # the folder of that address, which the worker reads
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Wagtail: only what may become public
WAGTAIL_SITE_NAME = "Tsunagi"
WAGTAILADMIN_BASE_URL = "http://localhost:8000"
WAGTAILADMIN_LOGIN_URL = "/admin/login/"
WAGTAIL_FRONTEND_LOGIN_URL = "/account/login/"
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # nothing is shown from third-party hosts (CSP), and no text offers it
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # one city, one time: the screens need not ask
WAGTAILIMAGES_IMAGE_MODEL = "home.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE, WAGTAILIMAGES_MAX_IMAGE_PIXELS = "home.editor_forms.PictureForm", 24_000_000
WAGTAILDOCS_DOCUMENT_FORM_BASE = "home.editor_forms.DocumentForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE, WAGTAILDOCS_MAX_UPLOAD_SIZE = 15 * 1024 * 1024, 20 * 1024 * 1024
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = ["pdf", "csv", "xlsx", "docx"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "home.search.backend"}}
PASSWORD_RESET_TIMEOUT = 86_400
# How long papers are kept after their case, where a program says nothing else (certifications/retention.py)
RETENTION = {"final_months": 3, "case_years": 5, "unsubmitted_years": 1}

# Public addresses (used in letters, certificates and feeds)
PUBLIC_URL = "http://localhost:8000"
KEEP_FRAGMENTS = True  # parts of public pages (home/freshness.py); off, each is made anew for each request
PAGE_CACHES: list[str] = []  # the proxies that keep public pages, by their inner addresses
PAGE_CACHE_TOKEN = ""
CLOCK_OVERRIDE = False
# What certificates' proofs are signed with: an Ed25519 key as PEM, made on the first day of a machine of its own (VAR).
SIGNING_KEY_FILE = VAR / "signing-key.pem"
SIGNING_KEY_MADE = True
PADES_KEY_FILE = PADES_CERTIFICATE_FILE = PADES_TIMESTAMP_URL = ""  # papers' electronic signature: key, its chain, RFC 3161
