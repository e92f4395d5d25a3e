"""One machine, one SQLite file. DEMO=1 makes it the sample city (loopback only, second factor off, letters kept)."""

import os
from typing import Any

from settings.base import *  # noqa: F403
from settings.base import STORAGES, VAR, database
from settings.services import redis_caches, s3_storages

DEBUG = os.environ.get("DEBUG", "0") == "1"
DEMO = os.environ.get("DEMO", "0") == "1"
SECRET_KEY = os.environ.get("SECRET_KEY", "for-this-machine-only-not-for-production-0123456789abcdef")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
PORT = os.environ.get("PORT", "8000")
PUBLIC_URL = WAGTAILADMIN_BASE_URL = os.environ.get("PUBLIC_URL", f"http://localhost:{PORT}")
DATABASES = {"default": database(os.environ.get("DATABASE_URL", f"sqlite:///{VAR / 'city.sqlite3'}"))}
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "cache",
        "KEY_PREFIX": str(DATABASES["default"]["NAME"]),  # two databases on one machine must not read each other's pages
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    }
}
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
SECOND_FACTOR_REQUIRED = not DEMO
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
CLOCK_OVERRIDE = DEMO
if REDIS_URL := os.environ.get("REDIS_URL"):
    CACHES = redis_caches(REDIS_URL)
if os.environ.get("S3_PUBLIC_BUCKET"):
    STORAGES = STORAGES | s3_storages(os.environ, PUBLIC_URL)
